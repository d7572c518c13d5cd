/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second CPU, as the first one's windows need it. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_SECOND_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_SECOND_H

#include <stdint.h>

/* What is written to interrupt it (gic.h). */
extern uint64_t arm64_second_call;

#endif
