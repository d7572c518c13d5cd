// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where symbols come from: what a kernel says, the cache, a run that goes wrong in every way, and
 * files of the user's that are of something else. The emulator is a script.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/build_id.h"
#include "lab/symbols.h"
#include "lab/symbols_boot.h"
#include "lab/symbols_cache.h"
#include "lab/symbols_document.h"
#include "tests/unit/elf_file.h"
#include "tests/unit/lab_files.h"

/* A note of another kind, then a build ID of two bytes. */
#define NOTES                                                                                      \
	"040000000200000006000000474e55000102000004000000020000000300000"                          \
	"0474e5500beef0000"

#define LINES                                                                                      \
	"0000000000001000 T _stext\n"                                                              \
	"0000000000001100 t main\n"                                                                \
	"0000000000009000 t exit\t[kvm]\n"
#define DOCUMENT WS_SYMBOLS_HEAD "notes " NOTES "\n" LINES "end 3\n"

static char *folder;
static struct lab_plan plan;
static struct lab_symbols symbols;
static struct ws_error error;
static char *text;
static size_t size;

/* A kernel and a program as files, and an emulator that says what file says has in it. */
static void make_plan(const char *target)
{
	plan = (struct lab_plan){
		.request = {.target = lab_target_find(target), .label = target, .timeout = 20},
		.machine = {.architecture = architecture_of(lab_target_find(target)),
			    .cpu = "neoverse-n1",
			    .controller = 3,
			    .cpus = 2},
		.image = {.path = strdup(in(folder, "image")),
			  .package = strdup("linux-image-test"),
			  .version = strdup("6.99-1"),
			  .sha256 = "1234"},
		.emulator = {.sha256 = "5678"},
		.vmm = strdup(in(folder, "vmm")),
		.tracer = strdup("/a,b/tracer.so"),
		.initramfs = strdup("/made/abcd.cpio"),
		.boot_line = strdup("console=x nokaslr -- -b null -n 10"),
	};
	arguments_add(&plan.command, "%s", in(folder, "emulator"));
	arguments_add(&plan.command, "-M");
	arguments_add(&plan.command, "virt");
	arguments_add(&plan.command, "-serial");
	arguments_add(&plan.command, "file:/dev/stdout");
	arguments_add(&plan.command, "-append");
	arguments_add(&plan.command, "%s", plan.boot_line);
	arguments_add(&plan.command, "-plugin");
	arguments_add(&plan.command, "/a,,b/tracer.so,fd=3");
}

static void free_plan(void)
{
	arguments_free(&plan.command);
	lab_image_free(&plan.image);
	free(plan.vmm);
	free(plan.tracer);
	free(plan.initramfs);
	free(plan.boot_line);
}

static void emulator_does(const char *what)
{
	char script[512];

	snprintf(script, sizeof(script), "#!/bin/sh\ncd %s; %s\n", folder, what);
	write_text(in(folder, "emulator"), script);
	chmod(in(folder, "emulator"), 0755);
}

static int setup(void **state)
{
	struct elf_file file;

	(void)state;
	folder = make_folder();
	setenv("XDG_CACHE_HOME", folder, 1);
	make_plan("arm64/kvm-vhe");
	write_text(in(folder, "says"), DOCUMENT);
	emulator_does("echo booting >&2; cat says");
	elf_file_make(&file, EM_AARCH64);
	elf_file_function(&file, "vmm_main", 0x400000);
	write_file(in(folder, "vmm"), &file, sizeof(file));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(text);
	text = NULL;
	free_plan();
	remove_folder(folder);
	return 0;
}

static int parse(const char *bytes, size_t length)
{
	static struct symbols_document document;

	return symbols_document_parse(bytes, length, &document);
}

static void test_document(void **state)
{
	struct symbols_document document;
	struct build_id id;

	(void)state;
	assert_int_equal(symbols_document_parse(DOCUMENT, strlen(DOCUMENT), &document), 0);
	assert_int_equal(document.size, strlen(LINES));
	assert_memory_equal(document.lines, LINES, document.size);
	assert_true(build_id_find(document.notes, document.notes_size, &id));
	assert_int_equal(id.size, 2);
	assert_memory_equal(id.bytes, "\xbe\xef", 2);
}

static void test_document_that_is_none(void **state)
{
	static const char empty[] = WS_SYMBOLS_HEAD "notes \nend 0\n";
	static const char *const bad[] = {
		"",
		"worldswitch-symbols 2\nnotes \nend 0\n",
		WS_SYMBOLS_HEAD "end 0\n",
		WS_SYMBOLS_HEAD "notes 0\nend 0\n",
		WS_SYMBOLS_HEAD "notes 0g\nend 0\n",
		WS_SYMBOLS_HEAD "notes FF\nend 0\n",
		WS_SYMBOLS_HEAD "notes \nend 1\n",
		WS_SYMBOLS_HEAD "notes \nend 00\n",
		WS_SYMBOLS_HEAD "notes \nend 0",
		WS_SYMBOLS_HEAD "notes \nend 0\n\n",
		WS_SYMBOLS_HEAD "notes \nend 0\nend 0\n",
		WS_SYMBOLS_HEAD "notes \nend -1\n",
		WS_SYMBOLS_HEAD "notes \na\rb\nend 1\n",
		WS_SYMBOLS_HEAD "notes \na\x1b[2Jb\nend 1\n",
	};

	(void)state;
	assert_int_equal(parse(empty, strlen(empty)), 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(parse(bad[i], strlen(bad[i])), -EBADMSG);
	for (size_t cut = 0; cut < strlen(DOCUMENT); cut++)
		assert_int_equal(parse(DOCUMENT, cut), -EBADMSG);
}

static void test_too_many_notes(void **state)
{
	const size_t most = 2 * (size_t)WS_SYMBOLS_NOTES_MAX;
	char *bytes = malloc(most + 100);

	(void)state;
	for (size_t more = 0; more <= 2; more += 2) {
		int head = sprintf(bytes, WS_SYMBOLS_HEAD "notes ");

		memset(bytes + head, '0', most + more);
		memcpy(bytes + head + most + more, "\nend 0\n", sizeof("\nend 0\n"));
		assert_int_equal(parse(bytes, strlen(bytes)), more ? -EBADMSG : 0);
	}
	free(bytes);
}

static void test_notes_that_are_damaged(void **state)
{
	static const unsigned char notes[] = {4, 0, 0, 0,   2,   0,   0, 0,    3,
					      0, 0, 0, 'G', 'N', 'U', 0, 0xbe, 0xef};
	unsigned char changed[sizeof(notes)];
	struct build_id id;

	(void)state;
	assert_true(build_id_find(notes, sizeof(notes), &id));
	for (size_t cut = 0; cut < sizeof(notes); cut++) {
		unsigned char *exact = malloc(cut + !cut);

		memcpy(exact, notes, cut);
		assert_false(build_id_find(exact, cut, &id));
		assert_int_equal(id.size, 0);
		free(exact);
	}
	for (size_t at = 0; at < 16; at++) {
		memcpy(changed, notes, sizeof(notes));
		changed[at] ^= 0xff;
		assert_false(build_id_find(changed, sizeof(changed), &id));
	}
}

static void test_cache(void **state)
{
	const char *path = in(folder, "worldswitch/symbols/key");
	char *whole;
	size_t whole_size;

	(void)state;
	assert_int_equal(symbols_cache_read("key", &text, &size), -ENOENT);
	assert_int_equal(symbols_cache_write("key", "abc", 3, &error), 0);
	assert_int_equal(symbols_cache_read("key", &text, &size), 0);
	assert_string_equal(text, "abc");
	assert_int_equal(size, 3);
	assert_int_equal(ws_file_read(path, 1000, &whole, &whole_size, &error), 0);
	for (size_t at = 0; at < whole_size; at++) {
		free(text);
		whole[at] ^= 1;
		write_file(path, whole, whole_size);
		assert_int_equal(symbols_cache_read("key", &text, &size), -ENOENT);
		assert_null(text);
		whole[at] ^= 1;
		write_file(path, whole, at);
		assert_int_equal(symbols_cache_read("key", &text, &size), -ENOENT);
	}
	free(whole);
}

static void test_command(void **state)
{
	struct arguments command = {.words = NULL};

	(void)state;
	assert_int_equal(symbols_boot_command(&plan, &command, &error), 0);
	assert_int_equal(command.count, plan.command.count);
	assert_string_equal(command.words[2], "virt");
	assert_string_equal(command.words[4], "file:/dev/stderr");
	assert_string_equal(command.words[6], "console=x nokaslr -- --symbols");
	assert_string_equal(command.words[8], "/a,,b/tracer.so,data-fd=1");
	arguments_free(&command);
}

static void set(char **string, const char *value)
{
	free(*string);
	*string = strdup(value);
}

static bool key_is(const char *key)
{
	char found[WS_DIGEST_SIZE];

	assert_int_equal(symbols_boot_key(&plan, found, &error), 0);
	return strcmp(found, key) == 0;
}

static void test_key(void **state)
{
	char key[WS_DIGEST_SIZE];

	(void)state;
	assert_int_equal(symbols_boot_key(&plan, key, &error), 0);
	set(&plan.boot_line, "console=x nokaslr -- -b hypercall");
	set(&plan.initramfs, "/elsewhere/abcd.cpio");
	assert_true(key_is(key));
	set(&plan.boot_line, "console=x nokaslr more -- -b hypercall");
	assert_false(key_is(key));
	set(&plan.boot_line, "console=x nokaslr --");
	set(&plan.initramfs, "/elsewhere/dcba.cpio");
	assert_false(key_is(key));
	set(&plan.initramfs, "/elsewhere/abcd.cpio");
	set(&plan.boot_line, "console=x nokaslr -- -b hypercall");
	plan.machine.cpu = "max";
	assert_false(key_is(key));
	plan.machine.cpu = "neoverse-n1";
	plan.image.sha256[0]++;
	assert_false(key_is(key));
}

static void test_boot(void **state)
{
	(void)state;
	assert_int_equal(symbols_boot(&plan, NULL, &text, &size, &error), 0);
	assert_int_equal(size, strlen(DOCUMENT));
	assert_memory_equal(text, DOCUMENT, size);
}

static void fails(int code, const char *reason)
{
	assert_int_equal(symbols_boot(&plan, NULL, &text, &size, &error), -code);
	assert_non_null(strstr(error.text, reason));
}

static void test_boot_that_fails(void **state)
{
	const volatile int interrupted = 1;

	(void)state;
	emulator_does("echo 'Kernel panic - not syncing' >&2; head -c 100 says");
	fails(EIO, "linux-image-test was booted for its symbols and did not give them: "
		   "Kernel panic - not syncing");
	emulator_does("echo 'worldswitch-vmm: symbols: cannot' >&2; echo Power down >&2");
	fails(EIO, "did not give them: worldswitch-vmm: symbols: cannot");
	emulator_does("echo 'qemu: no memory' >&2; exit 1");
	fails(EIO, "qemu: no memory");
	emulator_does("cat says says");
	fails(EIO, "did not give them");
	emulator_does("exec sleep 100");
	plan.request.timeout = 1;
	fails(ETIMEDOUT, "within 1 seconds");
	plan.request.timeout = 20;
	assert_int_equal(symbols_boot(&plan, &interrupted, &text, &size, &error), -EINTR);
	unlink(in(folder, "emulator"));
	fails(ENOENT, "not installed");
}

static int get(const char *vmlinux, const char *xen_syms)
{
	const struct lab_observer observer = {.progress = NULL};
	struct lab_symbol_files files = {
		.vmlinux = {{.path = vmlinux}},
		.vmlinux_count = vmlinux != NULL,
		.xen_syms = {{.path = xen_syms}},
		.xen_syms_count = xen_syms != NULL,
	};
	int result = lab_symbols(&plan, &files, &observer, &symbols, &error);

	if (!result)
		result = lab_symbol_files_check(&files, &error);
	return result;
}

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

static void test_booted_once(void **state)
{
	(void)state;
	emulator_does("cat says; echo x >>boots");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(get(NULL, NULL), 0);
		assert_string_equal(lab_symbols_of(&symbols, WS_WORLD_HYPERVISOR)->text, LINES);
		lab_symbols_free(&symbols);
	}
	assert_int_equal(ws_file_read(in(folder, "boots"), 100, &text, &size, &error), 0);
	assert_string_equal(text, "x\n");
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

/* A vmlinux of the build that runs, but for what the caller changes in it. */
static const char *make_vmlinux(struct elf_file *file, uint64_t stext)
{
	const char *path = in(folder, "vmlinux");

	elf_file_make(file, EM_AARCH64);
	elf_file_function(file, "_stext", stext);
	elf_file_function(file, "start_kernel", 0x1200);
	file->note.header.n_descsz = 2;
	memcpy(file->note.id, "\xbe\xef", 2);
	write_file(path, file, sizeof(*file));
	return path;
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

static void not_usable(const char *vmlinux, const char *xen_syms, int code, const char *reason)
{
	assert_int_equal(get(vmlinux, xen_syms), -code);
	assert_non_null(strstr(error.text, reason));
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
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_document_that_is_none),
		cmocka_unit_test(test_too_many_notes),
		cmocka_unit_test(test_notes_that_are_damaged),
		cmocka_unit_test_setup_teardown(test_cache, setup, teardown),
		cmocka_unit_test_setup_teardown(test_command, setup, teardown),
		cmocka_unit_test_setup_teardown(test_key, setup, teardown),
		cmocka_unit_test_setup_teardown(test_boot, setup, teardown),
		cmocka_unit_test_setup_teardown(test_boot_that_fails, setup, teardown),
		cmocka_unit_test_setup_teardown(test_worlds, setup, teardown),
		cmocka_unit_test_setup_teardown(test_booted_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_symbols_is_no_failure, setup, teardown),
		cmocka_unit_test_setup_teardown(test_vmlinux, setup, teardown),
		cmocka_unit_test_setup_teardown(test_vmlinux_of_something_else, setup, teardown),
		cmocka_unit_test_setup_teardown(test_two_vmlinux, setup, teardown),
		cmocka_unit_test_setup_teardown(test_vmlinux_that_cannot_be_checked, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_xen, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dom0, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dom0_without_symbols, setup, teardown),
		cmocka_unit_test_setup_teardown(test_key_of_dom0, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
