// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The list of modules that the VMM loads as init: which files are tried, and what is said. None of
 * them is a module, so that whoever runs this, root too, loads nothing.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "vmm/modules.h"

static char folder[64];
static struct ws_error error;

static void path_of(const char *name, char path[128])
{
	snprintf(path, 128, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	path_of(name, path);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void remove_file(const char *name)
{
	char path[128];

	path_of(name, path);
	unlink(path);
}

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), P_tmpdir "/test_vmm_modules.XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	remove_file("order");
	remove_file("none.ko");
	return rmdir(folder);
}

static void test_without_a_list(void **state)
{
	(void)state;
	assert_int_equal(vmm_modules_load(folder, &error), 0);
	assert_int_equal(vmm_modules_load("/nonexistent", &error), 0);
	write_file("order", "");
	assert_int_equal(vmm_modules_load(folder, &error), 0);
}

static void test_names_what_is_missing(void **state)
{
	(void)state;
	write_file("order", "\nmissing.ko with=parameters\nnone.ko\n");
	assert_int_equal(vmm_modules_load(folder, &error), -ENOENT);
	assert_non_null(strstr(error.text, "/missing.ko: No such file"));
}

static void test_names_what_is_refused(void **state)
{
	(void)state;
	write_file("none.ko", "");
	write_file("order", "none.ko");
	assert_true(vmm_modules_load(folder, &error) < 0); /* as root no module, else forbidden */
	assert_non_null(strstr(error.text, "the kernel refuses "));
	assert_non_null(strstr(error.text, "/none.ko: "));
}

/* From here on finit_module(2) fails as it does in a kernel that insists on signatures. */
static void insist_on_signatures(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_finit_module, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EKEYREJECTED),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.filter = code, .len = sizeof(code) / sizeof(code[0])};

	assert_int_equal(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
	assert_int_equal(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
}

static void test_names_what_has_no_key(void **state)
{
	(void)state;
	write_file("none.ko", "");
	write_file("order", "none.ko");
	insist_on_signatures();
	assert_int_equal(vmm_modules_load(folder, &error), -EKEYREJECTED);
	assert_non_null(strstr(error.text, "the kernel has no key of "));
	assert_non_null(strstr(error.text, "/none.ko, and insists on signed modules"));
}

static void test_stays_in_its_folder(void **state)
{
	(void)state;
	write_file("order", "../none.ko\n");
	assert_int_equal(vmm_modules_load(folder, &error), -EINVAL);
	assert_non_null(strstr(error.text, "'../none.ko'"));
}

static void test_the_list_is_bounded(void **state)
{
	char *text = malloc(4097);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', 4096);
	text[4096] = '\0';
	write_file("order", text);
	assert_int_equal(vmm_modules_load(folder, &error), -EFBIG);
	text[4095] = '\0'; /* a name that is too long for any file */
	write_file("order", text);
	assert_int_equal(vmm_modules_load(folder, &error), -EINVAL);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_without_a_list, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_names_what_is_missing, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(test_names_what_is_refused, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(test_stays_in_its_folder, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(test_the_list_is_bounded, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(test_names_what_has_no_key, make_folder,
						remove_folder), /* the last one */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
