// SPDX-License-Identifier: GPL-2.0-or-later
/* One shared interrupt, edge-triggered, to this CPU: registers of the distributor in both versions.
 */
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/mmio.h"

#define GICD_ICENABLER 0x180
#define GICD_ICPENDR   0x280
#define GICD_ICFGR     0xc00

#define ICFGR_EDGE 2u

static void set_bit(uint64_t registers, uint32_t interrupt)
{
	mmio_write(arm64_machine.gic.distributor + registers + interrupt / 32 * 4,
		   1u << interrupt % 32);
}

static void make_edge_triggered(uint32_t interrupt)
{
	uint64_t where = arm64_machine.gic.distributor + GICD_ICFGR + interrupt / 16 * 4;

	mmio_write(where, mmio_read(where) | ICFGR_EDGE << interrupt % 16 * 2);
}

void gic_shared_open(uint32_t interrupt)
{
	set_bit(GICD_ICENABLER, interrupt);
	make_edge_triggered(interrupt);
	arm64_gic()->route_to_self(interrupt);
	mmio_write_byte(arm64_machine.gic.distributor + GIC_IPRIORITYR + interrupt, GIC_PRIORITY);
	set_bit(GICD_ICPENDR, interrupt); /* what came before it was wanted */
	set_bit(GIC_ISENABLER, interrupt);
}

void gic_shared_close(uint32_t interrupt)
{
	set_bit(GICD_ICENABLER, interrupt);
}
