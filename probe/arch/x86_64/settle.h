/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Before the first cell: what a hypervisor does once, some time after a VM has begun, is done. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_SETTLE_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_SETTLE_H

void x86_64_settle(void);

#endif
