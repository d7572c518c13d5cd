// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A time limit that is to tell a hang from work is of the work: on a machine where ten others
 * compute, a good child takes ten times as long by the clock. What counts of every interval is
 * therefore the processor time that the child used in it. One that used next to none does not
 * compute but waits, and then the interval counts, which gives every wait an end by the clock, too:
 * the limit times PATIENCE_SHARE. A long time in which nobody looked, because we were stopped
 * (Ctrl-Z) or were not given the processor ourselves, counts as one interval.
 */
#include "lab/patience.h"

#include <stdio.h>
#include <time.h>

#include "support/clock.h"

/* Long enough for a child that gets little of a processor to get some. */
#define INTERVAL_MIN_MS 250
#define INTERVAL_MAX_MS 2000
#define INTERVALS       4 /* of a limit, where that is in between */

/* Of all its threads, not of its children. */
static int64_t computed_ms(pid_t pid)
{
	struct timespec used;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return -1;
	return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

void patience_begin(struct patience *patience, pid_t pid, int64_t limit_ms)
{
	*patience = (struct patience){.pid = pid,
				      .limit_ms = limit_ms,
				      .seen_ms = ws_now_ms(),
				      .computed_ms = computed_ms(pid)};
}

void patience_renew(struct patience *patience)
{
	patience->spent_ms = patience->passed_ms = patience->own_ms = 0;
}

static int64_t interval_ms(const struct patience *patience)
{
	int64_t interval = patience->limit_ms / INTERVALS;

	if (interval < INTERVAL_MIN_MS)
		return INTERVAL_MIN_MS;
	return interval < INTERVAL_MAX_MS ? interval : INTERVAL_MAX_MS;
}

int64_t patience_counts(int64_t interval_ms, int64_t computed_ms)
{
	bool computes = computed_ms >= 0 && computed_ms * PATIENCE_SHARE >= interval_ms;

	return computes && computed_ms < interval_ms ? computed_ms : interval_ms;
}

static void spend(struct patience *patience, int64_t passed, int64_t computed)
{
	int64_t counts = patience_counts(passed, computed);

	patience->passed_ms += passed;
	patience->spent_ms += counts;
	if (counts < passed)
		patience->own_ms += counts;
}

bool patience_over(struct patience *patience)
{
	int64_t passed = ws_now_ms() - patience->seen_ms, interval = interval_ms(patience);
	int64_t computed = -1, before = patience->computed_ms;

	if (passed < interval)
		return patience->spent_ms >= patience->limit_ms;
	patience->computed_ms = computed_ms(patience->pid);
	patience->seen_ms += passed;
	if (before >= 0 && patience->computed_ms >= before)
		computed = patience->computed_ms - before;
	spend(patience, passed < 2 * interval ? passed : interval, computed);
	return patience->spent_ms >= patience->limit_ms;
}

/* Where the clock says about the same, the clock. */
void patience_describe(const struct patience *patience, char text[PATIENCE_TEXT_MAX])
{
	long long limit = patience->limit_ms / 1000, own = (patience->own_ms + 500) / 1000;

	if (!own || patience->passed_ms - patience->spent_ms < patience->limit_ms / 10)
		snprintf(text, PATIENCE_TEXT_MAX, "%lld s", limit);
	else if (own >= limit)
		snprintf(text, PATIENCE_TEXT_MAX, "%lld s of its own processor time", limit);
	else
		snprintf(text, PATIENCE_TEXT_MAX,
			 "%lld s of its own processor time and %lld s by the clock", own,
			 limit - own);
}

int64_t patience_wait(const struct patience *patience)
{
	int64_t left = patience->seen_ms + interval_ms(patience) - ws_now_ms();

	return left > 0 ? left : 0;
}
