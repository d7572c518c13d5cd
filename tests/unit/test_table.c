// SPDX-License-Identifier: GPL-2.0-or-later
/* The table as a person sees it, at several widths: whole pictures, so that a changed blank shows.
 */
#include "tests/unit/table_text.h"

static const char four_at_80[] =
	"arm64           ------------ instructions -------------  cycles, ISCA 2016\n"
	"                native   kvm-nvhe    kvm-vhe        xen   KVM ARM  Xen ARM\n"
	"null                 0      0          0              0\n"
	"hypercall            -  4,102 97%  1,843 97%        611     6,500      376\n"
	"intc-trap            -  4,702      2,443        invalid     7,370    1,356\n"
	"irq-completion       1      1          1      timed-out        71       71\n"
	"\n"
	"-             arm64/native hypercall, intc-trap: no hypervisor stands below the\n"
	"              probe: there is nothing to call or to trap to\n"
	"invalid       arm64/xen intc-trap: a window was closed that was never opened\n"
	"timed-out     arm64/xen irq-completion: no answer within 120 s\n"
	"%             of the samples have the count shown, the most frequent one; of all\n"
	"              of them:\n"
	"  arm64/kvm-nvhe/hypercall  4,102 97%, 4,602 3%\n"
	"  arm64/kvm-vhe/hypercall   1,843 97%, 2,343 3%\n"
	"instructions  executed between the markers, less the markers' own; a count of\n"
	"              work, not of time\n"
	"cycles        Dall et al., ISCA 2016, Table II (there, KVM ARM is split mode),\n"
	"              doi 10.1145/3007787.3001169; there, on ARM, irq-completion ends a\n"
	"              spurious interrupt (1023), the reading of the clock included: an\n"
	"              upper bound; from the paper alone: intc-trap\n"
	"ran           linux-image-6.12-cloud-arm64 6.12.107-1, QEMU 10.0.2, neoverse-n1,\n"
	"              GICv3\n";

static void four_targets_read_well_at_80_columns(void **state)
{
	struct ws_result results[] = {native(), kvm("arm64/kvm-nvhe", 4102),
				      kvm("arm64/kvm-vhe", 1843), xen()};
	char *text = table_of(results, 4, 80, false);

	(void)state;
	assert_string_equal(text, four_at_80);
	free(text);
	for (size_t at = 0; at < 4; at++)
		ws_result_free(&results[at]);
}

static void eight_targets_wrap_into_blocks(void **state)
{
	static const char second_block[] =
		"irq-completion      1          1          1          1          1          1\n"
		"\n"
		"arm64           --- instructions ---  cycles, ISCA 2016\n"
		"                        g          h   KVM ARM  Xen ARM\n"
		"null                0          0\n"
		"hypercall       1,006 97%  1,007 97%     6,500      376\n";
	static const char *const names[] = {"arm64/a", "arm64/b", "arm64/c", "arm64/d",
					    "arm64/e", "arm64/f", "arm64/g", "arm64/h"};
	struct ws_result results[8];
	char *text;

	(void)state;
	for (size_t at = 0; at < 8; at++)
		results[at] = kvm(names[at], 1000 + at);
	text = table_of(results, 8, 80, false);
	assert_non_null(strstr(text, second_block));
	assert_true(longest_line(text) <= 80);
	for (size_t at = 0; at < 8; at++)
		ws_result_free(&results[at]);
	free(text);
}

/* What the whole of `worldswitch run` looks like, in numbers of the right size. */
static struct ws_result whole(const char *target, uint64_t scale)
{
	struct ws_result result = result_of(target);

	add_component(&result, "emulator", "QEMU", "10.0.2");
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		add_measured(&result, (enum ws_benchmark)at, at ? scale * (uint64_t)at + 7 : 0,
			     at % 3 == 2 && scale > 700 ? 997 : 1000,
			     at % 3 == 2 && scale > 700 ? 3 : 0);
	result.cells[WS_BENCHMARK_IO_IN].rejected = scale > 700 ? 250 : 3;
	if (scale < 700) { /* Xen has no exit to a user's process */
		ws_cell_free(&result.cells[WS_BENCHMARK_IO_OUT_EXIT]);
		result.cells[WS_BENCHMARK_IO_OUT_EXIT] = (struct ws_cell){
			.benchmark = WS_BENCHMARK_IO_OUT_EXIT,
			.verdict = WS_VERDICT_ABSENT,
			.reason = "there are no virtual machines",
		};
	}
	return result;
}

/* Natively there is nobody to call and nobody to switch to. */
static struct ws_result native_whole(void)
{
	struct ws_result result = result_of("arm64/native");

	for (int at = 0; at < WS_BENCHMARK_COUNT; at++) {
		enum ws_benchmark benchmark = (enum ws_benchmark)at;

		if (benchmark == WS_BENCHMARK_HYPERCALL)
			add_unmeasured(&result, benchmark, WS_VERDICT_ABSENT,
				       "there is no hypervisor to call");
		else if (benchmark >= WS_BENCHMARK_VM_SWITCH)
			add_unmeasured(&result, benchmark, WS_VERDICT_ABSENT,
				       "there are no virtual machines");
		else
			add_measured(&result, benchmark, (uint64_t)at, 1000, 0);
	}
	return result;
}

static const char six_at_80[] =
	"arm64             --------------------- instructions ----------------------\n"
	"                  native    kvm-nvhe    kvm-hvhe     kvm-vhe  kvm-protected\n"
	"null                   0       0           0           0              0\n"
	"hypercall              -   1,707       1,607       1,207          2,307\n"
	"intc-trap              2   3,407 99%   3,207 99%   2,407 99%      4,607 99%\n"
	"virtual-ipi            3   5,107       4,807       3,607          6,907\n"
	"virtual-ipi-idle       4   6,807       6,407       4,807          9,207\n"
	"irq-completion         5   8,507 99%   8,007 99%   6,007 99%     11,507 99%\n"
	"vm-switch              -  10,207       9,607       7,207         13,807\n"
	"io-out                 -  11,907      11,207       8,407         16,107\n"
	"io-out-exit            -  13,607 99%  12,807 99%   9,607 99%     18,407 99%\n"
	"io-in                  -  15,307      14,407      10,807         20,707\n"
	"io-in-idle             -  17,007      16,007      12,007         23,007\n"
	"\n"
	"arm64             instructions  cycles, ISCA 2016\n"
	"                           xen   KVM ARM  Xen ARM\n"
	"null                         0\n"
	"hypercall                  527     6,500      376\n"
	"intc-trap                1,047     7,370    1,356\n"
	"virtual-ipi              1,567    11,557    5,978\n"
	"virtual-ipi-idle         2,087\n"
	"irq-completion           2,607        71       71\n"
	"vm-switch                3,127    10,387    8,799\n"
	"io-out                   3,647     6,024   16,491\n"
	"io-out-exit                  -\n"
	"io-in                    4,687\n"
	"io-in-idle               5,207    13,872   15,650\n"
	"\n"
	"-             arm64/native hypercall: there is no hypervisor to call\n"
	"-             arm64/native vm-switch, io-out, io-out-exit, io-in, io-in-idle;\n"
	"              arm64/xen io-out-exit: there are no virtual machines\n"
	"%             of the samples have the count shown, the most frequent one; the\n"
	"              result document has all of them\n"
	"rejected      windows in which an interrupt was taken that is no part of their\n"
	"              path: arm64/kvm-nvhe io-in 20%; arm64/kvm-hvhe io-in 20%;\n"
	"              arm64/kvm-vhe io-in 20%; arm64/kvm-protected io-in 20%; arm64/xen\n"
	"              io-in <1%\n"
	"instructions  executed between the markers, less the markers' own; a count of\n"
	"              work, not of time\n"
	"cycles        Dall et al., ISCA 2016, Table II (there, KVM ARM is split mode),\n"
	"              doi 10.1145/3007787.3001169; there, on ARM, irq-completion ends a\n"
	"              spurious interrupt (1023), the reading of the clock included: an\n"
	"              upper bound; there, I/O Latency Out under KVM ends in the host's\n"
	"              kernel (ioeventfd), ours when the backend has it; its I/O Latency\n"
	"              In stands beside io-in-idle: its guest waited; from the paper\n"
	"              alone: intc-trap, virtual-ipi, vm-switch, io-out (Xen ARM),\n"
	"              io-in-idle\n"
	"ran           QEMU 10.0.2\n";

static void six_targets_and_all_benchmarks_read_well_at_80_columns(void **state)
{
	struct ws_result results[] = {native_whole(),
				      whole("arm64/kvm-nvhe", 1700),
				      whole("arm64/kvm-hvhe", 1600),
				      whole("arm64/kvm-vhe", 1200),
				      whole("arm64/kvm-protected", 2300),
				      whole("arm64/xen", 520)};
	char *text;

	(void)state;
	text = table_of(results, 6, 80, false);
	assert_string_equal(text, six_at_80);
	free(text);
	for (size_t at = 0; at < 6; at++)
		ws_result_free(&results[at]);
}

static struct ws_result variant(const char *version, const char *cpu, uint64_t hypercall)
{
	struct ws_result result = result_of("arm64/kvm-vhe");

	add_component(&result, "kernel", "linux", version);
	add_property(&result, "cpu", cpu);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, hypercall, 97, 3);
	add_measured(&result, WS_BENCHMARK_VIRTUAL_IPI, hypercall * 2, 100, 0);
	result.cells[1].rejected = 7;
	return result;
}

static const char two_kernels_on_two_models[] =
	"arm64        ----------------- instructions -----------------\n"
	"                 kvm-vhe     kvm-vhe      kvm-vhe     kvm-vhe\n"
	"                    6.12        6.12          6.1         6.1\n"
	"             neoverse-n1  cortex-a76  neoverse-n1  cortex-a76\n"
	"hypercall      1,271 97%   1,175 97%    1,402 97%   1,306 97%\n"
	"virtual-ipi    2,542       2,350        2,804       2,612\n"
	"\n"
	"arm64        instructions  cycles, ISCA 2016\n"
	"                   native   KVM ARM  Xen ARM\n"
	"hypercall               -     6,500      376\n"
	"virtual-ipi                  11,557    5,978\n"
	"\n"
	"-             arm64/native hypercall: none to call\n"
	"%             of the samples have the count shown, the most frequent one; of all\n"
	"              of them:\n"
	"  arm64/kvm-vhe/hypercall (6.12, neoverse-n1)  1,271 97%, 1,771 3%\n"
	"  arm64/kvm-vhe/hypercall (6.12, cortex-a76)   1,175 97%, 1,675 3%\n"
	"  arm64/kvm-vhe/hypercall (6.1, neoverse-n1)   1,402 97%, 1,902 3%\n"
	"  arm64/kvm-vhe/hypercall (6.1, cortex-a76)    1,306 97%, 1,806 3%\n"
	"rejected      windows in which an interrupt was taken that is no part of their\n"
	"              path: arm64/kvm-vhe (6.12, neoverse-n1) virtual-ipi 6%;\n"
	"              arm64/kvm-vhe (6.12, cortex-a76) virtual-ipi 6%; arm64/kvm-vhe\n"
	"              (6.1, neoverse-n1) virtual-ipi 6%; arm64/kvm-vhe (6.1, cortex-a76)\n"
	"              virtual-ipi 6%\n"
	"instructions  executed between the markers, less the markers' own; a count of\n"
	"              work, not of time\n"
	"cycles        Dall et al., ISCA 2016, Table II (there, KVM ARM is split mode),\n"
	"              doi 10.1145/3007787.3001169; from the paper alone: virtual-ipi\n"
	"ran           linux 6.12.107-1, linux 6.1.140-1, neoverse-n1, cortex-a76\n";

static void several_results_of_a_target_are_told_apart(void **state)
{
	struct ws_result results[] = {
		variant("6.12.107-1", "neoverse-n1", 1271),
		variant("6.12.107-1", "cortex-a76", 1175),
		variant("6.1.140-1", "neoverse-n1", 1402),
		variant("6.1.140-1", "cortex-a76", 1306),
		result_of("arm64/native"),
	};
	char *text;

	(void)state;
	add_unmeasured(&results[4], WS_BENCHMARK_HYPERCALL, WS_VERDICT_ABSENT, "none to call");
	text = table_of(results, 5, 80, false);
	assert_string_equal(text, two_kernels_on_two_models);
	free(text);
	for (size_t at = 0; at < 5; at++)
		ws_result_free(&results[at]);
}

/* Each architecture is a part of the table, with the figures of its own systems. */
static void targets_of_two_architectures_stand_apart(void **state)
{
	struct ws_result results[] = {kvm("arm64/kvm-vhe", 1843), kvm("x86_64/kvm", 2000),
				      kvm("arm64/kvm-nvhe", 1707)};
	char *text;

	(void)state;
	add_property(&results[1], "emulator-limits", "SVM without this and that");
	text = table_of(results, 3, 120, false);
	assert_int_equal(strncmp(text, "arm64  ", 7), 0);
	assert_non_null(strstr(text, "  kvm-vhe   kvm-nvhe   KVM ARM  Xen ARM\n"));
	assert_non_null(strstr(text, "  1,843 97%  1,707 97%     6,500      376\n"));
	assert_non_null(strstr(text, "\n\nx86_64 "));
	assert_non_null(strstr(text, "  kvm   KVM x86  Xen x86\n"));
	assert_non_null(strstr(text, "    1,300    1,228\n"));
	assert_non_null(strstr(text, "\nx86_64        SVM without this and that\n"));
	free(text);
	for (int at = 0; at < 3; at++)
		ws_result_free(&results[at]);
}

static void too_narrow_a_terminal_gets_one_column_per_block(void **state)
{
	struct ws_result results[] = {native(), xen()};
	char *text = table_of(results, 2, 10, false);

	(void)state;
	assert_ptr_equal(strstr(text, "arm64           instructions\n"
				      "                      native\n"
				      "null                       0\n"
				      "hypercall                  -\n"),
			 text);
	assert_non_null(strstr(text, "arm64           instructions\n"
				     "                         xen\n"));
	free(text);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_targets_read_well_at_80_columns),
		cmocka_unit_test(six_targets_and_all_benchmarks_read_well_at_80_columns),
		cmocka_unit_test(eight_targets_wrap_into_blocks),
		cmocka_unit_test(several_results_of_a_target_are_told_apart),
		cmocka_unit_test(targets_of_two_architectures_stand_apart),
		cmocka_unit_test(too_narrow_a_terminal_gets_one_column_per_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
