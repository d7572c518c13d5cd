// SPDX-License-Identifier: GPL-2.0-or-later
/* The symbols of a Linux that is Xen's Dom0. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/symbols_plan.h"

/* The tree says what Dom0's kernel is told. */
static int make_tree(struct lab_plan *planned, const char *where, struct ws_error *failed)
{
	(void)failed;
	assert_string_equal(where, folder);
	planned->tree = strdup(in(folder, "asking.dtb"));
	write_text(planned->tree, dom0_of_tree(&planned->dom0).bootargs);
	return 0;
}

static void make_plan_with_dom0(struct architecture *architecture)
{
	make_plan("arm64/xen");
	*architecture = *plan.machine.architecture;
	architecture->make_files = make_tree;
	plan.machine.architecture = architecture;
	plan.request.dom0 = LAB_DOM0_LINUX;
	plan.request.xen = plan.image.path;
	plan.dom0 = (struct dom0){
		.program = strdup(in(folder, "vmm")),
		.initramfs = strdup(in(folder, "abcd.cpio")),
		.image = strdup("/made/Image"),
		.kernel = {.package = strdup("linux-image-dom0"), .sha256 = "abcd"},
	};
	plan.probe = strdup("/made/probe.img");
	plan.tree = strdup(in(folder, "its.dtb"));
	arguments_add(&plan.command, "-dtb");
	arguments_add(&plan.command, "%s", plan.tree);
}

static void free_plan_with_dom0(void)
{
	free(plan.tree);
	free(plan.probe);
	dom0_free(&plan.dom0);
}

static void test_dom0(void **state)
{
	struct architecture architecture;
	struct elf_file file;

	(void)state;
	free_plan();
	make_plan_with_dom0(&architecture);
	emulator_does("[ \"${10}\" = \"$PWD/asking.dtb\" ] && "
		      "grep -q 'panic=-1 -- --symbols$' asking.dtb && cat says");
	assert_int_equal(get(NULL, NULL), 0);
	assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_GUEST)->reason, "");
	assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_GUEST)->what, "linux-image-dom0");
	assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_GUEST)->text,
			    "0000000000400000 T vmm_main\n"
			    "0000000040000000 T probe\n"
			    "0000000080000000 d probe_end\n" LINES);
	lab_symbols_free(&symbols);
	not_usable("/no/vmlinux", NULL, ENOENT, "/no/vmlinux");
	assert_int_equal(get(make_vmlinux(&file, 0x1000), NULL), 0);
	assert_non_null(strstr(lab_symbols_of(&symbols, WS_WORLD_GUEST)->text, "T start_kernel\n"));
	lab_symbols_free(&symbols);
	free_plan_with_dom0();
}

static void test_dom0_without_symbols(void **state)
{
	struct architecture architecture;

	(void)state;
	free_plan();
	make_plan_with_dom0(&architecture);
	emulator_does("echo Oops >&2");
	assert_int_equal(get(NULL, NULL), 0);
	assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_GUEST)->text,
			    "0000000000400000 T vmm_main\n"
			    "0000000040000000 T probe\n"
			    "0000000080000000 d probe_end\n");
	assert_non_null(strstr(lab_symbols_of(&symbols, WS_WORLD_GUEST)->reason,
			       "linux-image-dom0 was booted for its symbols"));
	lab_symbols_free(&symbols);
	free_plan_with_dom0();
}

static void test_key_of_dom0(void **state)
{
	struct architecture architecture;
	char key[WS_DIGEST_SIZE];

	(void)state;
	free_plan();
	make_plan_with_dom0(&architecture);
	assert_int_equal(symbols_boot_key(&plan, key, &error), 0);
	assert_true(key_is(key));
	plan.dom0.kernel.sha256[0]++;
	assert_false(key_is(key));
	plan.dom0.kernel.sha256[0]--;
	set(&plan.dom0.initramfs, "/made/dcba.cpio");
	assert_false(key_is(key));
	free_plan_with_dom0();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_dom0, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dom0_without_symbols, setup, teardown),
		cmocka_unit_test_setup_teardown(test_key_of_dom0, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
