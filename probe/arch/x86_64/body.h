/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The measured instructions, as text for inline assembly: one line for each body, whatever is put
 * round it (the markers or the clock's readings of window.h).
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_BODY_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_BODY_H

#define BODY_NULL ""

/* RAX: the call, and its result; arguments of Xen's in RDI, RSI, RDX; of KVM's in RBX, RCX, RDX. */
#define BODY_CALL_AMD   "vmmcall\n\t"
#define BODY_CALL_INTEL "vmcall\n\t"

/* Halts until an interrupt has been taken, by whatever handler its vector has. */
#define BODY_YIELD "sti\n\thlt\n\tcli\n\t"

/* RBX: the address, EAX: the value; with x2APIC ECX: the MSR. */
#define BODY_INTC_TRAP    "movl	(%%rbx), %%eax\n\t"
#define BODY_INTC_TRAP_X2 "rdmsr\n\t"

/* EAX: 0, RBX: the address; with x2APIC ECX: the MSR, EDX and EAX: 0. */
#define BODY_IRQ_COMPLETION    "movl	%%eax, (%%rbx)\n\t"
#define BODY_IRQ_COMPLETION_X2 "wrmsr\n\t"

/* EAX: the command, RBX: the address; with x2APIC ECX: the MSR, EDX: to whom, EAX: the command. */
#define BODY_VIRTUAL_IPI    "movl	%%eax, (%%rbx)\n\t"
#define BODY_VIRTUAL_IPI_X2 "wrmsr\n\t"

/* EAX: the value, RBX: the address of the register. */
#define BODY_SIGNAL "movl	%%eax, (%%rbx)\n\t"

#endif
