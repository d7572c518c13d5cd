// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * In place of probe/core/say.c: for each record a fixed sequence of things that are none. Bytes of
 * every value, beginnings of records that lead nowhere, and lines longer than any buffer.
 */
#include "probe/arch/console.h"
#include "probe/core/say.h"

#define NOISE_BYTES     300
#define LONG_LINE_BYTES 5000

static const char broken[] = "@ws \n"
			     "@ws 0\n"
			     "@ws 00b\n"
			     "@ws 00b 3109e86c\n"
			     "@ws 00b 3109e86c end cells=\n"
			     "@ws 00b 3109e86c end cells=33\n"
			     "@ws 00b 3109E86C end cells=3\n"
			     "@ws fff 00000000 x\n"
			     "@ws -01 00000000 \n"
			     "@ws 000 00000000\n"
			     "@ws 000 00000000 \n"
			     "@ws zzz zzzzzzzz zzz\n"
			     "@ws @ws @ws @ws 00b @ws 3109e86c @ws end cells=3\n"
			     "\0@ws 00b\0 3109e86c end cells=3\n"
			     "\033[2J\033]0;owned\007\r\r\r@WS 00B\n"
			     "@ws 00b 3109e86c en";

static void say_noise(void)
{
	static uint32_t state = 1;

	for (unsigned int at = 0; at < NOISE_BYTES; at++) {
		char byte;

		state = state * 1664525u + 1013904223u;
		byte = (char)(state >> 24);
		arch_console_write(&byte, 1);
	}
}

static void say_garbage(void)
{
	say_noise();
	arch_console_write(broken, sizeof(broken) - 1);
	for (unsigned int at = 0; at < LONG_LINE_BYTES; at++)
		arch_console_write("@ws 05f "[at % 8] == ' ' ? " " : "\xe2", 1);
}

void say_hello(const struct platform *platform)
{
	(void)platform;
	say_garbage();
}

void say_benchmark(enum ws_benchmark benchmark, const char *absent)
{
	(void)benchmark;
	(void)absent;
	say_noise();
}

void say_selftest(uint32_t windows, uint64_t expected)
{
	(void)windows;
	(void)expected;
	say_noise();
}

void say_clock(const struct clock *clock, uint64_t step)
{
	(void)clock;
	(void)step;
	say_noise();
}

void say_timing(enum ws_benchmark benchmark, const struct clock *clock, uint32_t batch)
{
	(void)benchmark;
	(void)clock;
	(void)batch;
	say_noise();
}

void say_values(const char *kind, enum ws_benchmark benchmark, const uint64_t *values, size_t count)
{
	(void)kind;
	(void)benchmark;
	(void)values;
	(void)count;
	say_noise();
}

void say_start(enum ws_benchmark benchmark)
{
	(void)benchmark;
	say_noise();
}

void say_cell(enum ws_benchmark benchmark, const struct outcome *outcome)
{
	(void)benchmark;
	(void)outcome;
	say_noise();
}

void say_panic(const char *where, uint64_t esr, uint64_t elr, uint64_t far, const char *reason)
{
	(void)where;
	(void)esr;
	(void)elr;
	(void)far;
	(void)reason;
	say_noise();
}

void say_end(uint32_t cells)
{
	(void)cells;
	say_garbage();
}
