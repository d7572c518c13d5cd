// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A round: the benchmark and `null` in turns, so that whatever drifts does to both; the values are
 * stored, and printed when the round is over, since under a hypervisor each character is an exit.
 * What a round has done to caches and predictors the next one makes good before it begins.
 *
 * A counter may be slower than what is measured (100 MHz: a window of 200 ns is 20 ticks). A value
 * is then the sum of a batch of windows: a window's ends fall anywhere between two ticks, so that
 * the sum is off by as little as one window's time is.
 */
#include "probe/core/timed.h"

#include <worldswitch/records.h>

#include "probe/arch/backend.h"
#include "probe/arch/clock.h"
#include "probe/core/say.h"

#define WARM_UP_WINDOWS 64

/* So finely a value is to be resolved; what crosses CPUs takes longer. */
#define RESOLUTION_NS         1
#define CROSSING_NS           8
#define BATCH_MAX             256
#define NANOSECONDS_IN_SECOND UINT64_C(1000000000)

/* Readings in which the clock's step is looked for. */
#define STEP_READINGS 64

static uint64_t samples[WS_ROUND_SAMPLES];
static uint64_t nulls[WS_ROUND_SAMPLES];
static uint32_t batch;

static uint64_t greatest_divisor(uint64_t one, uint64_t other)
{
	while (other) {
		uint64_t rest = one % other;

		one = other;
		other = rest;
	}
	return one;
}

/* What divides all readings of the clock in use: it may count in steps of many ticks. */
static uint64_t clock_step(void)
{
	uint64_t first = arch_clock_read();
	uint64_t step = 0;

	for (unsigned int reading = 0; reading < STEP_READINGS; reading++)
		step = greatest_divisor(arch_clock_read() - first, step);
	return step ? step : 1;
}

static uint32_t batch_for(const struct clock *clock, uint64_t step, uint64_t resolution_ns)
{
	uint64_t tick_ns;

	if (!clock->frequency)
		return 1;
	tick_ns = step * NANOSECONDS_IN_SECOND / clock->frequency;
	if (tick_ns / resolution_ns > BATCH_MAX)
		return BATCH_MAX;
	return tick_ns > resolution_ns ? (uint32_t)(tick_ns / resolution_ns) : 1;
}

void timed_open(const struct request *request)
{
	arch_clock_open(request->frequency);
}

void timed_say_clocks(void)
{
	static const enum clock_reach reaches[] = {CLOCK_CPU, CLOCK_MACHINE, CLOCK_HOST};
	const struct clock *said = NULL;

	/* Who has not met a backend has no use for the last, and may not be allowed to read it. */
	for (size_t at = 0; at < sizeof(reaches) / sizeof(reaches[0]); at++) {
		const struct clock *clock;

		if (reaches[at] == CLOCK_HOST && !arch_backend_present())
			continue;
		clock = arch_clock_use(reaches[at]);
		if (clock != said)
			say_clock(clock, clock_step());
		said = clock;
	}
}

void timed_step(enum ws_benchmark number, enum ws_backend_step step)
{
	if (arch_backend_present())
		arch_backend_write(WS_BACKEND_CELL, WS_BACKEND_STEP(step, number));
}

void timed_choose(enum ws_benchmark number, const struct benchmark *benchmark)
{
	const struct clock *clock = arch_clock_use(benchmark->reach);

	batch = batch_for(clock, clock_step(),
			  benchmark->reach == CLOCK_CPU ? RESOLUTION_NS : CROSSING_NS);
	timed_step(number, WS_STEP_SETUP);
	say_timing(number, clock, batch);
}

/* One more window is in the sum. */
static struct outcome add_window(const struct benchmark *benchmark, uint64_t *sum)
{
	struct outcome outcome;

	stopwatch.begin = 0;
	stopwatch.end = 0;
	outcome = benchmark->run(1);
	if (outcome.verdict != WS_VERDICT_MEASURED)
		return outcome;
	if (benchmark->read_clock)
		benchmark->read_clock();
	if (!stopwatch.begin || stopwatch.end < stopwatch.begin)
		return outcome_bad(WS_VERDICT_INVALID, 1, "a window ended before its begin");
	*sum += stopwatch.end - stopwatch.begin;
	return outcome;
}

static struct outcome add_batch(const struct benchmark *benchmark, uint64_t *sum)
{
	struct outcome outcome = outcome_measured(0);

	*sum = 0;
	for (uint32_t window = 0; window < batch && outcome.verdict == WS_VERDICT_MEASURED;
	     window++)
		outcome = add_window(benchmark, sum);
	return outcome;
}

/* How many of both there are; the last one may have failed. */
static uint32_t run_round(const struct benchmark *benchmark, uint32_t wanted,
			  struct outcome *outcome)
{
	for (uint32_t at = 0; at < wanted; at++) {
		*outcome = add_batch(benchmark, &samples[at]);
		if (outcome->verdict == WS_VERDICT_MEASURED)
			*outcome = add_batch(&benchmark_null, &nulls[at]);
		if (outcome->verdict != WS_VERDICT_MEASURED)
			return at;
	}
	return wanted;
}

static bool is_another_round(uint32_t done, uint32_t samples_max)
{
	if (done >= samples_max)
		return false;
	return !arch_backend_present() || arch_backend_read(WS_BACKEND_MORE);
}

struct outcome timed_run(enum ws_benchmark number, const struct benchmark *benchmark,
			 uint32_t samples_max)
{
	struct outcome outcome;
	uint32_t done = 0;

	do {
		uint32_t wanted = samples_max - done;
		uint32_t got;

		timed_step(number, WS_STEP_WARM_UP);
		outcome = benchmark->run(WARM_UP_WINDOWS);
		timed_step(number, WS_STEP_WINDOWS);
		if (outcome.verdict != WS_VERDICT_MEASURED)
			break;
		if (wanted > WS_ROUND_SAMPLES)
			wanted = WS_ROUND_SAMPLES;
		got = run_round(benchmark, wanted, &outcome);
		say_values("samples", number, samples, got);
		say_values("nulls", number, nulls, got);
		done += got;
	} while (outcome.verdict == WS_VERDICT_MEASURED && is_another_round(done, samples_max));
	outcome.windows = done * batch;
	return outcome;
}
