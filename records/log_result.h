/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within records/: what a log's records leave in its result. */
#ifndef WORLDSWITCH_RECORDS_LOG_RESULT_H
#define WORLDSWITCH_RECORDS_LOG_RESULT_H

#include "records/log.h"

/* The cell is over: its samples become numbers, where it is measured and whole. */
void log_end_cell(struct log *log, enum ws_benchmark benchmark, enum ws_verdict verdict,
		  const char *reason);

/* After the last cell: what was never timed is in the unit of the machine's first clock. */
void log_complete_units(struct log *log);

void log_note_host(struct log *log, const struct record *record);
void log_note_environment(struct log *log, const struct record *record);
void log_note_finding(struct log *log, const struct record *record);
void log_note_hello(struct log *log, const struct record *record);
void log_note_machine(struct log *log, const struct record *record);
void log_note_clock(struct log *log, const struct samples_clock *clock, size_t place);

#endif
