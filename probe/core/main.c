// SPDX-License-Identifier: GPL-2.0-or-later
/* The probe from its first record to its last. */
#include "probe/core/main.h"

#include "probe/arch/marker.h"
#include "probe/core/request.h"
#include "probe/core/runner.h"
#include "probe/core/say.h"
#include "probe/core/timed.h"

static void say_table(const struct hypervisor *hypervisor, bool timed)
{
	for (unsigned int benchmark = 0; benchmark < WS_BENCHMARK_COUNT; benchmark++)
		say_benchmark(benchmark, offer_absent(hypervisor->offers[benchmark], timed));
}

static void play(void (*part)(void))
{
	if (part)
		part();
}

void probe_main(const struct platform *platform)
{
	struct request request;
	const char *wrong = request_parse(&request, platform->arguments);

	if (!wrong && request.timed)
		timed_open(&request);
	else
		play(platform->settle);
	if (!wrong && (request.peer || request.backend)) {
		play(request.peer ? platform->hypervisor->peer : platform->hypervisor->backend);
		return;
	}
	say_hello(platform);
	if (wrong) {
		say_panic("arguments", 0, 0, 0, wrong);
		return;
	}
	say_table(platform->hypervisor, request.timed);
	play(platform->hypervisor->prepare);
	if (request.timed)
		timed_say_clocks();
	else
		run_selftest(platform);
	say_end(run_cells(platform, &request));
	arch_marker_done();
}
