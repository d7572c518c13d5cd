/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records as the VMM needs them: its own is written, the guest's last is recognised. */
#ifndef WORLDSWITCH_VMM_RECORDS_H
#define WORLDSWITCH_VMM_RECORDS_H

#include <stdbool.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/verdicts.h>

#include "support/error.h"

/* Whether line holds a record of this kind whose length and checksum are right. */
bool vmm_record_is(const char *line, const char *kind);

/* Writes the record `host release=RELEASE mode=MODE` to fd. */
int vmm_record_host(int fd, const char *release, const char *mode, struct ws_error *error);

/* Writes the record `cell` of a cell whose windows nobody has counted. */
void vmm_record_cell(int fd, enum ws_benchmark benchmark, enum ws_verdict verdict,
		     const char *reason);

/* Writes the record `vmm step=STEP errno=CODE reason=REASON` to fd; a long reason is cut. */
void vmm_record_failure(int fd, const char *step, int code, const char *reason);

#endif
