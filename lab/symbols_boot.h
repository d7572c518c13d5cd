/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of its own in which the kernel of a plan is asked for its symbols. */
#ifndef WORLDSWITCH_LAB_SYMBOLS_BOOT_H
#define WORLDSWITCH_LAB_SYMBOLS_BOOT_H

#include "lab/arguments.h"
#include "lab/plan.h"

/* The plan's machine, with the VMM told to give the symbols: they go to standard output. */
int symbols_boot_command(const struct lab_plan *plan, struct arguments *command,
			 struct ws_error *error);

/*
 * A digest of all that moves the kernel's code about: the kernel, its command line, its modules and
 * the machine. What is to be measured is not in it.
 */
int symbols_boot_key(const struct lab_plan *plan, char key[WS_DIGEST_SIZE], struct ws_error *error);

/*
 * Boots it. What it says is in *text (allocated); it is whole, and of the form that
 * symbols_document_parse takes. -EIO: it did not come; -EINTR; -ETIMEDOUT.
 */
int symbols_boot(const struct lab_plan *plan, const volatile int *interrupted, char **text,
		 size_t *size, struct ws_error *error);

#endif
