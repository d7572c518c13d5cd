/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The generic interrupt controller, versions 2 (Arm IHI 0048) and 3 (IHI 0069): registers of the
 * distributor are the same in both, the CPU's side is not. One software-generated interrupt is
 * used, and one from outside: the backend's, a shared one, or that of Xen's events, a private one.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_GIC_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_GIC_H

#include <stdbool.h>
#include <stdint.h>

/* Offsets from the distributor. */
#define GICD_CTLR      0x000
#define GICD_IIDR      0x008
#define GICD_ITARGETSR 0x800 /* version 2 alone */
#define GICD_SGIR      0xf00 /* version 2 alone */

/* The same for version 2's distributor and version 3's redistributor (its second 64 KiB). */
#define GIC_IGROUPR    0x080
#define GIC_ISENABLER  0x100
#define GIC_IPRIORITYR 0x400

/* Offsets from version 2's CPU interface. */
#define GICC_CTLR 0x000
#define GICC_PMR  0x004
#define GICC_BPR  0x008
#define GICC_IAR  0x00c
#define GICC_EOIR 0x010
#define GICC_RPR  0x014

#define GIC_SHARED            32   /* the first shared interrupt */
#define GIC_INTERRUPT         1    /* the software-generated interrupt that the probe uses */
#define GIC_PRIORITY          0xa0 /* of it: neither the highest nor idle in any implementation */
#define GIC_PRIORITY_MASK     0xf0
#define GIC_SPECIAL           1020 /* from here on it is no interrupt: 1023 is none at all */
#define GIC_IDLE              0xff /* the running priority when nothing is active */
#define GIC_INTERRUPT_OF(iar) ((iar)&0x3ff)

/* Each version's side of arch/interrupt.h. */
struct gic {
	bool (*open)(void);
	void (*close)(void);
	uint64_t (*call_of_self)(void);      /* what any CPU writes to interrupt this one */
	void (*call)(uint64_t call);         /* writes it */
	uint64_t (*private_registers)(void); /* as the distributor has for shared ones */
	void (*route_to_self)(uint32_t interrupt);
	uint32_t (*acknowledge)(void);
	void (*end)(uint32_t acknowledged);
	uint32_t (*running_priority)(void);
};

extern const struct gic gic_v2;
extern const struct gic gic_v3;

/* The one that this machine has. */
const struct gic *arm64_gic(void);

/* An interrupt, made to reach this CPU and no longer to reach it: gic_interrupt.c. */
void gic_interrupt_open(uint32_t interrupt);
void gic_interrupt_close(uint32_t interrupt);

#endif
