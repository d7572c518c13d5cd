/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Port contract: Xen's calls, outside of windows. */
#ifndef WORLDSWITCH_PROBE_ARCH_HYPERCALL_H
#define WORLDSWITCH_PROBE_ARCH_HYPERCALL_H

#include <stdint.h>

int64_t arch_hypercall_xen(uint64_t call, uint64_t first, uint64_t second);

#endif
