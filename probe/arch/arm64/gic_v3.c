// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * GICv3 (Arm IHI 0069): the CPU interface is system registers, and what version 2's distributor
 * held for each CPU is in a redistributor of its own, to be found by the CPU's affinity.
 */
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/mmio.h"

#define GICD_CTLR_ENABLE_GROUP_1 (1u << 1)
#define GICD_CTLR_AFFINITY       (1u << 4)
#define GICD_CTLR_PENDING        (1u << 31) /* a write has not taken effect everywhere */

#define GICD_IROUTER 0x6000

#define GICR_TYPER         0x0008
#define GICR_TYPER_VIRTUAL (1u << 1) /* two more frames follow: GICv4 */
#define GICR_TYPER_LAST    (1u << 4)
#define GICR_WAKER         0x0014
#define GICR_WAKER_SLEEP   (1u << 1)
#define GICR_WAKER_ASLEEP  (1u << 2)
#define GICR_FRAMES        0x20000
#define GICR_INTERRUPTS    0x10000 /* the second frame: software-generated and private ones */

/* Encoded, as assemblers do not know the names without being told of the architecture. */
#define ICC_PMR_EL1     "s3_0_c4_c6_0"
#define ICC_IAR1_EL1    "s3_0_c12_c12_0"
#define ICC_EOIR1_EL1   "s3_0_c12_c12_1"
#define ICC_BPR1_EL1    "s3_0_c12_c12_3"
#define ICC_CTLR_EL1    "s3_0_c12_c12_4"
#define ICC_SRE_EL1     "s3_0_c12_c12_5"
#define ICC_IGRPEN1_EL1 "s3_0_c12_c12_7"
#define ICC_RPR_EL1     "s3_0_c12_c11_3"
#define ICC_SGI1R_EL1   "s3_0_c12_c11_5"

#define POLLS_MAX 1000000

#define READ_REGISTER(name)                                                                        \
	__extension__({                                                                            \
		uint64_t register_value;                                                           \
		__asm__ volatile("mrs	%0, " name : "=r"(register_value) : : "memory");           \
		register_value;                                                                    \
	})

#define WRITE_REGISTER(name, value)                                                                \
	__asm__ volatile("msr	" name ", %0\n\tisb" : : "r"((uint64_t)(value)) : "memory")

/* The four fields of this CPU's affinity, packed as GICR_TYPER has them. */
static uint32_t affinity(void)
{
	uint64_t mpidr = READ_REGISTER("mpidr_el1");

	return (uint32_t)(mpidr >> 32 & 0xff) << 24 | (uint32_t)(mpidr & 0xffffff);
}

static uint64_t find_redistributor(void)
{
	const struct arm64_gic *gic = &arm64_machine.gic;
	uint64_t offset = 0;

	while (gic->redistributors_size >= GICR_FRAMES &&
	       offset <= gic->redistributors_size - GICR_FRAMES) {
		uint64_t type = mmio_read_64(gic->redistributors + offset + GICR_TYPER);

		if (type >> 32 == affinity())
			return gic->redistributors + offset;
		if (type & GICR_TYPER_LAST)
			break;
		offset += type & GICR_TYPER_VIRTUAL ? 2 * GICR_FRAMES : GICR_FRAMES;
	}
	return 0;
}

/* Waits until a bit is clear. */
static bool wait_clear(uint64_t address, uint32_t bit)
{
	for (unsigned int polls = 0; polls < POLLS_MAX; polls++)
		if (!(mmio_read(address) & bit))
			return true;
	return false;
}

static bool wake(uint64_t redistributor)
{
	uint64_t waker = redistributor + GICR_WAKER;

	mmio_write(waker, mmio_read(waker) & ~GICR_WAKER_SLEEP);
	return wait_clear(waker, GICR_WAKER_ASLEEP);
}

static bool open_interface(void)
{
	WRITE_REGISTER(ICC_SRE_EL1, READ_REGISTER(ICC_SRE_EL1) | 1);
	if (!(READ_REGISTER(ICC_SRE_EL1) & 1))
		return false;
	WRITE_REGISTER(ICC_PMR_EL1, GIC_PRIORITY_MASK);
	WRITE_REGISTER(ICC_BPR1_EL1, 0);
	WRITE_REGISTER(ICC_CTLR_EL1, 0); /* EOImode 0: one write ends an interrupt */
	WRITE_REGISTER(ICC_IGRPEN1_EL1, 1);
	return true;
}

static bool open(void)
{
	uint64_t distributor = arm64_machine.gic.distributor;
	uint64_t redistributor = find_redistributor();
	uint64_t interrupts = redistributor + GICR_INTERRUPTS;

	if (!redistributor || !wake(redistributor))
		return false;
	mmio_write(distributor + GICD_CTLR, GICD_CTLR_AFFINITY | GICD_CTLR_ENABLE_GROUP_1);
	if (!wait_clear(distributor + GICD_CTLR, GICD_CTLR_PENDING))
		return false;
	mmio_write(interrupts + GIC_IGROUPR,
		   mmio_read(interrupts + GIC_IGROUPR) | 1u << GIC_INTERRUPT);
	mmio_write_byte(interrupts + GIC_IPRIORITYR + GIC_INTERRUPT, GIC_PRIORITY);
	mmio_write(interrupts + GIC_ISENABLER, 1u << GIC_INTERRUPT);
	return open_interface();
}

static void close(void)
{
	WRITE_REGISTER(ICC_IGRPEN1_EL1, 0);
}

static uint64_t call_of_self(void)
{
	uint64_t self = affinity();
	uint64_t target = (self >> 24 & 0xff) << 48 | (self >> 16 & 0xff) << 32 |
			  (self >> 8 & 0xff) << 16 | UINT64_C(1) << (self & 0xf) |
			  (self >> 4 & 0xf) << 44;

	return target | (uint64_t)GIC_INTERRUPT << 24;
}

static uint64_t private_registers(void)
{
	return find_redistributor() + GICR_INTERRUPTS;
}

/* Interrupts have a group, which version 2 does not; the route is a shared one's alone. */
static void route_to_self(uint32_t interrupt)
{
	uint64_t distributor = arm64_machine.gic.distributor;
	uint64_t registers = interrupt < GIC_SHARED ? private_registers() : distributor;
	uint64_t group = registers + GIC_IGROUPR + interrupt / 32 * 4;
	uint64_t self = affinity();

	mmio_write(group, mmio_read(group) | 1u << interrupt % 32);
	if (interrupt < GIC_SHARED)
		return;
	mmio_write_64(distributor + GICD_IROUTER + (uint64_t)interrupt * 8,
		      (self & 0xff000000) << 8 | (self & 0xffffff));
}

static void call(uint64_t value)
{
	WRITE_REGISTER(ICC_SGI1R_EL1, value);
}

static uint32_t acknowledge(void)
{
	uint32_t acknowledged = (uint32_t)READ_REGISTER(ICC_IAR1_EL1);

	__asm__ volatile("dsb	sy" : : : "memory");
	return acknowledged;
}

static void end(uint32_t acknowledged)
{
	WRITE_REGISTER(ICC_EOIR1_EL1, acknowledged);
}

static uint32_t running_priority(void)
{
	__asm__ volatile("isb" : : : "memory");
	return READ_REGISTER(ICC_RPR_EL1) & 0xff;
}

const struct gic gic_v3 = {
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
