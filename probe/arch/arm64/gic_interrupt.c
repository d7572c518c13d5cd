// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One interrupt from outside to this CPU: the registers are alike in both versions, and for private
 * and shared ones. A private one is as its owner has made it: Xen answers an access to some of its
 * registers (GICD_ICPENDR) with a fault.
 */
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/mmio.h"

#define GICD_ICENABLER 0x180
#define GICD_ICPENDR   0x280
#define GICD_ICFGR     0xc00

#define ICFGR_EDGE 2u

static uint64_t registers_of(uint32_t interrupt)
{
	return interrupt < GIC_SHARED ? arm64_gic()->private_registers()
				      : arm64_machine.gic.distributor;
}

static void set_bit(uint64_t registers, uint32_t interrupt)
{
	mmio_write(registers_of(interrupt) + registers + interrupt / 32 * 4, 1u << interrupt % 32);
}

/* Edge-triggered, and what came before it was wanted is forgotten. */
static void make_shared_ready(uint32_t interrupt)
{
	uint64_t where = arm64_machine.gic.distributor + GICD_ICFGR + interrupt / 16 * 4;

	mmio_write(where, mmio_read(where) | ICFGR_EDGE << interrupt % 16 * 2);
	set_bit(GICD_ICPENDR, interrupt);
}

void gic_interrupt_open(uint32_t interrupt)
{
	set_bit(GICD_ICENABLER, interrupt);
	arm64_gic()->route_to_self(interrupt);
	mmio_write_byte(registers_of(interrupt) + GIC_IPRIORITYR + interrupt, GIC_PRIORITY);
	if (interrupt >= GIC_SHARED)
		make_shared_ready(interrupt);
	set_bit(GIC_ISENABLER, interrupt);
}

void gic_interrupt_close(uint32_t interrupt)
{
	set_bit(GICD_ICENABLER, interrupt);
}
