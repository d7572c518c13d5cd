// SPDX-License-Identifier: GPL-2.0-or-later
/* What a target does not have is known without a run: the guest says it from the same list. */
#include <worldswitch/absences.h>

#include "lab/lab.h"

#define ABSENT(symbol, reason) [WS_BENCHMARK_##symbol] = (reason),
static const char *const absences[LAB_HYPERVISOR_COUNT][WS_BENCHMARK_COUNT] = {
	[LAB_NATIVE] = {WS_ABSENT_NATIVE_LIST(ABSENT)},
	[LAB_XEN] = {WS_ABSENT_XEN_LIST(ABSENT)},
};
#undef ABSENT

const char *lab_absent(const struct lab_target *target, enum ws_benchmark benchmark)
{
	return absences[target->hypervisor][benchmark];
}
