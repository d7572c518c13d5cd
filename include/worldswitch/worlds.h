/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who executes an instruction. The tracer tells worlds apart by architectural state alone
 * (arm64: exception level, HCR_EL2; x86-64: privilege level, EFER.SVME, and whether the CPU is
 * between VMRUN and #VMEXIT), never by the name of a hypervisor.
 */
#ifndef WORLDSWITCH_WORLDS_H
#define WORLDSWITCH_WORLDS_H

/* X(symbol, identifier, meaning) */
#define WS_WORLD_LIST(X)                                                                           \
	X(GUEST, "guest",                                                                          \
	  "EL1 or EL0 with interrupts routed to EL2 (HCR_EL2.IMO, not TGE); x86-64: guest mode")   \
	X(HYPERVISOR, "hypervisor",                                                                \
	  "EL2: Xen, KVM's split-mode part, or with VHE all of Linux; x86-64: CPL 0 with SVM on")  \
	X(HOST_KERNEL, "host-kernel",                                                              \
	  "EL1 outside a guest: split mode's Linux, or no hypervisor; x86-64: CPL 0 with SVM "     \
	  "off, and CPL 3 in the upper half of addresses: the kernel of Xen's PV guests")          \
	X(HOST_USER, "host-user",                                                                  \
	  "EL0 outside a guest; x86-64: CPL 3 in the lower half of addresses")                     \
	X(FIRMWARE, "firmware", "EL3; x86-64: real and system-management mode")

#define WS_WORLD_ENUM(symbol, id, meaning) WS_WORLD_##symbol,
enum ws_world { WS_WORLD_LIST(WS_WORLD_ENUM) WS_WORLD_COUNT };
#undef WS_WORLD_ENUM

#endif
