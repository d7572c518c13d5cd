// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where the symbols of each world come from: what a kernel says, and files of the user's, which may
 * be of something else. The emulator is a script.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "tests/unit/symbols_plan.h"

static void test_worlds(void **state)
{
	const struct lab_symbol_text *kernel;

	(void)state;
	assert_int_equal(get(NULL, NULL), 0);
	kernel = lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR);
	assert_string_equal(kernel->text, LINES);
	assert_int_equal(kernel->size, strlen(LINES));
	assert_ptr_equal(lab_symbols_of(&symbols, WS_WORLD_HOST_KERNEL), kernel);
	assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_HOST_USER)->text,
			    "0000000000400000 T vmm_main\n");
	assert_null(lab_symbols_of(&symbols, WS_WORLD_GUEST)->text);
	assert_string_not_equal(lab_symbols_of(&symbols, WS_WORLD_GUEST)->reason, "");
	lab_symbols_free(&symbols);
}

static void test_no_symbols_is_no_failure(void **state)
{
	(void)state;
	emulator_does("echo Oops >&2");
	write_text(in(folder, "vmm"), "not a program");
	assert_int_equal(get(NULL, NULL), 0);
	assert_null(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->text);
	assert_non_null(strstr(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->reason, "Oops"));
	assert_null(lab_symbols_of(&symbols, WS_WORLD_HOST_USER)->text);
	assert_non_null(
		strstr(lab_symbols_of(&symbols, WS_WORLD_HOST_USER)->reason, "is not an ELF file"));
	lab_symbols_free(&symbols);
	emulator_does("cat says");
	write_text(in(folder, "says"), WS_SYMBOLS_HEAD "notes \nend 0\n");
	assert_int_equal(get(NULL, NULL), 0);
	assert_non_null(strstr(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->reason,
			       "without CONFIG_KALLSYMS"));
	lab_symbols_free(&symbols);
}

static void test_vmlinux(void **state)
{
	struct elf_file file;

	(void)state;
	assert_int_equal(get(make_vmlinux(&file, 0x1000), NULL), 0);
	assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_HOST_KERNEL)->text,
			    "0000000000001000 T _stext\n"
			    "0000000000001200 T start_kernel\n"
			    "0000000000009000 t exit\t[kvm]\n");
	assert_int_equal(lab_symbols_of(&symbols, WS_WORLD_HOST_KERNEL)->size,
			 strlen(lab_symbols_of(&symbols, WS_WORLD_HOST_KERNEL)->text));
	lab_symbols_free(&symbols);
}

static void test_vmlinux_of_something_else(void **state)
{
	struct elf_file file;
	const char *path = make_vmlinux(&file, 0x2000);

	(void)state;
	not_usable(path, NULL, EINVAL, "it was moved when it was loaded");
	file.note.id[1] = 0xee;
	write_file(path, &file, sizeof(file));
	not_usable(
		path, NULL, EINVAL,
		"is of another build: its build ID is beee, that of the kernel that runs is beef");
	file.note.header.n_type = NT_GNU_ABI_TAG;
	write_file(path, &file, sizeof(file));
	not_usable(path, NULL, EINVAL, "may be of another build: it has no build ID");
	write_text(path, "MZ");
	not_usable(path, NULL, EINVAL, "is not an ELF file: give vmlinux");
}

/* Two kernels: a file of each, in any order, and one of neither. */
static void test_two_vmlinux(void **state)
{
	const struct lab_observer observer = {.progress = NULL};
	struct lab_symbol_files files = {.vmlinux_count = 2};
	struct elf_file file;
	const char *other = in(folder, "other");

	(void)state;
	files.vmlinux[1].path = make_vmlinux(&file, 0x1000);
	file.note.id[1] = 0xee;
	write_file(other, &file, sizeof(file));
	files.vmlinux[0].path = other;
	assert_int_equal(lab_symbols(&plan, &files, &observer, &symbols, &error), 0);
	assert_non_null(
		strstr(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->text, "T start_kernel\n"));
	lab_symbols_free(&symbols);
	assert_true(files.vmlinux[1].used);
	assert_false(files.vmlinux[0].used);
	assert_int_equal(lab_symbol_files_check(&files, &error), -EINVAL);
	assert_non_null(strstr(error.text, "other is of another build: its build ID is beee"));
	assert_null(strstr(error.text, "nor is it"));
	assert_int_equal(lab_symbols(&plan, &files, &observer, &symbols, &error), 0);
	lab_symbols_free(&symbols);
	assert_int_equal(lab_symbol_files_check(&files, &error), -EINVAL);
	assert_non_null(strstr(error.text, "; nor is it of the other one"));
	files.vmlinux[0].used = true; /* of another plan */
	assert_int_equal(lab_symbol_files_check(&files, &error), 0);
}

static void test_vmlinux_that_cannot_be_checked(void **state)
{
	struct elf_file file;
	const char *path = make_vmlinux(&file, 0x1000);

	(void)state;
	emulator_does("echo Oops >&2");
	not_usable(path, NULL, EIO, "vmlinux cannot be checked: ");
	emulator_does("cat says");
	write_text(in(folder, "says"), WS_SYMBOLS_HEAD "notes \n" LINES "end 3\n");
	not_usable(path, NULL, EINVAL, "the kernel that runs has no build ID");
}

static void test_xen(void **state)
{
	struct elf_file file;
	const char *path = make_vmlinux(&file, 0x1000);

	(void)state;
	free_plan();
	make_plan("arm64/xen");
	plan.request.xen = plan.image.path;
	write_text(plan.image.path, "an image of \xbe\xef");
	assert_int_equal(get(NULL, path), 0);
	assert_non_null(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->text);
	assert_null(lab_symbols_of(&symbols, WS_WORLD_HOST_KERNEL)->text);
	lab_symbols_free(&symbols);
	write_text(plan.image.path, "an image of something else");
	not_usable(NULL, path, EINVAL, "is of another build: its build ID beef is not in the Xen");
	assert_int_equal(get(NULL, NULL), 0);
	assert_null(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->text);
	assert_non_null(
		strstr(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->reason, "(--xen-syms)"));
	lab_symbols_free(&symbols);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_worlds, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_symbols_is_no_failure, setup, teardown),
		cmocka_unit_test_setup_teardown(test_vmlinux, setup, teardown),
		cmocka_unit_test_setup_teardown(test_vmlinux_of_something_else, setup, teardown),
		cmocka_unit_test_setup_teardown(test_two_vmlinux, setup, teardown),
		cmocka_unit_test_setup_teardown(test_vmlinux_that_cannot_be_checked, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_xen, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
