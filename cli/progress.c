// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A thread keeps the elapsed seconds moving, and prints a step of a second or more while it lasts:
 * who watches a log wants to know what is being waited for, not what has been.
 */
#include "cli/progress.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "support/clock.h"

#define TICK_MS   500
#define DRAWN_MAX 512

static unsigned int elapsed(const struct progress *progress)
{
	return (unsigned int)((ws_now_ms() - progress->start) / 1000);
}

static void wipe(struct progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", progress->out);
	progress->drawn = false;
}

static size_t terminal_width(FILE *out)
{
	struct winsize size;

	return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

/* "5 of 16  ", of which are over; nothing where that says nothing. */
static int draw_count(const struct progress *progress, char *text, size_t size)
{
	size_t over = 0;

	for (size_t at = 0; at < progress->run_count; at++)
		over += progress->runs[at].over;
	*text = '\0';
	return progress->expected > 1
		       ? snprintf(text, size, "%zu of %zu  ", over, progress->expected)
		       : 0;
}

/* "  12 s  5 of 16  arm64/kvm-vhe: booting; arm64/xen: hypercall", cut at the terminal's edge. */
static void draw(struct progress *progress)
{
	char line[DRAWN_MAX];
	int length = snprintf(line, sizeof(line), "%4u s  ", elapsed(progress));
	const char *separator = "";
	size_t width = terminal_width(progress->out);

	length += draw_count(progress, line + length, sizeof(line) - (size_t)length);
	for (size_t at = 0; at < progress->run_count; at++) {
		const struct progress_run *run = &progress->runs[at];

		if (!*run->step || length >= (int)sizeof(line))
			continue;
		length += snprintf(line + length, sizeof(line) - (size_t)length, "%s%s: %s",
				   separator, run->label, run->step);
		separator = "; ";
	}
	wipe(progress);
	if (!*separator)
		return;
	fprintf(progress->out, "%.*s", (int)width - 1, line);
	fflush(progress->out);
	progress->drawn = true;
}

static void print_step(struct progress *progress, struct progress_run *run)
{
	fprintf(progress->out, "%4u s  %s: %s\n", run->since, run->label, run->step);
	fflush(progress->out);
	run->printed = true;
}

static void print_long_steps(struct progress *progress)
{
	unsigned int seconds = elapsed(progress);

	for (size_t at = 0; at < progress->run_count; at++) {
		struct progress_run *run = &progress->runs[at];

		if (*run->step && !run->printed && seconds > run->since)
			print_step(progress, run);
	}
}

static void *tick(void *argument)
{
	struct progress *progress = argument;

	pthread_mutex_lock(&progress->lock);
	while (!progress->ending) {
		struct timespec until;

		if (progress->redraw)
			draw(progress);
		else
			print_long_steps(progress);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += TICK_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000L;
		until.tv_nsec %= 1000000000L;
		pthread_cond_timedwait(&progress->wake, &progress->lock, &until);
	}
	pthread_mutex_unlock(&progress->lock);
	return NULL;
}

/* Signals are for the main thread: its waits must end when one comes. */
static void start_ticker(struct progress *progress)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	progress->ticking = pthread_create(&progress->ticker, NULL, tick, progress) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void progress_begin(struct progress *progress, FILE *out, bool verbose)
{
	const char *terminal = getenv("TERM");
	pthread_condattr_t attributes;

	*progress = (struct progress){
		.out = out,
		.verbose = verbose,
		.redraw = !verbose && isatty(fileno(out)) && terminal &&
			  strcmp(terminal, "dumb") != 0,
		.start = ws_now_ms(),
	};
	pthread_mutex_init(&progress->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&progress->wake, &attributes);
	pthread_condattr_destroy(&attributes);
	start_ticker(progress);
}

void progress_end(struct progress *progress)
{
	pthread_mutex_lock(&progress->lock);
	progress->ending = true;
	pthread_cond_signal(&progress->wake);
	pthread_mutex_unlock(&progress->lock);
	if (progress->ticking)
		pthread_join(progress->ticker, NULL);
	wipe(progress);
	fflush(progress->out);
	pthread_cond_destroy(&progress->wake);
	pthread_mutex_destroy(&progress->lock);
}

static struct progress_run *find_run(struct progress *progress, const char *label)
{
	for (size_t at = 0; at < progress->run_count; at++)
		if (strcmp(progress->runs[at].label, label) == 0)
			return &progress->runs[at];
	if (progress->run_count == CLI_RUNS_MAX)
		return NULL;
	progress->runs[progress->run_count].label = label;
	return &progress->runs[progress->run_count++];
}

static void set_step(struct progress *progress, struct progress_run *run, const char *step)
{
	snprintf(run->step, sizeof(run->step), "%s", step);
	run->since = elapsed(progress);
	run->printed = false;
	if (progress->verbose && *step)
		print_step(progress, run);
	if (progress->redraw)
		draw(progress);
}

void progress_expect(struct progress *progress, size_t count)
{
	pthread_mutex_lock(&progress->lock);
	progress->expected = count;
	pthread_mutex_unlock(&progress->lock);
}

void progress_step(struct progress *progress, const char *label, const char *step)
{
	struct progress_run *run;

	pthread_mutex_lock(&progress->lock);
	run = find_run(progress, label);
	if (run && !run->over && strcmp(run->step, step) != 0)
		set_step(progress, run, step);
	pthread_mutex_unlock(&progress->lock);
}

void progress_over(struct progress *progress, const char *label)
{
	struct progress_run *run;

	pthread_mutex_lock(&progress->lock);
	run = find_run(progress, label);
	if (run) {
		set_step(progress, run, "");
		run->over = true;
	}
	pthread_mutex_unlock(&progress->lock);
}

void progress_say(struct progress *progress, const char *format, ...)
{
	va_list arguments;

	pthread_mutex_lock(&progress->lock);
	wipe(progress);
	va_start(arguments, format);
	vfprintf(progress->out, format, arguments);
	va_end(arguments);
	fputc('\n', progress->out);
	pthread_mutex_unlock(&progress->lock);
}
