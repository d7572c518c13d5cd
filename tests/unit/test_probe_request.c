// SPDX-License-Identifier: GPL-2.0-or-later
/* The boot arguments: other people's words are left alone, ours are understood or refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "probe/core/identity.h"
#include "probe/core/request.h"

#include <worldswitch/version.h>
#include <zlib.h>

#define BIT(symbol) (1u << WS_BENCHMARK_##symbol)

static void accepts(const char *arguments, uint32_t benchmarks, uint32_t iterations)
{
	struct request request;

	assert_null(request_parse(&request, arguments));
	assert_int_equal(request.benchmarks, benchmarks);
	assert_int_equal(request.iterations, iterations);
}

static void refuses(const char *arguments)
{
	struct request request;

	assert_non_null(request_parse(&request, arguments));
}

static void defaults(void **state)
{
	const uint32_t all = (1u << WS_BENCHMARK_COUNT) - 1;

	(void)state;
	accepts("", all, WS_ITERATIONS_DEFAULT);
	accepts("   ", all, WS_ITERATIONS_DEFAULT);
	accepts("console=hvc0 root=/dev/vda ws.other=1 xws.iterations=5 ws.iteration=5", all,
		WS_ITERATIONS_DEFAULT);
}

static void chosen(void **state)
{
	(void)state;
	accepts("ws.benchmarks=null", BIT(NULL), WS_ITERATIONS_DEFAULT);
	accepts("ws.benchmarks=hypercall ws.iterations=7", BIT(NULL) | BIT(HYPERCALL), 7);
	accepts("a\tws.benchmarks=irq-completion,intc-trap\nws.iterations=100000 b",
		BIT(NULL) | BIT(INTC_TRAP) | BIT(IRQ_COMPLETION), WS_ITERATIONS_MAX);
	accepts("ws.benchmarks=hypercall ws.benchmarks=intc-trap", BIT(NULL) | BIT(INTC_TRAP),
		WS_ITERATIONS_DEFAULT);
	accepts("ws.iterations=0001", (1u << WS_BENCHMARK_COUNT) - 1, 1);
}

static void bad_benchmarks(void **state)
{
	(void)state;
	refuses("ws.benchmarks=");
	refuses("ws.benchmarks=hyper");
	refuses("ws.benchmarks=hypercalls");
	refuses("ws.benchmarks=Null");
	refuses("ws.benchmarks=null,");
	refuses("ws.benchmarks=,null");
	refuses("ws.benchmarks=null,,hypercall");
	refuses("ws.benchmarks=null;hypercall");
}

static void bad_iterations(void **state)
{
	(void)state;
	refuses("ws.iterations=");
	refuses("ws.iterations=0");
	refuses("ws.iterations=-1");
	refuses("ws.iterations=1x");
	refuses("ws.iterations=0x10");
	refuses("ws.iterations=100001");
	refuses("ws.iterations=4294967297");
	refuses("ws.iterations=99999999999999999999999999999999");
}

static void role(void **state)
{
	struct request request;

	(void)state;
	assert_null(request_parse(&request, "ws.role=peer"));
	assert_true(request.peer && !request.backend);
	assert_null(request_parse(&request, "ws.role=backend"));
	assert_true(request.backend && !request.peer);
	assert_null(request_parse(&request, "ws.roles=none"));
	assert_false(request.peer || request.backend);
	refuses("ws.role=");
	refuses("ws.role=peers");
}

static void timed(void **state)
{
	struct request request;

	(void)state;
	assert_null(request_parse(&request, "quiet"));
	assert_false(request.timed);
	assert_int_equal(request.frequency, 0);
	assert_null(request_parse(&request, "ws.clock=1 ws.frequency=2700000000"));
	assert_true(request.timed);
	assert_true(request.frequency == 2700000000);
	assert_null(request_parse(&request, "ws.clock=1 ws.clock=0"));
	assert_false(request.timed);
	refuses("ws.clock=");
	refuses("ws.clock=2");
	refuses("ws.clock=yes");
	refuses("ws.frequency=");
	refuses("ws.frequency=1e9");
	refuses("ws.frequency=1000000000001");
	refuses("ws.frequency=99999999999999999999999999999999");
}

static void identity(void **state)
{
	const char *list = "null\nhypercall\nintc-trap\nvirtual-ipi\nvirtual-ipi-idle\n"
			   "irq-completion\nvm-switch\nio-out\nio-out-exit\nio-in\nio-in-idle\n";

	(void)state;
	assert_string_equal(identity_version(), WS_VERSION);
	assert_int_equal(identity_list(),
			 crc32(0, (const unsigned char *)list, (unsigned int)strlen(list)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),       cmocka_unit_test(chosen),
		cmocka_unit_test(bad_benchmarks), cmocka_unit_test(bad_iterations),
		cmocka_unit_test(role),           cmocka_unit_test(identity),
		cmocka_unit_test(timed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
