// SPDX-License-Identifier: GPL-2.0-or-later
/* There is nothing to count; that the handler is in place when it is needed is seen to. */
#include "probe/arch/selftest.h"

#include "probe/arch/fake/fake.h"

void arch_selftest_open(void)
{
	fake.selftest_open = true;
}

void arch_selftest_close(void)
{
	fake.selftest_open = false;
}

void arch_selftest_window(void)
{
	fake_note(FAKE_SELFTEST, fake.selftest_open, 0, 0);
}

uint64_t arch_selftest_expected(void)
{
	return 42;
}
