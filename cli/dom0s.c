// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Without a target the table shows both kinds of Dom0, where they can differ: in the benchmarks
 * that Dom0 has a part in, of a machine with a CPU for it. A kernel that is named may be no Dom0's.
 */
#include "cli/dom0s.h"

#include <errno.h>

#define WITH_DOM0                                                                                  \
	(1U << WS_BENCHMARK_IO_OUT | 1U << WS_BENCHMARK_IO_IN | 1U << WS_BENCHMARK_IO_IN_IDLE)

bool cli_dom0s_have(const struct cli_numbers *dom0s, enum lab_dom0 dom0)
{
	for (size_t at = 0; at < dom0s->count; at++)
		if (dom0s->numbers[at] == dom0)
			return true;
	return false;
}

static void add(enum lab_dom0 dom0, struct cli_numbers *dom0s)
{
	if (!cli_dom0s_have(dom0s, dom0))
		dom0s->numbers[dom0s->count++] = dom0;
}

int cli_dom0s_add(const char *value, struct cli_numbers *dom0s, struct ws_error *error)
{
	enum lab_dom0 dom0 = lab_dom0_find(value);

	if (dom0 == LAB_DOM0_COUNT)
		return ws_fail(error, EINVAL, "--dom0 '%s': it is probe or linux", value);
	add(dom0, dom0s);
	return 0;
}

void cli_dom0s_default(struct cli_run_options *options)
{
	if (options->dom0s.count || options->kernels.count || !(options->benchmarks & WITH_DOM0))
		return;
	for (size_t at = 0; at < options->cpus.count; at++)
		if (options->cpus.numbers[at] == 1)
			return;
	options->dom0s_default = true;
	add(LAB_DOM0_PROBE, &options->dom0s);
	add(LAB_DOM0_LINUX, &options->dom0s);
}
