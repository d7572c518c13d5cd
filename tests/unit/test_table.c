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
	"  arm64/kvm-nvhe/hypercall  min 4,102, median 4,102, p99 4,602, max 4,602\n"
	"  arm64/kvm-vhe/hypercall   min 1,843, median 1,843, p99 2,343, max 2,343\n"
	"instructions  executed between the markers, less the markers' own; a count of\n"
	"              work, not of time\n"
	"cycles        Dall et al., ISCA 2016, Table II (there, KVM ARM is split mode),\n"
	"              doi 10.1145/3007787.3001169; without a second source: intc-trap\n"
	"              (KVM ARM, Xen ARM)\n"
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

/* Mixed architectures keep their names, and bring the figures of both. */
static void targets_of_two_architectures_keep_their_prefix(void **state)
{
	struct ws_result results[] = {kvm("arm64/kvm-vhe", 1843), kvm("x86_64/kvm", 2000)};
	char *text = table_of(results, 2, 120, false);

	(void)state;
	assert_non_null(strstr(text, " arm64/kvm-vhe  x86_64/kvm "));
	assert_non_null(strstr(text, "KVM ARM  Xen ARM  KVM x86  Xen x86\n"));
	assert_non_null(strstr(text, "    6,500      376    1,300    1,228\n"));
	assert_int_equal(strncmp(text, "      ", 6), 0);
	free(text);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
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
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_targets_read_well_at_80_columns),
		cmocka_unit_test(eight_targets_wrap_into_blocks),
		cmocka_unit_test(bad_verdicts_are_red_where_colour_is_wanted),
		cmocka_unit_test(targets_of_two_architectures_keep_their_prefix),
		cmocka_unit_test(a_reason_is_given_once_for_all_its_cells),
		cmocka_unit_test(too_narrow_a_terminal_gets_one_column_per_block),
		cmocka_unit_test(shares_are_rounded_down),
		cmocka_unit_test(reasons_cannot_drive_the_terminal),
		cmocka_unit_test(thousands_are_separated),
		cmocka_unit_test(published_figures_join_by_identifier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
