/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel needs to be asked for hypercalls and events, where it is not built in. */
#ifndef WORLDSWITCH_DOM0_MODULES_H
#define WORLDSWITCH_DOM0_MODULES_H

#include "support/error.h"

/* Loads those of worldswitch/dom0.h that are there. */
int dom0_modules_load(struct ws_error *error);

#endif
