/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Port contract: code whose count is known when it is assembled (WS_CELL_SELFTEST of markers.h). */
#ifndef WORLDSWITCH_PROBE_ARCH_SELFTEST_H
#define WORLDSWITCH_PROBE_ARCH_SELFTEST_H

#include <stdint.h>

/* Diverts exceptions to the self-test's own handler, and back. */
void arch_selftest_open(void);
void arch_selftest_close(void);

void arch_selftest_window(void);

/* What each window must count in the probe's own world. */
uint64_t arch_selftest_expected(void);

#endif
