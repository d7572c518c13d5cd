// SPDX-License-Identifier: GPL-2.0-or-later
/* The way into selftest.S. */
#include "probe/arch/selftest.h"

#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/boot.h"
#include "probe/arch/x86_64/vectors.h"

extern const uint64_t selftest_count;

/* What each does not need of the arguments of both, it does not look at. */
void selftest_xapic(uint64_t faulting, uint64_t address, uint64_t none, uint32_t msr);
void selftest_x2apic(uint64_t faulting, uint64_t address, uint64_t none, uint32_t msr);

void arch_selftest_open(void)
{
	vectors_set(VECTOR_PAGE_FAULT, vector_selftest);
}

void arch_selftest_close(void)
{
	vectors_set(VECTOR_PAGE_FAULT, vector_exception(VECTOR_PAGE_FAULT));
}

void arch_selftest_window(void)
{
	(x86_64_apic.version == 1 ? selftest_xapic : selftest_x2apic)(
		UNMAPPED, x86_64_apic.registers + x86_64_apic.emulated, 0,
		APIC_MSR(x86_64_apic.emulated));
}

uint64_t arch_selftest_expected(void)
{
	return selftest_count;
}
