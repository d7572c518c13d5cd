// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Three counters (Arm ARM DDI 0487, D11 and D13). Cycles are what a hypervisor is measured in, but
 * one that gives a guest a PMU of its own stops it at each exit, and makes each reading another one
 * (KVM does: Linux, arch/arm64/kvm/pmu-emul.c, exclude_host); so it is tried whether the cycles of
 * an exit are counted. The virtual counter never traps. The physical one is that of all machines on
 * a host: KVM and Xen let their guests read it.
 */
#include "probe/arch/arm64/clock.h"

#include "probe/arch/arm64/exception.h"
#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/mmio.h"
#include "probe/arch/arm64/vectors.h"
#include "probe/arch/clock.h"

/* ID_AA64DFR0_EL1.PMUVer: none, or one that is not of the architecture. */
#define PMU_VERSION(value) ((value) >> 8 & 0xf)
#define PMU_OF_ITS_OWN     0xf

#define PMCR_ENABLE     (1u << 0)
#define PMCR_LONG_CYCLE (1u << 6)
#define PMCCFILTR_EL2   (1u << 27) /* EL2 too; EL1 is always counted */
#define PMCNTEN_CYCLE   (1u << 31)

/* Exits, and turns of a loop that is as long or longer, for each side of the comparison. */
#define TRIAL_EXITS 64
#define TRIAL_TURNS 100000

enum arm64_counter arm64_counter = ARM64_MARKERS;
volatile struct stopwatch stopwatch;

static bool counts_cycles;

static struct clock clocks[] = {
	[ARM64_PMCCNTR] = {.name = "pmccntr", .unit = "cycles"},
	[ARM64_CNTVCT] = {.name = "cntvct", .unit = "ticks", .invariant = true},
	[ARM64_CNTPCT] = {.name = "cntpct", .unit = "ticks", .invariant = true},
};

#define READ(register_name)                                                                        \
	__extension__({                                                                            \
		uint64_t counter_value;                                                            \
		__asm__ volatile("isb\n\tmrs	%0, " register_name "\n\tisb"                      \
				 : "=r"(counter_value)                                             \
				 :                                                                 \
				 : "memory");                                                      \
		counter_value;                                                                     \
	})

#define WRITE(register_name, value)                                                                \
	__asm__ volatile("msr	" register_name ", %0\n\tisb"                                      \
			 :                                                                         \
			 : "r"((uint64_t)(value))                                                  \
			 : "memor"                                                                 \
			   "y")

static bool start_cycles(void)
{
	uint64_t version = PMU_VERSION(READ("id_aa64dfr0_el1"));

	if (!version || version == PMU_OF_ITS_OWN)
		return false;
	WRITE("pmccfiltr_el0", PMCCFILTR_EL2);
	WRITE("pmcntenset_el0", PMCNTEN_CYCLE);
	WRITE("pmcr_el0", READ("pmcr_el0") | PMCR_ENABLE | PMCR_LONG_CYCLE);
	return true;
}

static void turn(void)
{
	for (unsigned int at = 0; at < TRIAL_TURNS; at++)
		__asm__ volatile("");
}

static void exit_often(void)
{
	for (unsigned int at = 0; at < TRIAL_EXITS; at++)
		mmio_read(arm64_machine.gic.distributor + GICD_IIDR);
}

struct trial {
	uint64_t cycles;
	uint64_t ticks;
};

static struct trial try(void (*work)(void))
{
	struct trial before = {.cycles = READ("pmccntr_el0"), .ticks = READ("cntvct_el0")};

	work();
	return (struct trial){
		.cycles = READ("pmccntr_el0") - before.cycles,
		.ticks = READ("cntvct_el0") - before.ticks,
	};
}

/* As many cycles for a tick, or half of them at least, with exits as without. */
static bool cycles_are_whole(void)
{
	struct trial plain = try(turn);
	struct trial exits = try(exit_often);

	return plain.cycles && plain.ticks && exits.ticks &&
	       exits.cycles * plain.ticks >= plain.cycles * exits.ticks / 2;
}

/* A hypervisor may hide the PMU and not say so: Xen ends who touches some of its registers. */
static bool has_cycles(void)
{
	bool has;

	arm64_undefined = ARM64_UNDEFINED_IS_TRIED;
	has = arm64_machine.gic.version && start_cycles() && cycles_are_whole();
	has = has && arm64_undefined != ARM64_UNDEFINED_SEEN;
	arm64_undefined = ARM64_UNDEFINED_IS_THE_END;
	return has;
}

void arch_clock_open(uint64_t frequency)
{
	uint64_t counters = READ("cntfrq_el0") & UINT32_MAX;

	clocks[ARM64_CNTVCT].frequency = frequency ? frequency : counters;
	clocks[ARM64_CNTPCT].frequency = clocks[ARM64_CNTVCT].frequency;
	counts_cycles = has_cycles();
	arm64_counter = ARM64_CNTVCT;
}

bool arch_clock_is_open(void)
{
	return arm64_counter != ARM64_MARKERS;
}

const struct clock *arch_clock_use(enum clock_reach reach)
{
	if (reach == CLOCK_HOST)
		arm64_counter = ARM64_CNTPCT;
	else if (reach == CLOCK_CPU && counts_cycles)
		arm64_counter = ARM64_PMCCNTR;
	else
		arm64_counter = ARM64_CNTVCT;
	return &clocks[arm64_counter];
}

uint64_t arch_clock_read(void)
{
	if (arm64_counter == ARM64_PMCCNTR)
		return READ("pmccntr_el0");
	return arm64_counter == ARM64_CNTPCT ? READ("cntpct_el0") : READ("cntvct_el0");
}

const uint32_t *arm64_receiver_vectors(void)
{
	if (!arch_clock_is_open())
		return receiver_vectors;
	return arm64_counter == ARM64_CNTPCT ? cntpct_vectors : cntvct_vectors;
}
