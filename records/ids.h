/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within records/: the words themselves, by their number. */
#ifndef WORLDSWITCH_RECORDS_IDS_H
#define WORLDSWITCH_RECORDS_IDS_H

#include <worldswitch/benchmarks.h>
#include <worldswitch/verdicts.h>

extern const char *const record_benchmark_ids[WS_BENCHMARK_COUNT];
extern const char *const record_verdict_ids[WS_VERDICT_COUNT];

#endif
