// SPDX-License-Identifier: GPL-2.0-or-later
/* The guest's command line, from this program's. */
#include "vmm/parameters.h"

#include <stdio.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/limits.h>
#include <worldswitch/records.h>

#define BENCHMARK_ID(symbol, id, name, path, meaning) [WS_BENCHMARK_##symbol] = (id),
static const char *const benchmark_ids[] = {WS_BENCHMARK_LIST(BENCHMARK_ID)};

/* As long as every identifier with its comma. */
#define BENCHMARK_SPACE(symbol, id, name, path, meaning) char symbol##_space[sizeof(id)];
struct all_benchmarks {
	WS_BENCHMARK_LIST(BENCHMARK_SPACE)
};
#define TIMED     " " WS_PARAMETER_CLOCK "1"
#define FREQUENCY " " WS_PARAMETER_FREQUENCY

_Static_assert(sizeof(WS_PARAMETER_BENCHMARKS WS_PARAMETER_ITERATIONS " 4294967295" TIMED FREQUENCY
								      "18446744073709551615") +
			       sizeof(struct all_benchmarks) <=
		       VMM_PARAMETERS_MAX,
	       "the parameters of every benchmark fit");

static unsigned int iterations_of(const struct vmm_options *options)
{
	if (options->iterations)
		return options->iterations;
	return options->timed ? WS_SAMPLES_DEFAULT : WS_ITERATIONS_DEFAULT;
}

void vmm_parameters_write(const struct vmm_options *options, uint64_t frequency,
			  char text[VMM_PARAMETERS_MAX])
{
	const char *separator = WS_PARAMETER_BENCHMARKS;
	char *at = text;

	for (size_t i = 0; i < WS_BENCHMARK_COUNT; i++) {
		if (!(options->benchmarks & 1U << i))
			continue;
		at += sprintf(at, "%s%s", separator, benchmark_ids[i]);
		separator = ",";
	}
	at += sprintf(at, "%s" WS_PARAMETER_ITERATIONS "%u", at == text ? "" : " ",
		      iterations_of(options));
	if (options->timed)
		at += sprintf(at, TIMED);
	if (options->timed && frequency)
		sprintf(at, FREQUENCY "%llu", (unsigned long long)frequency);
}

void vmm_parameters_write_peer(const struct vmm_options *options, char text[VMM_PARAMETERS_MAX])
{
	sprintf(text, WS_PARAMETER_ROLE WS_ROLE_PEER "%s", options->timed ? TIMED : "");
}
