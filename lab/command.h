/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command lines of a plan: the probe's, the kernel's or Xen's, and the emulator's. */
#ifndef WORLDSWITCH_LAB_COMMAND_H
#define WORLDSWITCH_LAB_COMMAND_H

#include "lab/plan.h"

/* The probe's parameters (worldswitch/records.h), allocated; NULL: no memory. */
char *command_probe_parameters(const struct lab_request *request);

/*
 * What the target boots with, allocated. -EINVAL where it is too long or where the user's part
 * would end the kernel's part of it.
 */
int command_boot_line(const struct lab_request *request, char **line, struct ws_error *error);

/* Gives a plan its boot line and the probe's parameters. */
int command_lines(struct lab_plan *plan, struct ws_error *error);

/* Puts the emulator's command line together, from a plan that has all else. */
int command_make(struct lab_plan *plan, struct ws_error *error);

#endif
