/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The local interrupt controller of each CPU (AMD64 Architecture Programmer's Manual, volume 2,
 * 16): the same registers in two shapes, a page of memory (xAPIC) or MSRs (x2APIC). A register is
 * named by its offset in the page; its MSR is 0x800 and a sixteenth of that.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_APIC_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_APIC_H

#include <stdbool.h>
#include <stdint.h>

#define APIC_ID            0x020
#define APIC_VERSION       0x030
#define APIC_TASK_PRIORITY 0x080
#define APIC_PRIORITY      0x0a0 /* of what this CPU is doing: 0 where no interrupt is active */
#define APIC_END           0x0b0 /* write 0: ends the active interrupt */
#define APIC_SPURIOUS      0x0f0
#define APIC_COMMAND       0x300 /* sends an interrupt; with x2APIC 64 bits */
#define APIC_COMMAND_HIGH  0x310 /* xAPIC alone: to whom */
#define APIC_TIMER         0x320
#define APIC_LINT0         0x350
#define APIC_LINT1         0x360
#define APIC_TIMER_INITIAL 0x380
#define APIC_TIMER_CURRENT 0x390
#define APIC_TIMER_DIVIDE  0x3e0

#define APIC_MASKED (1u << 16) /* of a local vector */

/* In APIC_COMMAND, beside the vector. */
#define APIC_SENDING (1u << 12) /* xAPIC alone: the one before is on its way */
#define APIC_ASSERT  (1u << 14)
#define APIC_INIT    (5u << 8)
#define APIC_STARTUP (6u << 8) /* the vector is the number of a page */
#define APIC_SELF    (1u << 18)

#define APIC_MSR(offset) (0x800 + ((offset) >> 4))

struct apic {
	unsigned int version; /* as the `machine` record has it: 1 xAPIC, 2 x2APIC, 0 none */
	uint64_t registers;   /* where the page is; 0 with x2APIC */
	uint32_t emulated;    /* the register whose read is an exit under any hypervisor */
};

extern struct apic x86_64_apic;

/* Finds out which shape this machine's have, of versions up to that one, and gives it to this
 * CPU's.
 */
void apic_discover(bool virtualized, unsigned int newest);

uint32_t apic_read(uint32_t offset);
void apic_write(uint32_t offset, uint32_t value);

/* What this CPU's is called by others. */
uint32_t apic_id(void);

/* Sends a command to the controller of that name. */
void apic_send(uint32_t id, uint32_t command);

/*
 * This CPU's: on, in that shape, with nothing but messages and the timer let through; and shut, so
 * that nothing is. Shut is not off: to turn it off is an event of its own to hypervisors, with
 * consequences that come later (KVM patches its own code).
 */
bool apic_open(void);
void apic_close(void);

#endif
