/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within records/: a log's next record, and what begins like one and is none. */
#ifndef WORLDSWITCH_RECORDS_LOG_TAKE_H
#define WORLDSWITCH_RECORDS_LOG_TAKE_H

#include "records/log.h"

void log_take_record(struct log *log, const struct record *record);
void log_take_damage(struct log *log);

#endif
