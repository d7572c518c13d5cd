/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The records that are the VMM's own. */
#ifndef WORLDSWITCH_VMM_RECORDS_H
#define WORLDSWITCH_VMM_RECORDS_H

#include "support/error.h"

/* Writes the record `host release=RELEASE mode=MODE` to fd. */
int vmm_record_host(int fd, const char *release, const char *mode, struct ws_error *error);

/* Writes the record `vmm step=STEP errno=CODE reason=REASON` to fd; a long reason is cut. */
void vmm_record_failure(int fd, const char *step, int code, const char *reason);

#endif
