// SPDX-License-Identifier: GPL-2.0-or-later
/* Figures of others beside those of a real machine: which, in which order, and what is said of
 * them. */
#include "data/published.h"
#include "report/nearest.h"
#include "report/read.h"
#include "tests/unit/page_text.h"
#include "tests/unit/table_text.h"

static struct ws_result server(const char *name, const char *value)
{
	static const struct {
		enum ws_benchmark benchmark;
		uint64_t value;
	} cells[] = {
		{WS_BENCHMARK_NULL, 31},
		{WS_BENCHMARK_HYPERCALL, 301},
		{WS_BENCHMARK_INTC_TRAP, 440},
		{WS_BENCHMARK_VIRTUAL_IPI, 1500},
		{WS_BENCHMARK_VIRTUAL_IPI_IDLE, 5400},
		{WS_BENCHMARK_IRQ_COMPLETION, 12},
		{WS_BENCHMARK_IO_OUT_EXIT, 1010},
	};
	struct ws_result result = result_of("host");

	add_property(&result, "architecture", "arm64");
	if (name)
		add_property(&result, name, value);
	for (size_t at = 0; at < sizeof(cells) / sizeof(cells[0]); at++) {
		add_timed(&result, cells[at].benchmark, cells[at].value, 0, 100);
		result.cells[at].unit = WS_UNIT_NANOSECONDS;
	}
	return result;
}

#define ONE        "0x00000000413fd0c1" /* a Neoverse N1 */
#define KUNPENG    "0x00000000481fd010"
#define CORTEX_A57 "0x00000000411fd071"
#define X_GENE     "0x00000000500f0000"

/* The systems that stand beside this result, as their names. */
static void assert_order(struct ws_result result, const char *expected)
{
	struct ws_nearest nearest = ws_nearest_published(&result, 1, "arm64");
	char names[512] = "";
	size_t used = 0;

	for (size_t at = 0; at < nearest.count; at++) {
		const struct ws_published_column *column = &ws_published_columns[nearest.list[at]];

		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s %s",
					 at ? ", " : "", column->name, column->detail);
		assert_true(used < sizeof(names));
	}
	assert_string_equal(names, expected);
	ws_result_free(&result);
}

#define N1S   "Neoverse N1, Neoverse N1 BHB, Ampere Altra"
#define A57S  "Cortex-A57 split mode, Cortex-A57 like VHE"
#define STUDY "KVM ARM X-Gene, Xen ARM X-Gene"

#define BESIDE_N1 N1S ", Kunpeng 920, " A57S ", " STUDY ", Cortex-A15 "

static void the_nearest_machine_comes_first(void **state)
{
	(void)state;
	assert_order(server("midr", ONE), BESIDE_N1);
	assert_order(server("midr", KUNPENG),
		     "Kunpeng 920, " N1S ", " STUDY ", " A57S ", Cortex-A15 ");
	assert_order(server("midr", CORTEX_A57),
		     A57S ", " N1S ", Kunpeng 920, " STUDY ", Cortex-A15 ");
	assert_order(server("midr", X_GENE), STUDY ", " N1S ", Kunpeng 920, " A57S ", Cortex-A15 ");
	/* a Neoverse V1, whose figures nobody has published: by unit, then by who made it */
	assert_order(server("midr", "0x00000000411fd401"), BESIDE_N1);
}

/* Times of a machine whose CPU was counted in cycles, as natively. */
static void cycles_stand_beside_cycles(void **state)
{
	struct ws_result result = server("midr", "0x00000000411fd401");

	(void)state;
	for (size_t at = 0; at < result.cell_count; at++)
		result.cells[at].unit = WS_UNIT_CYCLES;
	assert_order(result, A57S ", " STUDY ", Cortex-A15 , " N1S ", Kunpeng 920");
}

/* A kernel without MIDR_EL1 in sysfs has the model alone. */
static void the_model_says_which_cpu_it_is(void **state)
{
	(void)state;
	assert_order(server("cpu-model", "Neoverse N1"), BESIDE_N1);
	assert_order(server("cpu-model", "implementer 0x48, part 0xd01"),
		     "Kunpeng 920, " N1S ", " STUDY ", " A57S ", Cortex-A15 ");
}

static void an_unknown_cpu_has_the_study_alone(void **state)
{
	static const char *const properties[][2] = {
		{NULL, NULL},
		{"midr", ""},
		{"midr", "413fd0c1"},
		{"midr", "0x413fd0c1 and more"},
		{"midr", "0x1413fd0c1"},
		{"midr", "0xffffffffffffffffff"},
		{"cpu-model", "Cortex-A72"},
		{"cpu-model", "Xeon E5-2450"},
		{"cpu-model", "implementer 0x48, part 0xd01x"},
		{"cpu-model", "implementer 0x48"},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(properties) / sizeof(properties[0]); at++)
		assert_order(server(properties[at][0], properties[at][1]), STUDY);
}

/* Instructions are near to nobody's time, whatever the machine they were counted on says it is. */
static void counts_have_the_study_alone(void **state)
{
	struct ws_result result = kvm("arm64/kvm-vhe", 1800);

	(void)state;
	add_property(&result, "midr", ONE);
	assert_order(result, STUDY);
}

static const char on_neoverse_n1[] =
	"arm64             nanoseconds  - nanoseconds, KVM lists -  cycles, ISCA 2016\n"
	"                         host  Neoverse  Neoverse  Ampere   KVM ARM  Xen ARM\n"
	"                                     N1    N1 BHB   Altra    X-Gene   X-Gene\n"
	"null                       55\n"
	"hypercall                 301       292       317     306     6,500      376\n"
	"intc-trap                 440       419       444     451     7,370    1,356\n"
	"virtual-ipi             1,500     1,509     1,548   1,926    11,557    5,978\n"
	"virtual-ipi-idle        5,400\n"
	"irq-completion             12        29        29      14        71       71\n"
	"io-out-exit             1,010\n"
	"\n"
	"timed         the median of the samples less that of null, measured in turns\n"
	"              with them; no more digits than its 95% interval supports\n"
	"Neoverse N1   KVM, R. Koller, kvmarm list, 2022-03-17; BHB: with the loop\n"
	"              against Spectre-BHB; from the author's own text\n"
	"Ampere Altra  KVM, Linux 6.12-rc1, R. Ananta, kvmarm list, 2024-10-29; its CPU\n"
	"              is a Neoverse N1; from the author's own text\n"
	"nanoseconds   those of the KVM lists are means by kvm-unit-tests' micro-bench,\n"
	"              the reading of the clock included; its irq-completion ends a\n"
	"              spurious interrupt, its virtual-ipi when the sender has seen the\n"
	"              receiver's handler\n"
	"cycles        Dall et al., ISCA 2016, Table II (there, KVM ARM is split mode),\n"
	"              doi 10.1145/3007787.3001169; there, on ARM, irq-completion ends a\n"
	"              spurious interrupt (1023), the reading of the clock included: an\n"
	"              upper bound; from the paper alone: intc-trap, virtual-ipi\n"
	"published     left out here for want of width: Kunpeng 920, Cortex-A57 split\n"
	"              mode, Cortex-A57 like VHE, Cortex-A15\n";

static void a_neoverse_n1_reads_well_at_80_columns(void **state)
{
	struct ws_result result = server("midr", ONE);
	char *text = table_of(&result, 1, 80, false);

	(void)state;
	assert_string_equal(text, on_neoverse_n1);
	free(text);
	ws_result_free(&result);
}

static void a_document_has_the_same_table(void **state)
{
	struct ws_result result = server("midr", ONE);
	char *document = ws_report_json(&result, 1);
	struct ws_results results;
	struct ws_error error;
	char *text;

	(void)state;
	assert_int_equal(ws_results_parse("n1.json", document, strlen(document), &results, &error),
			 0);
	text = table_of(results.list, results.count, 80, false);
	assert_string_equal(text, on_neoverse_n1);
	free(text);
	free(document);
	ws_results_free(&results);
	ws_result_free(&result);
}

static void a_wide_table_has_all_with_their_marks(void **state)
{
	struct ws_result result = server("midr", ONE);
	char *text = table_of(&result, 1, 140, false);

	(void)state;
	assert_non_null(strstr(text, "cycles, ATC 2017"));
	assert_non_null(strstr(text, "cycles, ASPLOS 2014"));
	assert_non_null(strstr(text, "     408       6,413         752     6,500      376  "
				     "              5,326\n"));
	assert_non_null(strstr(text, "intc-trap; second-hand\n"));
	assert_non_null(strstr(text, "\nKunpeng 920   KVM, He Qiong, kvm list, 2023-11-01; "
				     "from the author's own text\n"));
	assert_null(strstr(text, "left out"));
	assert_true(longest_line(text) <= 140);
	free(text);
	ws_result_free(&result);
}

/* However narrow: the nearest one and the study's, and one of ours beside them where two fit. */
static void the_nearest_one_is_always_there(void **state)
{
	struct ws_result results[] = {server("midr", ONE), server("midr", ONE),
				      server("midr", ONE)};

	(void)state;
	for (unsigned int width = 20; width <= 140; width += 4) {
		char *text = table_of(results, 3, width, false);

		assert_non_null(strstr(text, "Neoverse"));
		assert_non_null(strstr(text, "Xen ARM"));
		assert_true(width < 46 || longest_line(text) <= width);
		free(text);
	}
	for (size_t at = 0; at < 3; at++)
		ws_result_free(&results[at]);
}

/* What is near to any of them is near. */
static void two_machines_have_the_figures_of_both_first(void **state)
{
	struct ws_result results[] = {server("midr", KUNPENG), server("midr", CORTEX_A57)};
	struct ws_nearest nearest = ws_nearest_published(results, 2, "arm64");

	(void)state;
	assert_int_equal(nearest.list[0], WS_PUBLISHED_KUNPENG_920);
	assert_int_equal(nearest.list[1], WS_PUBLISHED_CORTEX_A57_SPLIT);
	assert_int_equal(nearest.list[2], WS_PUBLISHED_CORTEX_A57_VHE);
	assert_int_equal(nearest.list[3], WS_PUBLISHED_NEOVERSE_N1);
	ws_result_free(&results[0]);
	ws_result_free(&results[1]);
}

static void x86_has_the_study_alone(void **state)
{
	struct ws_result result = result_of("host");
	struct ws_nearest nearest;

	(void)state;
	add_property(&result, "architecture", "x86_64");
	add_property(&result, "cpu-model", "Intel(R) Xeon(R) CPU E5-2450 0 @ 2.10GHz");
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1234, 0, 100);
	nearest = ws_nearest_published(&result, 1, "x86_64");
	assert_int_equal(nearest.count, 2);
	assert_int_equal(nearest.list[0], WS_PUBLISHED_KVM_X86);
	assert_int_equal(nearest.list[1], WS_PUBLISHED_XEN_X86);
	assert_int_equal(ws_nearest_published(&result, 1, "arm64").count, 0);
	ws_result_free(&result);
}

static void the_page_has_them_all(void **state)
{
	struct ws_result result = server("midr", ONE);
	char *text = page_of(&result, 1);

	(void)state;
	assert_non_null(strstr(text,
			       "\"published\":{\"arm64\":{\"columns\":[{\"name\":\"Neoverse N1\","
			       "\"unit\":\"nanoseconds\",\"figures\":{\"hypercall\":292,"
			       "\"intc-trap\":419,\"virtual-ipi\":1509,"
			       "\"irq-completion\":29}},{\"name\":\"Neoverse N1 BHB\""));
	assert_non_null(strstr(text, "\"name\":\"KVM ARM X-Gene\",\"unit\":\"cycles\""));
	assert_non_null(strstr(text, "\"Kunpeng 920: KVM, He Qiong"));
	assert_non_null(strstr(text, "intc-trap; second-hand\""));
	assert_non_null(strstr(text, "\"nanoseconds: those of the KVM lists are means"));
	free(text);
	ws_result_free(&result);
}

/* What a document calls an architecture is no key of the page's data. */
static void the_page_knows_its_architectures(void **state)
{
	struct ws_result result = result_of("__proto__/kvm");
	char *text;

	(void)state;
	add_measured(&result, WS_BENCHMARK_HYPERCALL, 1200, 3, 0);
	text = page_of(&result, 1);
	assert_non_null(strstr(text, "\"published\":{}"));
	free(text);
	ws_result_free(&result);
}

/* A system has one unit, figures of at least one benchmark of ours, and a source. */
static void the_data_is_whole(void **state)
{
	(void)state;
	for (int at = 0; at < WS_PUBLISHED_SYSTEM_COUNT; at++) {
		enum ws_published_system system = (enum ws_published_system)at;
		const struct ws_published_figure *first = ws_published_first(system);

		assert_true(strlen(ws_published_columns[at].source->text) > 10);
		assert_true(first->mark != WS_MARK_NONE);
		for (int row = 0; row < WS_BENCHMARK_COUNT; row++) {
			const struct ws_published_row *found =
				ws_published_find(ws_benchmark_texts[row].id);
			const struct ws_published_figure *figure =
				found ? &found->figures[at] : NULL;

			if (!figure || figure->mark == WS_MARK_NONE)
				continue;
			assert_int_equal(figure->unit, first->unit);
			assert_true(ws_published_count(figure) > 0);
			assert_true(at < WS_PUBLISHED_STUDY_COUNT || figure->mark == first->mark);
			assert_true(*ws_mark_words[figure->mark]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_machine_comes_first),
		cmocka_unit_test(cycles_stand_beside_cycles),
		cmocka_unit_test(the_model_says_which_cpu_it_is),
		cmocka_unit_test(an_unknown_cpu_has_the_study_alone),
		cmocka_unit_test(counts_have_the_study_alone),
		cmocka_unit_test(a_neoverse_n1_reads_well_at_80_columns),
		cmocka_unit_test(a_document_has_the_same_table),
		cmocka_unit_test(a_wide_table_has_all_with_their_marks),
		cmocka_unit_test(the_nearest_one_is_always_there),
		cmocka_unit_test(two_machines_have_the_figures_of_both_first),
		cmocka_unit_test(x86_has_the_study_alone),
		cmocka_unit_test(the_page_has_them_all),
		cmocka_unit_test(the_page_knows_its_architectures),
		cmocka_unit_test(the_data_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
