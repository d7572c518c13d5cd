// SPDX-License-Identifier: GPL-2.0-or-later
/* From facts to records, and from records to the console. */
#include "probe/core/say.h"

#include "probe/arch/backend.h"
#include "probe/arch/console.h"
#include "probe/core/identity.h"
#include "probe/core/record.h"
#include "probe/core/request.h"

/* Where every exit is one that a user waits for, the VMM is given a line at once. */
static void send(struct ws_record *record)
{
	ws_record_end(record);
	if (arch_clock_is_open() && arch_backend_present())
		arch_backend_write_64(WS_BACKEND_TEXT, (uint64_t)(uintptr_t)record->text);
	else
		arch_console_write(record->text, record->length);
}

void say_hello(const struct platform *platform)
{
	struct ws_record record;

	ws_record_begin(&record, "hello");
	ws_record_word(&record, "version", identity_version());
	ws_record_checksum(&record, "list", identity_list());
	ws_record_word(&record, "arch", platform->architecture);
	ws_record_word(&record, "hypervisor", platform->hypervisor->id);
	send(&record);

	ws_record_begin(&record, "machine");
	ws_record_decimal(&record, platform->interrupt_controller.kind,
			  platform->interrupt_controller.version);
	ws_record_decimal(&record, "cpus", platform->cpus);
	if (platform->emulator)
		ws_record_word(&record, "emulator", platform->emulator);
	send(&record);
}

void say_benchmark(enum ws_benchmark benchmark, const char *absent)
{
	struct ws_record record;

	ws_record_begin(&record, "benchmark");
	ws_record_word(&record, "id", benchmark_id(benchmark));
	ws_record_word(&record, "state", absent ? "absent" : "present");
	if (absent)
		ws_record_reason(&record, absent);
	send(&record);
}

void say_selftest(uint32_t windows, uint64_t expected)
{
	struct ws_record record;

	ws_record_begin(&record, "selftest");
	ws_record_decimal(&record, "windows", windows);
	ws_record_decimal(&record, "expected", expected);
	send(&record);
}

void say_clock(const struct clock *clock, uint64_t step)
{
	struct ws_record record;

	ws_record_begin(&record, "clock");
	ws_record_word(&record, "name", clock->name);
	ws_record_decimal(&record, "frequency", clock->frequency);
	ws_record_word(&record, "unit", clock->unit);
	ws_record_decimal(&record, "step", step);
	ws_record_decimal(&record, "invariant", clock->invariant);
	send(&record);
}

void say_timing(enum ws_benchmark benchmark, const struct clock *clock, uint32_t batch)
{
	struct ws_record record;

	ws_record_begin(&record, "timing");
	ws_record_word(&record, "id", benchmark_id(benchmark));
	ws_record_word(&record, "clock", clock->name);
	ws_record_decimal(&record, "batch", batch);
	send(&record);
}

void say_values(const char *kind, enum ws_benchmark benchmark, const uint64_t *values, size_t count)
{
	while (count) {
		struct ws_record record;
		size_t said;

		ws_record_begin(&record, kind);
		ws_record_word(&record, "id", benchmark_id(benchmark));
		said = ws_record_values(&record, "v", values, count);
		send(&record);
		values += said;
		count -= said;
	}
}

void say_start(enum ws_benchmark benchmark)
{
	struct ws_record record;

	ws_record_begin(&record, "start");
	ws_record_word(&record, "id", benchmark_id(benchmark));
	send(&record);
}

static const char *verdict_id(enum ws_verdict verdict)
{
#define IDENTIFIER(symbol, id, meaning) [WS_VERDICT_##symbol] = (id),
	static const char *const identifiers[] = {WS_VERDICT_LIST(IDENTIFIER)};
#undef IDENTIFIER
	return identifiers[verdict];
}

void say_cell(enum ws_benchmark benchmark, const struct outcome *outcome)
{
	struct ws_record record;

	ws_record_begin(&record, "cell");
	ws_record_word(&record, "id", benchmark_id(benchmark));
	ws_record_word(&record, "verdict", verdict_id(outcome->verdict));
	ws_record_decimal(&record, "windows", outcome->windows);
	if (outcome->reason)
		ws_record_reason(&record, outcome->reason);
	send(&record);
}

void say_panic(const char *where, uint64_t esr, uint64_t elr, uint64_t far, const char *reason)
{
	struct ws_record record;

	ws_record_begin(&record, "panic");
	ws_record_word(&record, "where", where);
	ws_record_hexadecimal(&record, "esr", esr);
	ws_record_hexadecimal(&record, "elr", elr);
	ws_record_hexadecimal(&record, "far", far);
	if (reason)
		ws_record_reason(&record, reason);
	send(&record);
}

void say_end(uint32_t cells)
{
	struct ws_record record;

	ws_record_begin(&record, "end");
	ws_record_decimal(&record, "cells", cells);
	send(&record);
}
