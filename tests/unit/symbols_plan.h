/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A plan whose emulator is a script, and what is said of its symbols. To be included once, after
 * cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_SYMBOLS_PLAN_H
#define WORLDSWITCH_TESTS_SYMBOLS_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/symbols.h"
#include "lab/symbols_boot.h"
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

/* A kernel and a program as files, and an emulator that says what file says has in it. */
static inline void make_plan(const char *target)
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

static inline void free_plan(void)
{
	arguments_free(&plan.command);
	lab_image_free(&plan.image);
	free(plan.vmm);
	free(plan.tracer);
	free(plan.initramfs);
	free(plan.boot_line);
}

static inline void emulator_does(const char *what)
{
	char script[512];

	snprintf(script, sizeof(script), "#!/bin/sh\ncd %s; %s\n", folder, what);
	write_text(in(folder, "emulator"), script);
	chmod(in(folder, "emulator"), 0755);
}

static inline int setup(void **state)
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

static inline int teardown(void **state)
{
	(void)state;
	free(text);
	text = NULL;
	free_plan();
	remove_folder(folder);
	return 0;
}

static inline void set(char **string, const char *value)
{
	free(*string);
	*string = strdup(value);
}

static inline bool key_is(const char *key)
{
	char found[WS_DIGEST_SIZE];

	assert_int_equal(symbols_boot_key(&plan, found, &error), 0);
	return strcmp(found, key) == 0;
}

static inline int get(const char *vmlinux, const char *xen_syms)
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

/* A vmlinux of the build that runs, but for what the caller changes in it. */
static inline const char *make_vmlinux(struct elf_file *file, uint64_t stext)
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

static inline void not_usable(const char *vmlinux, const char *xen_syms, int code,
			      const char *reason)
{
	assert_int_equal(get(vmlinux, xen_syms), -code);
	assert_non_null(strstr(error.text, reason));
	lab_symbols_free(&symbols);
}

#endif
