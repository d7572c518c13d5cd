// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One clock, the time-stamp counter, which all CPUs of a host and their guests have alike but for
 * an offset that the hypervisor may add for each machine. How fast it counts few CPUs say: Intel's
 * newer ones (SDM, volume 2, CPUID leaf 15H) and some hypervisors (leaf 0x40000010, VMware's and
 * QEMU's; Xen's leaf 3, xen/include/public/arch-x86/cpuid.h).
 */
#include "probe/arch/x86_64/clock.h"

#include "probe/arch/clock.h"
#include "probe/arch/x86_64/cpu.h"
#include "probe/arch/x86_64/vectors.h"

#define LEAF_FREQUENCY          0x15
#define LEAF_HYPERVISOR         0x40000000
#define LEAF_HYPERVISOR_CLOCK   0x40000010
#define LEAF_XEN_CLOCK          0x40000003
#define SIGNATURE_XEN           0x566e6558 /* EBX: "XenV" */
#define LEAF_POWER              0x80000007
#define FEATURE_HYPERVISOR      (1u << 31) /* CPUID 1, ECX */
#define FEATURE_INVARIANT       (1u << 8)  /* EDX */
#define LEAVES_OF_ONE_SIGNATURE 0x100

volatile struct stopwatch stopwatch;

static bool open;
static struct clock clock = {.name = "tsc", .unit = "cycles"};

static bool hypervisor_says(void)
{
	uint32_t last = cpuid(LEAF_HYPERVISOR).eax;

	return cpuid(1).ecx & FEATURE_HYPERVISOR && last >= LEAF_HYPERVISOR_CLOCK &&
	       last < LEAF_HYPERVISOR + LEAVES_OF_ONE_SIGNATURE;
}

static bool xen_says(void)
{
	return cpuid(1).ecx & FEATURE_HYPERVISOR && cpuid(LEAF_HYPERVISOR).ebx == SIGNATURE_XEN;
}

static uint64_t find_frequency(void)
{
	struct cpuid ratio;

	if (xen_says())
		return (uint64_t)cpuid(LEAF_XEN_CLOCK).ecx * 1000;
	if (hypervisor_says())
		return (uint64_t)cpuid(LEAF_HYPERVISOR_CLOCK).eax * 1000;
	if (cpuid(0).eax < LEAF_FREQUENCY)
		return 0;
	ratio = cpuid(LEAF_FREQUENCY);
	return ratio.eax ? (uint64_t)ratio.ecx * ratio.ebx / ratio.eax : 0;
}

static bool is_invariant(void)
{
	return cpuid(LEAF_POWER & ~0xffffu).eax >= LEAF_POWER &&
	       cpuid(LEAF_POWER).edx & FEATURE_INVARIANT;
}

void arch_clock_open(uint64_t frequency)
{
	clock.frequency = frequency ? frequency : find_frequency();
	clock.invariant = is_invariant();
	open = true;
	vectors_set(VECTOR_SECOND, x86_64_receiver_entry());
}

bool arch_clock_is_open(void)
{
	return open;
}

const struct clock *arch_clock_use(enum clock_reach reach)
{
	(void)reach;
	return &clock;
}

uint64_t arch_clock_read(void)
{
	uint32_t low;
	uint32_t high;

	__asm__ volatile("lfence\n\trdtsc\n\tlfence" : "=a"(low), "=d"(high) : : "memory");
	return (uint64_t)high << 32 | low;
}

const uint8_t *x86_64_receiver_entry(void)
{
	return open ? vector_timed : vector_receive;
}
