/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Modules that the work needs of the kernel, where they are not built in and nobody else loads
 * them. */
#ifndef WORLDSWITCH_VMM_MODULES_H
#define WORLDSWITCH_VMM_MODULES_H

#include "support/error.h"

#define VMM_MODULES_FOLDER "/modules"

/*
 * Loads what the file `order` of that folder lists: on each line a file of the folder and, after a
 * space, its parameters; those that it needs come before it. How many there were: without that
 * file none.
 */
int vmm_modules_load(const char *folder, struct ws_error *error);

#endif
