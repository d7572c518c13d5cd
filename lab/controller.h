/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Versions of an interrupt controller: numbers to programs, names to people. */
#ifndef WORLDSWITCH_LAB_CONTROLLER_H
#define WORLDSWITCH_LAB_CONTROLLER_H

#include "lab/lab.h"

#define CONTROLLER_NAME_MAX 16

/* "x2apic"; empty where there is no such version. */
void controller_name(const struct lab_controller *controller, unsigned int version,
		     char name[CONTROLLER_NAME_MAX]);

/* How many there are, from controller->first on. */
unsigned int controller_versions(const struct lab_controller *controller);

/* 0: none has this name. */
unsigned int controller_version(const struct lab_controller *controller, const char *name);

#endif
