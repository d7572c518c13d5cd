/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What there is not under a hypervisor, and why: the guest says it in its records, and a command
 * that would run for such a cell alone need not ask the guest.
 */
#ifndef WORLDSWITCH_ABSENCES_H
#define WORLDSWITCH_ABSENCES_H

/* X(benchmark's symbol, reason) */
#define WS_ABSENT_NATIVE_LIST(X)                                                                   \
	X(HYPERCALL, "there is no hypervisor to call")                                             \
	X(VM_SWITCH, "there is one machine and no VM")                                             \
	X(IO_OUT, "no hypervisor, so no backend")                                                  \
	X(IO_OUT_EXIT, "no hypervisor, so no backend")                                             \
	X(IO_IN, "no hypervisor, so no backend")                                                   \
	X(IO_IN_IDLE, "no hypervisor, so no backend")

#define WS_ABSENT_XEN_LIST(X) X(IO_OUT_EXIT, "Xen has no user space to exit to")

#endif
