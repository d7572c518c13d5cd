/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The measured instructions, as text for inline assembly: one line for each body, whatever is put
 * round it (the markers or the clock's readings of window.h).
 */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_BODY_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_BODY_H

#define BODY_NULL ""

/* What a hypervisor may change in a call (Arm DEN 0028, 2.6), but for x0, x1 and x16. */
#define BODY_CLOBBERS                                                                              \
	"x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15",  \
		"x17", "cc", "memory"

/* x0: the call; x0 to x17 are lost. Immediate 0 is the SMC Calling Convention's. */
#define BODY_HYPERCALL_KVM "hvc	#0\n\t"

/* x16: the call, x0 and x1: arguments; 0xea1 is Xen's (xen/include/public/arch-arm.h). */
#define BODY_HYPERCALL_XEN "hvc	#0xea1\n\t"

/* The same, and this VCPU gives way to whom the call has woken. */
#define BODY_HYPERCALL_XEN_AND_YIELD BODY_HYPERCALL_XEN "wfi\n\t"

/* x1: the address, x0: the value; the plain addressing form, see mmio.h. */
#define BODY_INTC_TRAP "ldr	w0, [x1]\n\t"

/* x0: what was acknowledged; with version 2 x1: the address of GICC_EOIR, else ICC_EOIR1_EL1. */
#define BODY_IRQ_COMPLETION_V2 "str	w0, [x1]\n\t"
#define BODY_IRQ_COMPLETION_V3 "msr	s3_0_c12_c12_1, x0\n\t"

/* x0: what the receiver's gic->call_of_self gave; with version 2 x1: the address of GICD_SGIR. */
#define BODY_VIRTUAL_IPI_V2 "str	w0, [x1]\n\t"
#define BODY_VIRTUAL_IPI_V3 "msr	s3_0_c12_c11_5, x0\n\t"

/* x1: the address of the register. */
#define BODY_SIGNAL "str	wzr, [x1]\n\t"

/* The signal, and this CPU of the host is free for whom it wakes. */
#define BODY_SIGNAL_AND_YIELD BODY_SIGNAL "wfi\n\t"

#endif
