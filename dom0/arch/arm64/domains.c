// SPDX-License-Identifier: GPL-2.0-or-later
/* Xen itself has started them all, before Dom0's kernel said its first word ("dom0less"). */
#include "dom0/arch.h"

int dom0_arch_domains_make(struct ws_error *error)
{
	(void)error;
	return 0;
}

int dom0_arch_domains_start(struct ws_error *error)
{
	(void)error;
	return 0;
}
