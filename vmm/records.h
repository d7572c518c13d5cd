/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The records that are the VMM's own. */
#ifndef WORLDSWITCH_VMM_RECORDS_H
#define WORLDSWITCH_VMM_RECORDS_H

#include <worldswitch/benchmarks.h>
#include <worldswitch/verdicts.h>

#include "support/error.h"

/* Writes the record `host release=RELEASE mode=MODE` to fd. */
int vmm_record_host(int fd, const char *release, const char *mode, struct ws_error *error);

struct ws_record;

/* The record `cell` of a cell whose windows nobody has counted: made, or written to fd. */
void vmm_record_cell_of(struct ws_record *record, enum ws_benchmark benchmark,
			enum ws_verdict verdict, const char *reason);
void vmm_record_cell(int fd, enum ws_benchmark benchmark, enum ws_verdict verdict,
		     const char *reason);

/*
 * The record `vmm step=STEP errno=CODE reason=REASON`: made, or written to fd. A long reason is
 * cut.
 */
void vmm_record_failure_of(struct ws_record *record, const char *step, int code,
			   const char *reason);
void vmm_record_failure(int fd, const char *step, int code, const char *reason);

#endif
