// SPDX-License-Identifier: GPL-2.0-or-later
/* What a table says in a cell and below: digits, shares, published figures, reasons, colour. */
#include "data/published.h"
#include "tests/unit/table_text.h"

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

/* As of an arm64 console: the VCPU's counter, and the shared clock of what crosses CPUs. */
static void a_cell_of_another_unit_says_so(void **state)
{
	struct ws_result result = result_of("host");
	char *text;

	(void)state;
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1234, 0, 100);
	add_timed(&result, WS_BENCHMARK_VIRTUAL_IPI, 2020, 0, 100);
	add_timed(&result, WS_BENCHMARK_VM_SWITCH, 1000, 1, 10000);
	text = table_of(&result, 1, 80, false);
	assert_null(strstr(text, "\nns "));
	free(text);
	result.cells[1].unit = result.cells[2].unit = WS_UNIT_NANOSECONDS;
	result.cells[2].timing->settled = false;
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "cycles"));
	assert_non_null(strstr(text, "\nhypercall    1,234\n"));
	assert_non_null(strstr(text, "\nvirtual-ipi  2,020 ns\n"));
	assert_non_null(strstr(text, "\nvm-switch    6,000 ns ?\n"));
	assert_non_null(strstr(text, "\nns            nanoseconds, not the unit of the column"));
	free(text);
	ws_result_free(&result);
}

/* Whoever says that it is an emulator's, it stands in the unit, and beside nothing published. */
static void an_emulators_clock_is_no_cost(void **state)
{
	static const char *const signs[][2] = {
		{"accelerator", "tcg"},
		{"emulator", "tcg"},
		{"cpu-model", "QEMU TCG CPU version 2.5+"},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(signs) / sizeof(signs[0]); at++) {
		struct ws_result results[] = {result_of("host"), result_of("host")};
		char *text;

		for (size_t i = 0; i < 2; i++) {
			add_property(&results[i], "architecture", "x86_64");
			add_property(&results[i], "clock-frequency", "2000000000");
			add_timed(&results[i], WS_BENCHMARK_HYPERCALL, 1234, 0, 100);
		}
		add_property(&results[0], signs[at][0], signs[at][1]);
		add_property(&results[1], signs[at][0], "kvm");
		text = table_of(results, 1, 80, false);
		assert_non_null(strstr(text, "  cycles, emulated\n"));
		assert_non_null(strstr(text, "\nemulated      timed by an emulator's clock"));
		assert_null(strstr(text, "KVM x86"));
		assert_null(strstr(text, "nanoseconds"));
		free(text);
		text = table_of(results, 2, 80, false);
		assert_non_null(strstr(text, "cycles, emulated"));
		assert_non_null(strstr(text, "KVM x86"));
		free(text);
		text = table_of(results + 1, 1, 80, false);
		assert_null(strstr(text, "emulated"));
		free(text);
		ws_result_free(&results[0]);
		ws_result_free(&results[1]);
	}
}

/* A document may say anything of its clock and its samples. */
static void nanoseconds_of_no_clock_are_not_shown(void **state)
{
	static const struct {
		const char *frequency;
		uint64_t wide;
		const char *text;
	} cases[] = {
		{"1", 1, ""},
		{"999", 1, ""},
		{"1000", 1, "hypercall 1,000,000,000"},
		{"1000000000001", 1, ""},
		{"99999999999999999999", 1, ""},
		{"none", 1, ""},
		{"1", 1ULL << 61, ""},
		{"1000", 1ULL << 61, ""},
		{"1000000000", 1ULL << 61, "hypercall 2,000,000,000,000,000,000"},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		struct ws_result result = result_of("host");
		char *text;

		add_property(&result, "clock-frequency", cases[at].frequency);
		add_timed(&result, WS_BENCHMARK_HYPERCALL, 1000, cases[at].wide - 1, 4);
		text = ws_nanoseconds(&result);
		assert_string_equal(text, cases[at].text);
		free(text);
		ws_result_free(&result);
	}
}

static void hazards_are_named_once(void **state)
{
	struct ws_result result = result_of("host");
	char *text;

	(void)state;
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1234, 0, 100);
	ws_result_add_finding(&result, "governor", "note", "x");
	text = table_of(&result, 1, 80, false);
	assert_null(strstr(text, "hazards"));
	free(text);
	ws_result_add_finding(&result, "software-kvm", "hazard", "x");
	ws_result_add_finding(&result, "steal-time", "hazard", "CPU 0");
	ws_result_add_finding(&result, "steal-time", "hazard", "CPU 1");
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "\nhazards       software-kvm, steal-time: see `worldswitch "
				     "doctor host`"));
	free(text);
	ws_result_free(&result);
}

/* Where to read the clock leaves the VM. A row of nothing would say that an exit costs nothing. */
static void a_timed_cell_shorter_than_null_is_no_zero(void **state)
{
	struct ws_result result = result_of("host");
	char *text;

	(void)state;
	add_property(&result, "clock-frequency", "2000000000");
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 0, 0, 100);
	add_timed(&result, WS_BENCHMARK_VM_SWITCH, (uint64_t)-10, 0, 100);
	text = table_of(&result, 1, 80, false);
	assert_non_null(strstr(text, "\nhypercall       0\n"));
	assert_non_null(strstr(text, "\nvm-switch      <0\n"));
	assert_non_null(strstr(text, "\n<0            the samples are shorter"));
	assert_non_null(strstr(text, "\nnanoseconds   host: hypercall 0\n"));
	free(text);
	ws_result_free(&result);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_figures_keep_one_of_ours_beside_them),
		cmocka_unit_test(many_costs_are_described_and_few_listed),
		cmocka_unit_test(bad_verdicts_are_red_where_colour_is_wanted),
		cmocka_unit_test(a_reason_is_given_once_for_all_its_cells),
		cmocka_unit_test(timed_cells_have_the_digits_that_they_support),
		cmocka_unit_test(a_cell_of_another_unit_says_so),
		cmocka_unit_test(an_emulators_clock_is_no_cost),
		cmocka_unit_test(nanoseconds_of_no_clock_are_not_shown),
		cmocka_unit_test(hazards_are_named_once),
		cmocka_unit_test(a_timed_cell_shorter_than_null_is_no_zero),
		cmocka_unit_test(what_was_not_measured_has_its_unit_all_the_same),
		cmocka_unit_test(shares_are_rounded_down),
		cmocka_unit_test(reasons_cannot_drive_the_terminal),
		cmocka_unit_test(thousands_are_separated),
		cmocka_unit_test(published_figures_join_by_identifier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
