/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the architecture's start-up code hands over. */
#ifndef WORLDSWITCH_PROBE_CORE_MAIN_H
#define WORLDSWITCH_PROBE_CORE_MAIN_H

#include "probe/core/platform.h"

/* Says who it is, runs what the arguments ask for, and returns: the caller switches off. */
void probe_main(const struct platform *platform);

#endif
