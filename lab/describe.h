/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a plan is going to run, in the words of the result document. */
#ifndef WORLDSWITCH_LAB_DESCRIBE_H
#define WORLDSWITCH_LAB_DESCRIBE_H

#include "lab/plan.h"

/* Fills the plan's properties and components, in their fixed order. */
int describe_plan(struct lab_plan *plan, struct ws_error *error);
void describe_free(struct lab_plan *plan);

#endif
