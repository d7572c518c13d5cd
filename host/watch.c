// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Steal time is counted in hundredths of a second, too coarse for a short look: what was stolen
 * since the machine's start counts, too.
 */
#include "host/watch.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "host/checks.h"
#include "host/read.h"
#include "host/traffic.h"
#include "support/clock.h"

#define STAT_MAX             ((size_t)1 << 20)
#define INTERRUPTS_MAX       ((size_t)8 << 20)
#define ROWS_MAX             2048
#define STOLEN_PER_MILLE_MAX 1  /* since the start */
#define PER_SECOND_MAX       10 /* of devices' */

struct look {
	struct host_time time;
	bool timed;
	struct host_interrupt *rows;
	size_t count;
};

struct host_watch {
	struct host_question question;
	struct look before[2], after[2]; /* of each CPU */
	int64_t begin_ms;
};

static char *read_file(const struct host_question *question, const char *name, size_t limit)
{
	char path[HOST_PATH_MAX];

	return host_path(path, question->root, "%s", name) ? host_read_long(path, limit) : NULL;
}

static void take_look(const struct host_question *question, struct look looks[2])
{
	char *stat = read_file(question, "/proc/stat", STAT_MAX);
	char *text = read_file(question, "/proc/interrupts", INTERRUPTS_MAX);
	unsigned int cpus[2];
	size_t count = host_question_cpus(question, cpus);

	for (size_t at = 0; at < count; at++) {
		struct look *look = &looks[at];

		look->timed = stat && host_time_parse(stat, cpus[at], &look->time);
		look->rows = text ? calloc(ROWS_MAX, sizeof(*look->rows)) : NULL;
		if (look->rows)
			look->count = host_interrupts_parse(text, cpus[at], look->rows, ROWS_MAX);
	}
	free(text);
	free(stat);
}

static void judge_steal(struct host_finding *finding, unsigned int cpu, const struct look *before,
			const struct look *after)
{
	uint64_t now = after->time.stolen - before->time.stolen;
	uint64_t per_mille;

	if (!before->timed || !after->timed) {
		host_conclude(finding, HOST_NOTE, "mount /proc", "not known of CPU %u", cpu);
		return;
	}
	per_mille = after->time.all ? after->time.stolen * 1000 / after->time.all : 0;
	if (after->time.stolen < before->time.stolen)
		now = 0;
	if (now || per_mille >= STOLEN_PER_MILLE_MAX)
		host_conclude(finding, HOST_HAZARD,
			      "other machines have this CPU, too: measure on one of its own",
			      "CPU %u: %" PRIu64 ".%" PRIu64 "%% since the start, %" PRIu64
			      " ticks while watched",
			      cpu, per_mille / 10, per_mille % 10, now);
	else
		host_conclude(finding, HOST_FINE, NULL, "CPU %u: nothing is stolen", cpu);
}

/* How often the row was counted since; a row may have moved, for devices come and go. */
static uint64_t since(const struct look *before, const struct host_interrupt *row, size_t hint)
{
	for (size_t at = 0; at < before->count; at++) {
		const struct host_interrupt *old = &before->rows[(hint + at) % before->count];

		if (strcmp(old->label, row->label) == 0)
			return row->count >= old->count ? row->count - old->count : 0;
	}
	return row->count;
}

static void judge_interrupts(struct host_finding *finding, unsigned int cpu,
			     const struct look *before, const struct look *after, int64_t ms)
{
	const struct host_interrupt *busiest = NULL;
	uint64_t devices = 0;
	uint64_t kernel = 0;
	uint64_t most = 0;
	uint64_t interval = ms > 0 ? (uint64_t)ms : 1;

	for (size_t at = 0; at < after->count; at++) {
		uint64_t count = since(before, &after->rows[at], at);

		if (!host_interrupt_is_device(&after->rows[at])) {
			kernel += count;
			continue;
		}
		devices += count;
		if (count > most) {
			most = count;
			busiest = &after->rows[at];
		}
	}
	devices = devices * 1000 / interval;
	kernel = kernel * 1000 / interval;
	if (!after->count)
		host_conclude(finding, HOST_NOTE, "mount /proc", "not known of CPU %u", cpu);
	else if (busiest && devices > PER_SECOND_MAX)
		host_conclude(
			finding, HOST_HAZARD,
			"move them by /proc/irq/*/smp_affinity_list (irqbalance may move them "
			"back), choose other CPUs with --cpus" HOST_TUNE_HINT,
			"CPU %u: %" PRIu64 "/s of devices, most of %s (%s); %" PRIu64
			"/s of the kernel",
			cpu, devices, busiest->name, busiest->label, kernel);
	else
		host_conclude(finding, HOST_FINE, NULL,
			      "CPU %u: %" PRIu64 "/s of devices, %" PRIu64 "/s of the kernel", cpu,
			      devices, kernel);
}

static void free_watch(struct host_watch *watch)
{
	for (size_t at = 0; at < 2; at++) {
		free(watch->before[at].rows);
		free(watch->after[at].rows);
	}
	free(watch);
}

struct host_watch *host_watch_begin(const struct host_question *question)
{
	struct host_watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		return NULL;
	watch->question = *question;
	watch->begin_ms = ws_now_ms();
	take_look(question, watch->before);
	return watch;
}

size_t host_watch_end(struct host_watch *watch, struct host_finding *findings, size_t limit)
{
	unsigned int cpus[2];
	size_t cpu_count = watch ? host_question_cpus(&watch->question, cpus) : 0;
	size_t count = 0;
	int64_t ms;

	if (!watch || limit < 2 * cpu_count) {
		if (watch)
			free_watch(watch);
		return 0;
	}
	take_look(&watch->question, watch->after);
	ms = ws_now_ms() - watch->begin_ms;
	for (size_t at = 0; at < cpu_count; at++) {
		findings[count] = (struct host_finding){.id = "steal-time", .what = "steal time"};
		judge_steal(&findings[count++], cpus[at], &watch->before[at], &watch->after[at]);
	}
	for (size_t at = 0; at < cpu_count; at++) {
		findings[count] = (struct host_finding){.id = "interrupts", .what = "interrupts"};
		judge_interrupts(&findings[count++], cpus[at], &watch->before[at],
				 &watch->after[at], ms);
	}
	free_watch(watch);
	return count;
}

size_t host_watch(const struct host_question *question, struct host_finding *findings, size_t limit)
{
	const struct timespec interval = {.tv_sec = question->interval_ms / 1000,
					  .tv_nsec = question->interval_ms % 1000 * 1000000L};
	struct host_watch *watch = host_watch_begin(question);

	nanosleep(&interval, NULL); /* to be interrupted makes it shorter, which is accounted for */
	return host_watch_end(watch, findings, limit);
}
