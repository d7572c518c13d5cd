// SPDX-License-Identifier: GPL-2.0-or-later
/* What a column's heading says of a target that was measured several times. */
#include "report/traits.h"
#include "tests/unit/results.h"

#define RESULTS_MAX 4

static struct ws_result results[RESULTS_MAX];
static size_t count;

static int begin(void **state)
{
	(void)state;
	count = 0;
	return 0;
}

static int end(void **state)
{
	(void)state;
	while (count)
		ws_result_free(&results[--count]);
	return 0;
}

static struct ws_result *add(const char *target, const char *package, const char *version)
{
	struct ws_result *result = &results[count++];

	*result = result_of(target);
	add_property(result, "cpu", "neoverse-n1");
	add_component(result, "emulator", "qemu-system-aarch64", "10.0.2");
	if (package)
		add_component(result, "kernel", package, version);
	return result;
}

static void set_property(struct ws_result *result, const char *name, const char *value)
{
	for (size_t at = 0; at < result->property_count; at++) {
		if (strcmp(result->properties[at].name, name) != 0)
			continue;
		free(result->properties[at].value);
		result->properties[at].value = strdup(value);
		return;
	}
	add_property(result, name, value);
}

/* The traits of result `at`, joined by '|'. */
static const char *traits_of(size_t at)
{
	static char text[WS_TRAIT_COUNT * WS_TRAIT_TEXT_MAX];
	struct ws_traits traits;
	size_t used = 0;

	ws_traits_of(results, count, at, &traits);
	*text = '\0';
	for (size_t trait = 0; trait < WS_TRAIT_COUNT; trait++)
		if (traits.text[trait][0])
			used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
						 used ? "|" : "", traits.text[trait]);
	return text;
}

/* Xen, and where it is Linux Dom0's kernel. */
static void dom0s_differ_and_so_do_their_kernels(void **state)
{
	static const char *const kernels[] = {NULL, "6.12.107-1", "6.1.176-1"};
	static const char *const expected[] = {"dom0 probe", "dom0 linux|6.12", "dom0 linux|6.1"};

	(void)state;
	for (size_t at = 0; at < 3; at++) {
		struct ws_result *result = add("arm64/xen", NULL, NULL);

		add_component(result, "hypervisor", "xen-hypervisor-4.20-arm64", "4.20.3");
		set_property(result, "dom0", kernels[at] ? "linux" : "probe");
		if (kernels[at])
			add_component(result, "kernel", "linux-image-cloud-arm64", kernels[at]);
	}
	for (size_t at = 0; at < 3; at++)
		assert_string_equal(traits_of(at), expected[at]);
}

static void different_targets_need_no_more_than_their_names(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "linux-image-6.12-cloud-arm64", "6.12.107-1");
	set_property(add("arm64/kvm-nvhe", "linux-image-6.1-cloud-arm64", "6.1.140-1"), "cpu",
		     "cortex-a76");
	add("arm64/native", NULL, NULL);
	for (size_t at = 0; at < count; at++)
		assert_string_equal(traits_of(at), "");
}

static void of_versions_as_much_as_differs(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "linux-image-6.12.107-cloud-arm64", "6.12.107-1");
	add("arm64/kvm-vhe", "linux-image-6.1.0-56-cloud-arm64", "6.1.140-1");
	assert_string_equal(traits_of(0), "6.12");
	assert_string_equal(traits_of(1), "6.1");
	add("arm64/kvm-vhe", "linux-image-6.12.48-cloud-arm64", "6.12.48-1");
	assert_string_equal(traits_of(0), "6.12.107");
	assert_string_equal(traits_of(1), "6.1.140"); /* all to as many numbers */
	assert_string_equal(traits_of(2), "6.12.48");
	add("arm64/kvm-vhe", "linux-image-6.12.48-cloud-arm64", "6.12.48-1~bpo12+1");
	assert_string_equal(traits_of(0), "6.12.107-1");
	assert_string_equal(traits_of(2), "6.12.48-1");
	assert_string_equal(traits_of(3), "6.12.48-1~bpo12");
}

/* The one by its package, the other by its file, whose banner has another form of version. */
static void of_a_package_and_a_file_the_same_numbers(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "linux-image-6.12.107+deb13-cloud-arm64", "6.12.107-1");
	add("arm64/kvm-vhe", "vmlinuz", "6.12.95+deb13-rt-arm64");
	assert_string_equal(traits_of(0), "6.12.107");
	assert_string_equal(traits_of(1), "6.12.95");
	add("arm64/kvm-vhe", "Image", "6.12");
	assert_string_equal(traits_of(0), "6.12.107");
	assert_string_equal(traits_of(2), "6.12");
	add("arm64/kvm-vhe", "unnamed", NULL);
	assert_string_equal(traits_of(3), "unnamed");
}

static void of_versions_and_names_both(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "linux-image-6.12.107+deb13-cloud-arm64", "6.12.107-1");
	add("arm64/kvm-vhe", "linux-image-6.12.107+deb13-rt-arm64", "6.12.107-1");
	add("arm64/kvm-vhe", "linux-image-6.1.0-50-cloud-arm64", "6.1.176-1");
	assert_string_equal(traits_of(0), "6.12 cloud");
	assert_string_equal(traits_of(1), "6.12 rt");
	assert_string_equal(traits_of(2), "6.1 cloud");
	add("arm64/kvm-vhe", "vmlinuz-mine", "6.12.107+deb13-rt-arm64");
	assert_string_equal(traits_of(0), "6.12.107-1 cloud-arm64");
	assert_string_equal(traits_of(1), "6.12.107-1 rt-arm64");
	assert_string_equal(traits_of(2), "6.1.176-1 cloud-arm64");
	assert_string_equal(traits_of(3), "6.12.107+deb13 mine");
}

static void of_one_version_the_words_that_differ(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "linux-image-6.12.107+deb13-cloud-arm64", "6.12.107-1");
	add("arm64/kvm-vhe", "linux-image-6.12.107+deb13-rt-arm64", "6.12.107-1");
	assert_string_equal(traits_of(0), "cloud");
	assert_string_equal(traits_of(1), "rt");
	add("arm64/kvm-vhe", "linux-image-6.12.107+deb13-arm64", "6.12.107-1");
	assert_string_equal(traits_of(0), "cloud-arm64");
	assert_string_equal(traits_of(1), "rt-arm64");
	assert_string_equal(traits_of(2), "arm64");
	add("arm64/kvm-vhe", "linux-image-6.12.107+deb13-arm64-16k", "6.12.107-1");
	assert_string_equal(traits_of(0), "cloud-arm64");
	assert_string_equal(traits_of(3), "arm64-16k");
}

static void of_one_name_the_checksum(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "Image", "6.12.0")->components[1].sha256 = strdup("0123456789abcdef");
	add("arm64/kvm-vhe", "Image", "6.12.0")->components[1].sha256 = strdup("fedcba9876543210");
	assert_string_equal(traits_of(0), "0123456");
	assert_string_equal(traits_of(1), "fedcba9");
}

static void files_without_a_version_have_names(void **state)
{
	(void)state;
	add("arm64/xen", "xen-before", NULL);
	add("arm64/xen", "xen-after", NULL);
	results[0].components[1].role[0] = 'K'; /* no role that counts: nothing to tell */
	assert_string_equal(traits_of(0), "");
	results[0].components[1].role[0] = 'k';
	assert_string_equal(traits_of(0), "before");
	assert_string_equal(traits_of(1), "after");
}

static void everything_that_differs_is_said(void **state)
{
	(void)state;
	for (size_t at = 0; at < 4; at++) {
		struct ws_result *result =
			add("arm64/kvm-vhe", "linux", at & 1 ? "6.1.140-1" : "6.12.107-1");

		set_property(result, "cpu", at & 2 ? "cortex-a76" : "neoverse-n1");
		set_property(result, "gic", "3");
		set_property(result, "cpus", "2");
	}
	assert_string_equal(traits_of(0), "6.12|neoverse-n1");
	assert_string_equal(traits_of(3), "6.1|cortex-a76");
	set_property(&results[3], "gic", "2");
	set_property(&results[3], "cpus", "4");
	assert_string_equal(traits_of(0), "6.12|neoverse-n1|GICv3|smp 2");
	assert_string_equal(traits_of(3), "6.1|cortex-a76|GICv2|smp 4");
}

static void of_command_lines_the_words_that_not_all_have(void **state)
{
	(void)state;
	set_property(add("arm64/kvm-vhe", "linux", "6.12"), "kernel-command-line",
		     "console=ttyAMA0  nokaslr");
	set_property(add("arm64/kvm-vhe", "linux", "6.12"), "kernel-command-line",
		     "console=ttyAMA0 mitigations=off nokaslr");
	assert_string_equal(traits_of(0), "-");
	assert_string_equal(traits_of(1), "mitigations=off");
	set_property(&results[1], "kernel-command-line",
		     "console=ttyAMA0 mitigations=off a-word-too-many nokaslr2");
	assert_string_equal(traits_of(0), "nokaslr");
	assert_string_equal(traits_of(1), "mitigations=off a-word-too-many"); /* cut */
	set_property(&results[1], "kernel-command-line", "console=ttyAMA0  nokaslr -- --gic 2");
	assert_string_equal(traits_of(0), "");
	assert_string_equal(traits_of(1), "");
}

/* Of a result without properties nothing is known; it tells nothing and changes nothing. */
static void a_target_of_which_nothing_is_known_is_no_peer(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "linux", "6.12");
	results[count++] = result_of("arm64/kvm-vhe");
	assert_string_equal(traits_of(0), "");
	assert_string_equal(traits_of(1), "");
}

static struct ws_result *add_refused(const char *cpu, const char *kernel)
{
	struct ws_result *result = &results[count++];

	*result = result_of("arm64/kvm-vhe");
	add_property(result, "cpu", cpu);
	if (kernel)
		add_property(result, "kernel", kernel);
	return result;
}

/* What was asked for tells it apart, as far as nothing else does. */
static void a_target_that_was_refused_says_what_was_asked_for(void **state)
{
	(void)state;
	add("arm64/kvm-vhe", "linux", "6.12");
	add_refused("cortex-a57", "linux-image-none/trixie");
	assert_string_equal(traits_of(0), "neoverse-n1");
	assert_string_equal(traits_of(1), "cortex-a57");
	add_refused("neoverse-n1", "../some/Image");
	assert_string_equal(traits_of(0), "neoverse-n1");
	assert_string_equal(traits_of(2), "Image|neoverse-n1");
	add_refused("cortex-a57", NULL);
	assert_string_equal(traits_of(1), "none/trixie|cortex-a57");
	assert_string_equal(traits_of(3), "cortex-a57");
}

/* As of the GIC, so of the APIC and of Dom0: what was asked for of both is not said. */
static void refused_ones_are_told_apart_by_any_part_of_the_machine(void **state)
{
	static const char *const names[] = {"gic", "apic", "dom0"};

	(void)state;
	for (size_t at = 0; at < sizeof(names) / sizeof(names[0]); at++) {
		add_property(add_refused("max", "linux-image-none"), names[at], "one");
		add_property(add_refused("max", "linux-image-none"), names[at], "other");
		assert_null(strstr(traits_of(0), "none"));
		assert_non_null(strstr(traits_of(0), "one"));
		assert_non_null(strstr(traits_of(1), "other"));
		while (count)
			ws_result_free(&results[--count]);
	}
}

/* One that was refused for its command line has none; others are told apart without it. */
static void a_line_that_could_not_be_made_tells_nothing(void **state)
{
	(void)state;
	set_property(add("arm64/kvm-vhe", "linux", "6.12"), "kernel-command-line", "nokaslr");
	set_property(add("arm64/kvm-vhe", "linux", "6.12"), "kernel-command-line", "nokaslr quiet");
	add_refused("neoverse-n1", NULL);
	assert_string_equal(traits_of(0), "-");
	assert_string_equal(traits_of(1), "quiet");
	assert_string_equal(traits_of(2), "");
}

/* Two servers may have the same CPU, and one CPU may be in two. */
static void servers_are_told_by_name_and_model(void **state)
{
	static const char *const servers[] = {"n1", "n2", "n2"};
	static const char *const models[] = {"Xeon", "Xeon", "EPYC"};
	static const char *const expected[] = {"n1|Xeon", "n2|Xeon", "n2|EPYC"};

	(void)state;
	for (size_t at = 0; at < 3; at++) {
		struct ws_result *result = &results[count++];

		*result = result_of("host");
		add_property(result, "server", servers[at]);
		add_property(result, "cpu-model", models[at]);
	}
	for (size_t at = 0; at < 3; at++)
		assert_string_equal(traits_of(at), expected[at]);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		CASE(different_targets_need_no_more_than_their_names),
		CASE(dom0s_differ_and_so_do_their_kernels),
		CASE(of_versions_as_much_as_differs),
		CASE(of_a_package_and_a_file_the_same_numbers),
		CASE(of_versions_and_names_both),
		CASE(of_one_version_the_words_that_differ),
		CASE(of_one_name_the_checksum),
		CASE(files_without_a_version_have_names),
		CASE(everything_that_differs_is_said),
		CASE(of_command_lines_the_words_that_not_all_have),
		CASE(a_target_of_which_nothing_is_known_is_no_peer),
		CASE(a_target_that_was_refused_says_what_was_asked_for),
		CASE(refused_ones_are_told_apart_by_any_part_of_the_machine),
		CASE(a_line_that_could_not_be_made_tells_nothing),
		CASE(servers_are_told_by_name_and_model),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
