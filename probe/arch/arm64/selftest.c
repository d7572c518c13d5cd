// SPDX-License-Identifier: GPL-2.0-or-later
/* The way into selftest.S. */
#include "probe/arch/selftest.h"

#include "probe/arch/arm64/gic.h"
#include "probe/arch/arm64/machine.h"
#include "probe/arch/arm64/vectors.h"

/* The last GiB of the address space that boot.S maps is the one that it leaves out. */
#define UNMAPPED (UINT64_C(511) << 30)

extern const uint64_t selftest_count;
void selftest_code(uint64_t faulting, uint64_t device);

void arch_selftest_open(void)
{
	vectors_use(selftest_vectors);
}

void arch_selftest_close(void)
{
	vectors_use(vectors);
}

void arch_selftest_window(void)
{
	selftest_code(UNMAPPED, arm64_machine.gic.distributor + GICD_IIDR);
}

uint64_t arch_selftest_expected(void)
{
	return selftest_count;
}
