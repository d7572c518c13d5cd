// SPDX-License-Identifier: GPL-2.0-or-later
/* There are as many as a good run has: the steps of a boot, the probe's opening, its cells. */
#include "lab/landmarks.h"

_Static_assert(WS_BENCHMARK_COUNT <= 32, "a bit for each");

static bool pass(uint32_t *passed, unsigned int landmark)
{
	uint32_t bit = UINT32_C(1) << landmark;
	bool first = !(*passed & bit);

	*passed |= bit;
	return first;
}

static bool pass_record(struct landmarks *landmarks, const struct record *record)
{
	switch (record->kind) {
	case RECORD_BENCHMARK:
		return pass(&landmarks->announced, record->benchmark);
	case RECORD_START:
		return pass(&landmarks->started, record->benchmark);
	case RECORD_CELL:
		return pass(&landmarks->ended, record->benchmark);
	default:
		return pass(&landmarks->records, record->kind);
	}
}

bool landmarks_pass(struct landmarks *landmarks, const struct console_event *event)
{
	switch (event->kind) {
	case CONSOLE_RECORD:
		return pass_record(landmarks, &event->record);
	case CONSOLE_BOOTING:
	case CONSOLE_INIT:
		return pass(&landmarks->kernel, event->kind);
	default:
		return false;
	}
}
