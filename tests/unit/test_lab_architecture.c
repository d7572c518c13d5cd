// SPDX-License-Identifier: GPL-2.0-or-later
/* Is every architecture's row whole, and do targets and versions of interrupt controllers fit? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "analysis/controllers.h"
#include "lab/architecture.h"
#include "lab/controller.h"

static void rows_are_whole(void **state)
{
	(void)state;
	for (int at = 0; at < LAB_ARCHITECTURE_COUNT; at++) {
		const struct architecture *row = architectures[at];

		assert_non_null(row);
		assert_string_equal(row->name, row->controller.architecture);
		assert_ptr_equal(lab_controller_of((enum lab_architecture)at), &row->controller);
		assert_non_null(row->emulator);
		assert_non_null(row->emulator_package);
		assert_non_null(row->cpu);
		assert_null(row->images[LAB_NATIVE]);
		for (int hypervisor = LAB_KVM; hypervisor <= LAB_XEN; hypervisor++) {
			assert_non_null(row->images[hypervisor]);
			assert_non_null(row->lines[hypervisor]);
			assert_true(row->line_max[hypervisor] > strlen(row->lines[hypervisor]));
		}
		assert_non_null(row->check_cpu);
		assert_non_null(row->add_machine);
		assert_non_null(row->add_xen);
		assert_non_null(row->tracer_arguments);
	}
}

/* The smallest one is what the doctor tries. */
static void each_has_a_native_target(void **state)
{
	bool native[LAB_ARCHITECTURE_COUNT] = {false};

	(void)state;
	for (size_t at = 0; at < lab_target_count; at++) {
		const struct lab_target *target = &lab_targets[at];
		const char *name = architecture_of(target)->name;
		size_t length = strlen(name);

		assert_int_equal(strncmp(target->id, name, length), 0);
		assert_int_equal(target->id[length], '/');
		native[target->architecture] |= target->hypervisor == LAB_NATIVE;
	}
	for (int at = 0; at < LAB_ARCHITECTURE_COUNT; at++)
		assert_true(native[at]);
}

static void packages_are_shared_within_an_architecture(void **state)
{
	(void)state;
	assert_true(lab_needs_same(lab_target_find("arm64/kvm-vhe"),
				   lab_target_find("arm64/kvm-nvhe")));
	assert_false(
		lab_needs_same(lab_target_find("arm64/kvm-vhe"), lab_target_find("x86_64/kvm")));
	assert_false(lab_needs_same(lab_target_find("x86_64/xen"), lab_target_find("x86_64/kvm")));
}

static void versions_have_names(void **state)
{
	static const struct lab_controller controller = {
		.version_names = "one|two|three", .first = 4, .preferred = 5};
	char name[CONTROLLER_NAME_MAX];

	(void)state;
	assert_int_equal(controller_versions(&controller), 3);
	controller_name(&controller, 4, name);
	assert_string_equal(name, "one");
	controller_name(&controller, 6, name);
	assert_string_equal(name, "three");
	controller_name(&controller, 7, name);
	assert_string_equal(name, "");
	assert_int_equal(controller_version(&controller, "two"), 5);
	assert_int_equal(controller_version(&controller, "tw"), 0);
	assert_int_equal(controller_version(&controller, "one|two"), 0);
	assert_int_equal(controller_version(&controller, ""), 0);
}

/* What the emulated machine is asked for and what its guest says have one name in results. */
static void versions_have_the_names_of_results(void **state)
{
	(void)state;
	for (int at = 0; at < LAB_ARCHITECTURE_COUNT; at++) {
		const struct lab_controller *controller = &architectures[at]->controller;

		for (unsigned int step = 0; step < controller_versions(controller); step++) {
			unsigned int version = controller->first + step;
			char asked[CONTROLLER_NAME_MAX], said[WS_CONTROLLER_TEXT_MAX];

			controller_name(controller, version, asked);
			ws_controller_version(controller->option, version, said);
			assert_string_equal(asked, said);
		}
	}
}

static void every_controller_is_known_to_reports(void **state)
{
	(void)state;
	for (int at = 0; at < LAB_ARCHITECTURE_COUNT; at++) {
		size_t known = 0;

		for (size_t i = 0; i < ws_controller_count; i++)
			known += strcmp(ws_controllers[i].name,
					architectures[at]->controller.option) == 0;
		assert_int_equal(known, 1);
	}
}

/* A guest may say anything. */
static void unknown_versions_are_numbers(void **state)
{
	char text[WS_CONTROLLER_TEXT_MAX];

	(void)state;
	ws_controller_version("apic", 0, text);
	assert_string_equal(text, "0");
	ws_controller_version("apic", UINT32_MAX, text);
	assert_string_equal(text, "4294967295");
	ws_controller_version("aia", 2, text);
	assert_string_equal(text, "2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_have_the_names_of_results),
		cmocka_unit_test(every_controller_is_known_to_reports),
		cmocka_unit_test(unknown_versions_are_numbers),
		cmocka_unit_test(rows_are_whole),
		cmocka_unit_test(each_has_a_native_target),
		cmocka_unit_test(packages_are_shared_within_an_architecture),
		cmocka_unit_test(versions_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
