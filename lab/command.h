/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command lines of a plan: the probe's, the kernel's or Xen's, and the emulator's. */
#ifndef WORLDSWITCH_LAB_COMMAND_H
#define WORLDSWITCH_LAB_COMMAND_H

#include <worldswitch/snapshots.h>

#include "lab/plan.h"

/* How the word begins that differs from run to run. */
#define COMMAND_OPTIONS_WORD "name=" WS_LAB_FILE ",string="

/* The probe's parameters (worldswitch/records.h), allocated; NULL: no memory. */
char *command_probe_parameters(const struct lab_request *request);

/*
 * What the target boots with, allocated. -EINVAL where it is too long or where the user's part
 * would end the kernel's part of it.
 */
int command_boot_line(const struct lab_request *request, char **line, struct ws_error *error);

/* Gives a plan its boot line and what the VMM or the probe takes beside it. */
int command_lines(struct lab_plan *plan, struct ws_error *error);

/* What the VMM takes from the emulator in place of a command line, allocated; NULL: no memory. */
char *command_vmm_options(const struct lab_request *request);

enum command_kind {
	COMMAND_BOOT,    /* boots and measures */
	COMMAND_SAVE,    /* boots, stops where the machine can be saved, and is told to by QMP */
	COMMAND_RESTORE, /* measures from a snapshot on */
};

/*
 * Puts the emulator's command line together, from a plan that has all else; snapshot: the file to
 * restore from, where that is wanted.
 */
int command_build(const struct lab_plan *plan, enum command_kind kind, const char *snapshot,
		  struct arguments *arguments, struct ws_error *error);

/* The plan's own command line: that of a boot. */
int command_make(struct lab_plan *plan, struct ws_error *error);

#endif
