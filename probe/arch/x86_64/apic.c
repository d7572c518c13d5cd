// SPDX-License-Identifier: GPL-2.0-or-later
/* The two shapes of the local interrupt controller: a CPU that has x2APIC is told to use it. */
#include "probe/arch/x86_64/apic.h"

#include "probe/arch/x86_64/boot.h"
#include "probe/arch/x86_64/cpu.h"
#include "probe/arch/x86_64/mmio.h"
#include "probe/arch/x86_64/vectors.h"

#define FEATURE_APIC   (1u << 9)  /* CPUID 1, EDX */
#define FEATURE_X2APIC (1u << 21) /* CPUID 1, ECX */

#define MSR_BASE      0x1b
#define BASE_X2APIC   (UINT64_C(1) << 10)
#define BASE_ENABLED  (UINT64_C(1) << 11)
#define BASE_ADDRESS  UINT64_C(0x000ffffffffff000)
#define REGISTERS_END 0x1000

#define SPURIOUS_ENABLED (1u << 8)
#define ID_SHIFT         24 /* with xAPIC, of names in registers */

#define POLLS_MAX 100000

/* Priorities, of vectors by their upper four bits: everything, or nothing. */
#define OPEN 0x00
#define SHUT 0xf0

struct apic x86_64_apic;

uint32_t apic_read(uint32_t offset)
{
	if (x86_64_apic.version == 1)
		return mmio_read(x86_64_apic.registers + offset);
	return (uint32_t)msr_read(APIC_MSR(offset));
}

void apic_write(uint32_t offset, uint32_t value)
{
	if (x86_64_apic.version == 1)
		mmio_write(x86_64_apic.registers + offset, value);
	else
		msr_write(APIC_MSR(offset), value);
}

uint32_t apic_id(void)
{
	return x86_64_apic.version == 1 ? apic_read(APIC_ID) >> ID_SHIFT : apic_read(APIC_ID);
}

static void wait_sent(void)
{
	for (unsigned int polls = 0; polls < POLLS_MAX; polls++)
		if (!(apic_read(APIC_COMMAND) & APIC_SENDING))
			return;
}

void apic_send(uint32_t id, uint32_t command)
{
	if (x86_64_apic.version == 2) {
		__asm__ volatile("mfence\n\tlfence" : : : "memory"); /* this write waits for none */
		msr_write(APIC_MSR(APIC_COMMAND), (uint64_t)id << 32 | command);
		return;
	}
	apic_write(APIC_COMMAND_HIGH, id << ID_SHIFT);
	apic_write(APIC_COMMAND, command);
	wait_sent();
}

/*
 * Not by CR8, which is the same: QEMU 10.0 aborts when a guest writes to that while its hypervisor
 * has an interrupt pending for it (helper_write_crN, without the lock that cpu_interrupt needs).
 */
static void set_task_priority(uint32_t priority)
{
	apic_write(APIC_TASK_PRIORITY, priority);
}

/* From off or xAPIC to x2APIC: there is no way from off to there but by xAPIC. */
static bool turn_on(void)
{
	uint64_t wanted = BASE_ENABLED | (x86_64_apic.version == 2 ? BASE_X2APIC : 0);
	uint64_t base = msr_read(MSR_BASE);

	if (!(base & BASE_ENABLED))
		msr_write(MSR_BASE, base | BASE_ENABLED);
	if ((base & wanted) != wanted)
		msr_write(MSR_BASE, base | wanted);
	return (msr_read(MSR_BASE) & (BASE_ENABLED | BASE_X2APIC)) == wanted;
}

/* The page's address, where the probe has it mapped as a device; else 0. */
static uint64_t find_registers(void)
{
	uint64_t registers = msr_read(MSR_BASE) & BASE_ADDRESS;

	return registers >= DEVICES_BEGIN && registers <= MAPPED_END - REGISTERS_END ? registers
										     : 0;
}

/*
 * Reads of most registers may be answered by hardware in a hypervisor's place (APICv, AVIC); those
 * of the timer's count never are. Where nothing is virtual, nothing exits, and QEMU 10.0 aborts
 * when that one is read as an MSR while it counts instructions ("Bad icount read").
 */
static uint32_t find_emulated(bool virtualized)
{
	return virtualized ? APIC_TIMER_CURRENT : APIC_VERSION;
}

void apic_discover(bool virtualized, unsigned int newest)
{
	struct cpuid features = cpuid(1);

	x86_64_apic.emulated = find_emulated(virtualized);
	if (!(features.edx & FEATURE_APIC))
		return;
	if (newest >= 2 && features.ecx & FEATURE_X2APIC)
		x86_64_apic.version = 2;
	else if ((x86_64_apic.registers = find_registers()))
		x86_64_apic.version = 1;
	if (!turn_on())
		x86_64_apic.version = 0;
}

bool apic_open(void)
{
	if (!turn_on())
		return false;
	if (!(apic_read(APIC_SPURIOUS) & SPURIOUS_ENABLED))
		apic_write(APIC_SPURIOUS, SPURIOUS_ENABLED | VECTOR_SPURIOUS);
	apic_write(APIC_LINT0, APIC_MASKED);
	apic_write(APIC_LINT1, APIC_MASKED);
	set_task_priority(OPEN);
	return true;
}

void apic_close(void)
{
	set_task_priority(SHUT);
}
