// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cells and properties out of a log's records. What cannot be shown to be whole has no number: the
 * reason says what is missing.
 */
#include "records/log_result.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/controllers.h"
#include "analysis/statistics.h"

/* In their order: of the first, by which round trips are timed, and of those that more can read:
 * all CPUs, for what leads from one to another, and the host.
 */
static const struct {
	const char *name, *frequency;
} clock_properties[SAMPLES_CLOCKS_MAX] = {
	{.name = "clock", .frequency = "clock-frequency"},
	{.name = "common-clock", .frequency = "common-clock-frequency"},
	{.name = "host-clock", .frequency = "host-clock-frequency"},
};

static const char *reason_of(int code, const struct log_cell *cell)
{
	switch (-code) {
	case EINVAL:
		return cell->samples.count
			       ? "no samples of null stand beside its own"
			       : "it was not timed: the probe has to be told ws.clock=1";
	case ERANGE:
		return "the frequency of its clock is unknown or no clock's, or its "
		       "samples are out of range";
	case EOVERFLOW:
		return "it has more windows than can be counted";
	default:
		return strerror(-code);
	}
}

static int time_cell(const struct log_cell *from, struct ws_cell *cell)
{
	uint64_t *values = NULL;
	uint64_t *nulls = NULL;
	int result;

	if (!from->clock)
		return -EINVAL;
	result = samples_values(&from->samples, from->clock, from->batch, &values);

	if (result)
		return result;
	result = samples_values(&from->nulls, from->clock, from->batch, &nulls);
	if (!result) {
		result = ws_cell_time(
			(struct ws_samples){.values = values, .count = from->samples.count},
			(struct ws_samples){.values = nulls, .count = from->nulls.count},
			samples_unit(from->clock), from->batch, cell);
		free(nulls);
	}
	free(values);
	return result;
}

static void judge(const struct log_cell *from, struct ws_cell *cell, const char *reason)
{
	int result;

	cell->unit = from->clock ? samples_unit(from->clock) : WS_UNIT_CYCLES;
	if (cell->verdict == WS_VERDICT_MEASURED && from->spoilt) {
		cell->verdict = WS_VERDICT_INVALID;
		reason = from->why;
	}
	if (cell->verdict == WS_VERDICT_MEASURED) {
		result = time_cell(from, cell);
		if (!result)
			return;
		cell->verdict = WS_VERDICT_INVALID;
		reason = reason_of(result, from);
	}
	snprintf(cell->reason, sizeof(cell->reason), "%s",
		 *reason ? reason : "no reason was given");
}

void log_end_cell(struct log *log, enum ws_benchmark benchmark, enum ws_verdict verdict,
		  const char *reason)
{
	struct log_cell *from = &log->cells[benchmark];
	struct ws_cell *cell;

	from->state = LOG_ENDED;
	if (log->started == (int)benchmark)
		log->started = -1;
	if (log->wanted && !(log->wanted & 1U << benchmark))
		return;
	cell = ws_result_add_cell(&log->result, benchmark);
	if (!cell) {
		log->refused = ws_fail_errno(&log->error, ENOMEM, "cannot keep a cell");
		return;
	}
	cell->verdict = verdict;
	judge(from, cell, reason);
	if (log->cell_ended)
		log->cell_ended(log->context);
}

void log_complete_units(struct log *log)
{
	for (size_t at = 0; log->clock_count && at < log->result.cell_count; at++) {
		struct ws_cell *cell = &log->result.cells[at];

		if (!log->cells[cell->benchmark].clock)
			cell->unit = samples_unit(&log->clocks[0]);
	}
}

static void keep(struct log *log, int result)
{
	if (result && !log->refused)
		log->refused = ws_fail_errno(&log->error, -result, "cannot keep a property");
}

static void note(struct log *log, const char *name, const char *value)
{
	if (log->result.property_count < LOG_PROPERTIES_MAX)
		keep(log, ws_result_add_property(&log->result, name, value));
}

static void note_number(struct log *log, const char *name, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	note(log, name, text);
}

static const char *property(const struct ws_result *result, const char *name)
{
	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return result->properties[at].value;
	return NULL;
}

void log_note_host(struct log *log, const struct record *record)
{
	if (log->host)
		return; /* one VM is enough */
	log->host = true;
	keep(log, ws_result_add_component(&log->result, "kernel", "linux", record->release, NULL));
	if (strcmp(record->mode, "unknown") != 0)
		note(log, "mode", record->mode);
}

/* A text longer than a record comes in parts. */
void log_note_environment(struct log *log, const struct record *record)
{
	const char *before = property(&log->result, record->key);

	if (!before)
		note(log, record->key, record->text);
	else if (strlen(before) + strlen(record->text) < LOG_TEXT_MAX)
		keep(log, ws_result_extend_property(&log->result, record->key, record->text));
}

/* There may be two of one check, of two CPUs say: a part is of the last one if it is its next. */
static bool is_wanted(const struct ws_result *result, const struct record *record,
		      uint32_t expected)
{
	const struct ws_finding *last;

	if (!record->part)
		return result->finding_count < WS_FINDINGS_MAX;
	if (record->part != expected)
		return false;
	last = &result->findings[result->finding_count - 1];
	return strcmp(last->check, record->key) == 0 &&
	       strcmp(last->verdict, record->outcome) == 0 &&
	       strlen(last->found) + strlen(record->text) < LOG_TEXT_MAX;
}

static int take_finding(struct ws_result *result, const struct record *record)
{
	struct ws_finding *last;
	char *longer;

	if (!record->part)
		return ws_result_add_finding(result, record->key, record->outcome, record->text);
	last = &result->findings[result->finding_count - 1];
	if (asprintf(&longer, "%s%s", last->found, record->text) < 0)
		return -ENOMEM;
	free(last->found);
	last->found = longer;
	return 0;
}

/* No property: two machines may differ in it and be compared. */
void log_note_finding(struct log *log, const struct record *record)
{
	bool wanted = is_wanted(&log->result, record, log->finding_part);

	if (wanted)
		keep(log, take_finding(&log->result, record));
	log->finding_part = wanted ? record->part + 1 : 0;
}

void log_note_hello(struct log *log, const struct record *record)
{
	keep(log,
	     ws_result_add_component(&log->result, "probe", "probe.img", record->version, NULL));
	note(log, "architecture", record->architecture);
	note(log, "hypervisor", record->hypervisor);
}

void log_note_machine(struct log *log, const struct record *record)
{
	char version[WS_CONTROLLER_TEXT_MAX];

	if (property(&log->result, "cpus"))
		return; /* of the VM before this one */
	ws_controller_version(record->controller, record->controller_version, version);
	note(log, record->controller, version);
	note_number(log, "cpus", record->cpus);
	if (*record->emulator && !property(&log->result, "emulator"))
		note(log, "emulator", record->emulator);
}

void log_note_clock(struct log *log, const struct samples_clock *clock, size_t place)
{
	note(log, clock_properties[place].name, clock->name);
	if (clock->frequency)
		note_number(log, clock_properties[place].frequency, clock->frequency);
	if (place == 0)
		note(log, "clock-invariant", clock->invariant ? "yes" : "no");
}
