// SPDX-License-Identifier: GPL-2.0-or-later
/* There is nobody to wait for: it has happened, or it never does. */
#include "probe/arch/wait.h"

bool arch_wait_until(const uint32_t *word, uint32_t value)
{
	return *word == value;
}

bool arch_wait_for(bool (*come)(uint32_t what), uint32_t what)
{
	return come(what);
}

void arch_wait_settle(void)
{
}
