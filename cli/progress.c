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

/* "  12 s  arm64/kvm-vhe: booting; arm64/xen: hypercall", cut at the terminal's edge. */
static void draw(struct progress *progress)
{
	char line[DRAWN_MAX];
	int length = snprintf(line, sizeof(line), "%4u s  ", elapsed(progress));
	const char *separator = "";
	size_t width = terminal_width(progress->out);

	for (size_t at = 0; at < progress->target_count; at++) {
		const struct progress_target *target = &progress->targets[at];

		if (!*target->step || length >= (int)sizeof(line))
			continue;
		length += snprintf(line + length, sizeof(line) - (size_t)length, "%s%s: %s",
				   separator, target->id, target->step);
		separator = "; ";
	}
	wipe(progress);
	if (!*separator)
		return;
	fprintf(progress->out, "%.*s", (int)width - 1, line);
	fflush(progress->out);
	progress->drawn = true;
}

static void print_step(struct progress *progress, struct progress_target *target)
{
	fprintf(progress->out, "%4u s  %s: %s\n", target->since, target->id, target->step);
	fflush(progress->out);
	target->printed = true;
}

static void print_long_steps(struct progress *progress)
{
	unsigned int seconds = elapsed(progress);

	for (size_t at = 0; at < progress->target_count; at++) {
		struct progress_target *target = &progress->targets[at];

		if (*target->step && !target->printed && seconds > target->since)
			print_step(progress, target);
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

static struct progress_target *find_target(struct progress *progress, const char *id)
{
	for (size_t at = 0; at < progress->target_count; at++)
		if (strcmp(progress->targets[at].id, id) == 0)
			return &progress->targets[at];
	if (progress->target_count == CLI_TARGETS_MAX)
		return NULL;
	progress->targets[progress->target_count].id = id;
	return &progress->targets[progress->target_count++];
}

static void set_step(struct progress *progress, struct progress_target *target, const char *step)
{
	snprintf(target->step, sizeof(target->step), "%s", step);
	target->since = elapsed(progress);
	target->printed = false;
	if (progress->verbose && *step)
		print_step(progress, target);
	if (progress->redraw)
		draw(progress);
}

void progress_step(struct progress *progress, const char *id, const char *step)
{
	struct progress_target *target;

	pthread_mutex_lock(&progress->lock);
	target = find_target(progress, id);
	if (target && !target->over && strcmp(target->step, step) != 0)
		set_step(progress, target, step);
	pthread_mutex_unlock(&progress->lock);
}

void progress_over(struct progress *progress, const char *id)
{
	struct progress_target *target;

	pthread_mutex_lock(&progress->lock);
	target = find_target(progress, id);
	if (target) {
		set_step(progress, target, "");
		target->over = true;
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
