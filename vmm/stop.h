/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The point at which an emulator may stop the machine that this runs in, and save it. */
#ifndef WORLDSWITCH_VMM_STOP_H
#define WORLDSWITCH_VMM_STOP_H

#include "support/error.h"

/*
 * Stops, where the machine has a device for that. When it returns, all CPUs have been idle until
 * the same moment of the machine's time, whether it stopped or not, was restored or just went on.
 */
int vmm_stop(struct ws_error *error);

#endif
