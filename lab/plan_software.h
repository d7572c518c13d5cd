/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a plan's machine runs: see plan_software.c. */
#ifndef WORLDSWITCH_LAB_PLAN_SOFTWARE_H
#define WORLDSWITCH_LAB_PLAN_SOFTWARE_H

#include "lab/plan.h"

/* The image, the modules and Dom0's kernel of a plan that has its request and its machine. */
int plan_software(struct lab_plan *plan, const struct lab_observer *observer,
		  struct ws_error *error);

#endif
