// SPDX-License-Identifier: GPL-2.0-or-later
/* The table as a person sees it, at several widths: whole pictures, so that a changed blank shows.
 */
#include <stdbool.h>

#include "data/published.h"
#include "report/report.h"
#include "report/table.h"
#include "tests/unit/results.h"

#define NOTHING_BELOW "no hypervisor stands below the probe: there is nothing to call or to trap to"

static char *table_of(const struct ws_result *results, size_t count, unsigned int width,
		      bool colour)
{
	struct ws_table_options options = {.colour = colour, .width = width};
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	ws_report_table(stream, results, count, &options);
	fclose(stream);
	return text;
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (strcspn(text, "\n") > longest)
			longest = strcspn(text, "\n");
	return longest;
}

static struct ws_result native(void)
{
	struct ws_result result = result_of("arm64/native");

	add_component(&result, "emulator", "QEMU", "10.0.2");
	add_property(&result, "cpu", "neoverse-n1");
	add_property(&result, "gic", "3");
	add_measured(&result, WS_BENCHMARK_NULL, 0, 100, 0);
	add_unmeasured(&result, WS_BENCHMARK_HYPERCALL, WS_VERDICT_ABSENT, NOTHING_BELOW);
	add_unmeasured(&result, WS_BENCHMARK_INTC_TRAP, WS_VERDICT_ABSENT, NOTHING_BELOW);
	add_measured(&result, WS_BENCHMARK_IRQ_COMPLETION, 1, 100, 0);
	return result;
}

static struct ws_result kvm(const char *target, uint64_t hypercall)
{
	struct ws_result result = result_of(target);

	add_component(&result, "kernel", "linux-image-6.12-cloud-arm64", "6.12.107-1");
	add_component(&result, "emulator", "QEMU", "10.0.2");
	add_property(&result, "cpu", "neoverse-n1");
	add_property(&result, "gic", "3");
	add_measured(&result, WS_BENCHMARK_NULL, 0, 100, 0);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, hypercall, 97, 3);
	add_measured(&result, WS_BENCHMARK_INTC_TRAP, hypercall + 600, 100, 0);
	add_measured(&result, WS_BENCHMARK_IRQ_COMPLETION, 1, 100, 0);
	return result;
}

static struct ws_result xen(void)
{
	struct ws_result result = result_of("arm64/xen");

	add_measured(&result, WS_BENCHMARK_NULL, 0, 100, 0);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, 611, 100, 0);
	add_unmeasured(&result, WS_BENCHMARK_INTC_TRAP, WS_VERDICT_INVALID,
		       "a window was closed that was never opened");
	add_unmeasured(&result, WS_BENCHMARK_IRQ_COMPLETION, WS_VERDICT_TIMED_OUT,
		       "no answer within 120 s");
	return result;
}

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
	"              doi 10.1145/3007787.3001169; from the paper alone: intc-trap\n"
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
	"              doi 10.1145/3007787.3001169; there, I/O Latency Out under KVM ends\n"
	"              in the host's kernel (ioeventfd), ours when the backend has it;\n"
	"              its I/O Latency In stands beside io-in-idle: its guest waited;\n"
	"              from the paper alone: intc-trap, virtual-ipi, vm-switch, io-out\n"
	"              (Xen ARM), io-in-idle\n"
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

/* Figures of others never stand alone where one of ours fits beside them. */
static void published_figures_keep_one_of_ours_beside_them(void **state)
{
	struct ws_result results[] = {kvm("arm64/a", 1000), kvm("arm64/b", 2000)};

	(void)state;
	for (unsigned int width = 60; width >= 56; width--) {
		char *text = table_of(results, 2, width, false);

		assert_non_null(strstr(text, "         b   KVM ARM  Xen ARM\n"));
		assert_true(longest_line(text) <= 60);
		free(text);
	}
	for (size_t at = 0; at < 2; at++)
		ws_result_free(&results[at]);
}

static void many_costs_are_described_and_few_listed(void **state)
{
	struct ws_result result = result_of("arm64/xen");
	struct ws_bin *bins;
	char *text;

	(void)state;
	add_measured(&result, WS_BENCHMARK_IO_IN, 1600, 60, 40);
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "  arm64/xen/io-in  1,600 60%, 2,100 40%\n"));
	free(text);
	bins = calloc(4, sizeof(*bins));
	assert_non_null(bins);
	for (uint32_t at = 0; at < 4; at++)
		bins[at] = (struct ws_bin){.value = 1600 + at, .samples = at ? 20 : 40};
	free(result.cells[0].distribution.bins);
	result.cells[0].distribution.bins = bins;
	result.cells[0].distribution.bin_count = 4;
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "  arm64/xen/io-in  min 1,600, median 1,600, p99 2,100, "
				     "max 2,100\n"));
	free(text);
	ws_result_free(&result);
}

/* Colour is for bad news, only where told, and never moves a column. */
static void bad_verdicts_are_red_where_colour_is_wanted(void **state)
{
	struct ws_result result = xen();
	char *plain = table_of(&result, 1, 80, false);
	char *coloured = table_of(&result, 1, 80, true);
	char *to = coloured;

	(void)state;
	assert_null(strchr(plain, '\033'));
	assert_non_null(strstr(coloured, "\033[31minvalid\033[0m"));
	assert_non_null(strstr(coloured, "\033[31mtimed-out\033[0m"));
	for (const char *from = coloured; *from; from++) {
		if (*from == '\033')
			from += strcspn(from, "m");
		else
			*to++ = *from;
	}
	*to = '\0';
	assert_string_equal(plain, coloured);
	free(plain);
	free(coloured);
	ws_result_free(&result);
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

static void a_reason_is_given_once_for_all_its_cells(void **state)
{
	struct ws_result results[] = {result_of("arm64/kvm-vhe"), native(), xen()};
	char *text;

	(void)state;
	for (int at = 0; at < WS_BENCHMARK_COUNT; at++)
		add_unmeasured(&results[0], (enum ws_benchmark)at, WS_VERDICT_SKIPPED,
			       "cortex-a57 has no VHE");
	add_unmeasured(&results[2], WS_BENCHMARK_HYPERCALL, WS_VERDICT_SKIPPED,
		       "cortex-a57 has no VHE");
	text = table_of(results, 3, 120, false);
	assert_non_null(strstr(text, "\nskipped       arm64/kvm-vhe; arm64/xen hypercall: "
				     "cortex-a57 has no VHE\n"));
	assert_null(strstr(strstr(text, "has no VHE") + 1, "has no VHE"));
	free(text);
	for (size_t at = 0; at < 3; at++)
		ws_result_free(&results[at]);
}

/* 10,000 samples from 1,000 on: their median is known to about a hundred. */
static void timed_cells_have_the_digits_that_they_support(void **state)
{
	struct ws_result result = result_of("host");
	char *text;

	(void)state;
	add_property(&result, "architecture", "x86_64");
	add_property(&result, "clock-frequency", "2000000000");
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1234, 0, 100);
	add_timed(&result, WS_BENCHMARK_VM_SWITCH, 1000, 1, 10000);
	result.cells[1].timing->settled = false;
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "x86_64"));
	assert_non_null(strstr(text, "\nhypercall  1,234 "));
	assert_non_null(strstr(text, "\nvm-switch  6,000 ?"));
	assert_non_null(strstr(text, "\n?             not settled"));
	assert_non_null(strstr(text, "\nnanoseconds   host: hypercall 617, vm-switch 3,000\n"));
	assert_null(strstr(text, "the most frequent"));
	assert_non_null(strstr(text, "KVM x86"));
	free(text);
	ws_result_free(&result);
}

/* A machine on which no guest comes to its end counts no instructions, either. */
static void what_was_not_measured_has_its_unit_all_the_same(void **state)
{
	struct ws_result result = result_of("host");
	char *text;

	(void)state;
	add_unmeasured(&result, WS_BENCHMARK_HYPERCALL, WS_VERDICT_TIMED_OUT, "no end");
	result.cells[0].unit = WS_UNIT_CYCLES;
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "  cycles"));
	assert_null(strstr(text, "instructions"));
	free(text);
	ws_result_free(&result);
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

static void shares_are_rounded_down(void **state)
{
	struct ws_result result = result_of("arm64/xen");
	char *text;

	(void)state;
	add_measured(&result, WS_BENCHMARK_NULL, 10, 999, 1);
	add_measured(&result, WS_BENCHMARK_HYPERCALL, 20, 1, 0);
	result.cells[1].distribution.mode_samples = 1;
	result.cells[1].distribution.samples = 101;
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, " 10 99%\n"));
	assert_non_null(strstr(text, " 20 <1%  "));
	free(text);
	ws_result_free(&result);
}

/* Nothing that a guest says can move the cursor. */
static void reasons_cannot_drive_the_terminal(void **state)
{
	struct ws_result result = result_of("arm64/xen");
	char *text;

	(void)state;
	add_unmeasured(&result, WS_BENCHMARK_NULL, WS_VERDICT_FAILED, "bad\033[2J\nthing\x80");
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "bad?[2J?thing?\n"));
	free(text);
	ws_result_free(&result);
}

static void thousands_are_separated(void **state)
{
	char text[WS_COUNT_TEXT_MAX];

	(void)state;
	ws_count_text(0, text);
	assert_string_equal(text, "0");
	ws_count_text(999, text);
	assert_string_equal(text, "999");
	ws_count_text(1000, text);
	assert_string_equal(text, "1,000");
	ws_count_text(UINT64_MAX, text);
	assert_string_equal(text, "18,446,744,073,709,551,615");
}

static void published_figures_join_by_identifier(void **state)
{
	const struct ws_published_row *row = ws_published_find("irq-completion");

	(void)state;
	assert_non_null(row);
	assert_int_equal(row->figures[WS_PUBLISHED_XEN_ARM].cycles.count, 71);
	assert_int_equal(row->figures[WS_PUBLISHED_KVM_X86].cycles.count, 1556);
	assert_null(ws_published_find("null"));
	row = ws_published_find("io-in-idle");
	assert_non_null(row);
	assert_int_equal(row->figures[WS_PUBLISHED_XEN_ARM].cycles.count, 15650);
	assert_null(ws_published_find("io-in"));
	assert_null(ws_published_find("virtual-ipi-idle"));
	assert_null(ws_published_find("io-out-exit"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_targets_read_well_at_80_columns),
		cmocka_unit_test(six_targets_and_all_benchmarks_read_well_at_80_columns),
		cmocka_unit_test(eight_targets_wrap_into_blocks),
		cmocka_unit_test(several_results_of_a_target_are_told_apart),
		cmocka_unit_test(published_figures_keep_one_of_ours_beside_them),
		cmocka_unit_test(many_costs_are_described_and_few_listed),
		cmocka_unit_test(bad_verdicts_are_red_where_colour_is_wanted),
		cmocka_unit_test(targets_of_two_architectures_stand_apart),
		cmocka_unit_test(a_reason_is_given_once_for_all_its_cells),
		cmocka_unit_test(timed_cells_have_the_digits_that_they_support),
		cmocka_unit_test(what_was_not_measured_has_its_unit_all_the_same),
		cmocka_unit_test(too_narrow_a_terminal_gets_one_column_per_block),
		cmocka_unit_test(shares_are_rounded_down),
		cmocka_unit_test(reasons_cannot_drive_the_terminal),
		cmocka_unit_test(thousands_are_separated),
		cmocka_unit_test(published_figures_join_by_identifier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
