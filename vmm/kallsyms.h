/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the running kernel calls its code, for the lab. */
#ifndef WORLDSWITCH_VMM_KALLSYMS_H
#define WORLDSWITCH_VMM_KALLSYMS_H

#include <stdbool.h>
#include <stdio.h>

#include "support/error.h"

/* Hands the kernel's symbols to the lab, as worldswitch/symbols.h has them. */
int vmm_kallsyms_send(struct ws_error *error);

/* The lines of one stream that are wanted: begins with *after_function false. */
bool vmm_kallsyms_wanted(const char *line, bool *after_function);

#endif
