// SPDX-License-Identifier: GPL-2.0-or-later
/* GICv2 (Arm IHI 0048): the CPU interface is memory; a guest's is the hardware's virtual one. */
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/mmio.h"

#define CTLR_ENABLE        (1u << 0)
#define SGIR_TARGETS_SHIFT 16
#define SGIR_SELF          (2u << 24)

static bool open(void)
{
	uint64_t distributor = arm64_machine.gic.distributor;
	uint64_t interface = arm64_machine.gic.cpu_interface;

	mmio_write_byte(distributor + GIC_IPRIORITYR + GIC_INTERRUPT, GIC_PRIORITY);
	mmio_write(distributor + GIC_ISENABLER, 1u << GIC_INTERRUPT);
	mmio_write(distributor + GICD_CTLR, CTLR_ENABLE);
	mmio_write(interface + GICC_PMR, GIC_PRIORITY_MASK);
	mmio_write(interface + GICC_BPR, 0);
	mmio_write(interface + GICC_CTLR, CTLR_ENABLE); /* EOImode 0: one write ends an interrupt */
	return mmio_read(distributor + GICD_CTLR) & CTLR_ENABLE;
}

static void close(void)
{
	mmio_write(arm64_machine.gic.cpu_interface + GICC_CTLR, 0);
}

/*
 * The first registers of targets say for each CPU which bit stands for it, and nothing where there
 * is one CPU alone, which needs no bit.
 */
static uint8_t self(void)
{
	return mmio_read(arm64_machine.gic.distributor + GICD_ITARGETSR) & 0xff;
}

static uint64_t call_of_self(void)
{
	uint32_t target = self();

	return (target ? target << SGIR_TARGETS_SHIFT : SGIR_SELF) | GIC_INTERRUPT;
}

static uint64_t private_registers(void)
{
	return arm64_machine.gic.distributor;
}

/* A private one has its route, and its register cannot be written. */
static void route_to_self(uint32_t interrupt)
{
	if (interrupt < GIC_SHARED)
		return;
	mmio_write_byte(arm64_machine.gic.distributor + GICD_ITARGETSR + interrupt, self());
}

static void call(uint64_t value)
{
	mmio_write(arm64_machine.gic.distributor + GICD_SGIR, (uint32_t)value);
}

static uint32_t acknowledge(void)
{
	return mmio_read(arm64_machine.gic.cpu_interface + GICC_IAR);
}

static void end(uint32_t acknowledged)
{
	mmio_write(arm64_machine.gic.cpu_interface + GICC_EOIR, acknowledged);
	__asm__ volatile("dsb	sy" : : : "memory");
}

static uint32_t running_priority(void)
{
	return mmio_read(arm64_machine.gic.cpu_interface + GICC_RPR) & 0xff;
}

const struct gic gic_v2 = {
	.open = open,
	.close = close,
	.call_of_self = call_of_self,
	.call = call,
	.private_registers = private_registers,
	.route_to_self = route_to_self,
	.acknowledge = acknowledge,
	.end = end,
	.running_priority = running_priority,
};
