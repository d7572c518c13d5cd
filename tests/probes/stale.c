// SPDX-License-Identifier: GPL-2.0-or-later
/* In place of probe/core/identity.c: an image from before, with another list of benchmarks. */
#include "probe/core/identity.h"

const char *identity_version(void)
{
	return "0.0.1";
}

uint32_t identity_list(void)
{
	return 0x0badcafe;
}
