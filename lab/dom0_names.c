// SPDX-License-Identifier: GPL-2.0-or-later
/* What each kind of Dom0 is called. */
#include <string.h>

#include "lab/lab.h"

#define DOM0_ID(symbol, id, meaning) [LAB_DOM0_##symbol] = (id),
static const char *const ids[] = {LAB_DOM0_LIST(DOM0_ID)};

const char *lab_dom0_id(enum lab_dom0 dom0)
{
	return ids[dom0];
}

enum lab_dom0 lab_dom0_find(const char *id)
{
	int dom0 = 0;

	while (dom0 < LAB_DOM0_COUNT && strcmp(id, ids[dom0]) != 0)
		dom0++;
	return (enum lab_dom0)dom0;
}
