/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Dom0 does for the measured domain (worldswitch/domains.h). */
#ifndef WORLDSWITCH_DOM0_SERVE_H
#define WORLDSWITCH_DOM0_SERVE_H

#include "support/error.h"

/* Only a failure ends it. */
int dom0_serve(struct ws_error *error);

#endif
