// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A record's fields out of its payload, whose length and checksum are right already: each of them
 * has to be what its kind documents, in that order, and nothing behind the last.
 */
#include "records/payload.h"

#include <errno.h>
#include <string.h>

#include "analysis/analysis.h"
#include "records/fields.h"
#include "records/ids.h"

static bool take_one_of(const char **at, const char *const *ids, size_t count, unsigned int *index)
{
	char word[RECORD_WORD_MAX];

	if (!field_word(at, word, sizeof(word)))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(ids[i], word) == 0) {
			*index = (unsigned int)i;
			return true;
		}
	}
	return false;
}

static bool take_benchmark(const char **at, enum ws_benchmark *benchmark)
{
	unsigned int index = 0;
	bool known = field_literal(at, " id=") &&
		     take_one_of(at, record_benchmark_ids, WS_BENCHMARK_COUNT, &index);

	*benchmark = (enum ws_benchmark)index;
	return known;
}

static bool take_u32(const char **at, const char *key, uint32_t *number)
{
	uint64_t wide = 0;
	bool good = field_literal(at, key) && field_number(at, UINT32_MAX, &wide);

	*number = (uint32_t)wide;
	return good;
}

static bool take_u64(const char **at, const char *key, uint64_t *number)
{
	return field_literal(at, key) && field_number(at, UINT64_MAX, number);
}

static void take_rest(const char **at, char text[RECORD_TEXT_MAX])
{
	size_t length = strlen(*at);

	memcpy(text, *at, length + 1);
	*at += length;
}

/* The reason, where there is one, runs to the end. */
static bool take_reason(const char **at, struct record *record)
{
	if (!field_literal(at, " reason="))
		return **at == '\0';
	take_rest(at, record->reason);
	return true;
}

static bool parse_host(const char **at, struct record *record)
{
	return field_literal(at, " release=") &&
	       field_word(at, record->release, sizeof(record->release)) &&
	       field_literal(at, " mode=") && field_word(at, record->mode, sizeof(record->mode));
}

static bool parse_environment(const char **at, struct record *record)
{
	if (!field_literal(at, " key=") || !field_word(at, record->key, sizeof(record->key)) ||
	    !field_literal(at, " text="))
		return false;
	take_rest(at, record->text);
	return true;
}

static bool parse_finding(const char **at, struct record *record)
{
	if (!take_u32(at, " part=", &record->part) || !field_literal(at, " check=") ||
	    !field_word(at, record->key, sizeof(record->key)) ||
	    !ws_finding_is_check(record->key) || !field_literal(at, " verdict=") ||
	    !field_word(at, record->outcome, sizeof(record->outcome)) ||
	    ws_finding_rank(record->outcome) < 0 || !field_literal(at, " text="))
		return false;
	take_rest(at, record->text);
	return true;
}

static bool parse_hello(const char **at, struct record *record)
{
	uint64_t list = 0;
	bool good = field_literal(at, " version=") &&
		    field_word(at, record->version, sizeof(record->version)) &&
		    field_literal(at, " list=") && field_hexadecimal(at, 8, &list) &&
		    field_literal(at, " arch=") &&
		    field_word(at, record->architecture, sizeof(record->architecture)) &&
		    field_literal(at, " hypervisor=") &&
		    field_word(at, record->hypervisor, sizeof(record->hypervisor));

	record->list = (uint32_t)list;
	return good;
}

/* The kind of the interrupt controller is the key of its version. */
static bool parse_machine(const char **at, struct record *record)
{
	size_t length = field_literal(at, " ") ? strcspn(*at, "= ") : 0;

	if (!length || length >= sizeof(record->controller))
		return false;
	memcpy(record->controller, *at, length);
	record->controller[length] = '\0';
	*at += length;
	return take_u32(at, "=", &record->controller_version) &&
	       take_u32(at, " cpus=", &record->cpus) &&
	       (!field_literal(at, " emulator=") ||
		field_word(at, record->emulator, sizeof(record->emulator)));
}

static bool take_clock_name(const char **at, const char *key, struct record *record)
{
	return field_literal(at, key) && field_word(at, record->clock, sizeof(record->clock));
}

static bool parse_clock(const char **at, struct record *record)
{
	uint32_t invariant = 0;

	if (!take_clock_name(at, " name=", record) ||
	    !take_u64(at, " frequency=", &record->frequency))
		return false;
	record->ticks = field_literal(at, " unit=ticks");
	if (!record->ticks && !field_literal(at, " unit=cycles"))
		return false;
	if (!take_u32(at, " step=", &record->clock_step) ||
	    !take_u32(at, " invariant=", &invariant) || invariant > 1)
		return false;
	record->invariant = invariant;
	return true;
}

static bool parse_benchmark(const char **at, struct record *record)
{
	if (!take_benchmark(at, &record->benchmark))
		return false;
	record->present = field_literal(at, " state=present");
	return record->present || (field_literal(at, " state=absent") && take_reason(at, record));
}

static bool parse_selftest(const char **at, struct record *record)
{
	return take_u32(at, " windows=", &record->windows) &&
	       take_u64(at, " expected=", &record->expected);
}

static bool parse_start(const char **at, struct record *record)
{
	return take_benchmark(at, &record->benchmark);
}

/* One or more, with a comma between them. */
static bool take_values(const char **at, struct record *record)
{
	if (!field_literal(at, " v="))
		return false;
	do {
		if (record->value_count == RECORD_VALUES_MAX ||
		    !field_digits(at, &record->values[record->value_count]))
			return false;
		record->value_count++;
	} while (field_literal(at, ","));
	return true;
}

static bool parse_timing(const char **at, struct record *record)
{
	return take_benchmark(at, &record->benchmark) && take_clock_name(at, " clock=", record) &&
	       take_u32(at, " batch=", &record->batch) && record->batch;
}

static bool parse_samples(const char **at, struct record *record)
{
	return take_benchmark(at, &record->benchmark) && take_values(at, record);
}

static bool parse_cell(const char **at, struct record *record)
{
	unsigned int verdict = WS_VERDICT_INVALID;
	bool good = take_benchmark(at, &record->benchmark) && field_literal(at, " verdict=") &&
		    take_one_of(at, record_verdict_ids, WS_VERDICT_COUNT, &verdict) &&
		    take_u32(at, " windows=", &record->windows) && take_reason(at, record);

	record->verdict = (enum ws_verdict)verdict;
	return good;
}

static bool parse_panic(const char **at, struct record *record)
{
	return field_literal(at, " where=") &&
	       field_word(at, record->where, sizeof(record->where)) &&
	       take_u64(at, " esr=", &record->esr) && take_u64(at, " elr=", &record->elr) &&
	       take_u64(at, " far=", &record->far) && take_reason(at, record);
}

static bool parse_vmm(const char **at, struct record *record)
{
	uint32_t error = 0;
	bool good = field_literal(at, " step=") &&
		    field_word(at, record->where, sizeof(record->where)) &&
		    take_u32(at, " errno=", &error) && error <= INT16_MAX &&
		    take_reason(at, record);

	record->error = (int)error;
	return good;
}

static bool parse_end(const char **at, struct record *record)
{
	return take_u32(at, " cells=", &record->cells);
}

static const struct record_parser {
	const char *word;
	bool (*parse)(const char **at, struct record *record);
} parsers[] = {
	[RECORD_HOST] = {.word = "host", .parse = parse_host},
	[RECORD_ENVIRONMENT] = {.word = "environment", .parse = parse_environment},
	[RECORD_FINDING] = {.word = "finding", .parse = parse_finding},
	[RECORD_HELLO] = {.word = "hello", .parse = parse_hello},
	[RECORD_MACHINE] = {.word = "machine", .parse = parse_machine},
	[RECORD_CLOCK] = {.word = "clock", .parse = parse_clock},
	[RECORD_BENCHMARK] = {.word = "benchmark", .parse = parse_benchmark},
	[RECORD_SELFTEST] = {.word = "selftest", .parse = parse_selftest},
	[RECORD_START] = {.word = "start", .parse = parse_start},
	[RECORD_TIMING] = {.word = "timing", .parse = parse_timing},
	[RECORD_SAMPLES] = {.word = "samples", .parse = parse_samples},
	[RECORD_NULLS] = {.word = "nulls", .parse = parse_samples},
	[RECORD_CELL] = {.word = "cell", .parse = parse_cell},
	[RECORD_PANIC] = {.word = "panic", .parse = parse_panic},
	[RECORD_VMM] = {.word = "vmm", .parse = parse_vmm},
	[RECORD_END] = {.word = "end", .parse = parse_end},
};

int record_parse_payload(const char *payload, struct record *record)
{
	char word[RECORD_WORD_MAX];

	if (!field_word(&payload, word, sizeof(word)))
		return -EBADMSG;
	for (size_t i = 0; i < sizeof(parsers) / sizeof(parsers[0]); i++) {
		if (strcmp(parsers[i].word, word) != 0)
			continue;
		*record = (struct record){.kind = (enum record_kind)i};
		return parsers[i].parse(&payload, record) && *payload == '\0' ? 0 : -EBADMSG;
	}
	return -EBADMSG;
}
