// SPDX-License-Identifier: GPL-2.0-or-later
/* Are command lines what was asked for, and does a shell read them back as they are? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/command.h"
#include "lab/names.h"

/* What a shell makes of the words: each on its own, ended by a NUL. */
static size_t read_back(const char *words, char *result, size_t size)
{
	char command[8192];
	size_t got;
	FILE *pipe;

	snprintf(command, sizeof(command), "printf '%%s\\0' %s", words);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	got = fread(result, 1, size, pipe);
	assert_int_equal(pclose(pipe), 0);
	return got;
}

static void test_quoting(void **state)
{
	static const char *const words[] = {
		"plain",
		"-M",
		"virt,gic-version=3",
		"",
		" ",
		"two words",
		"it's",
		"'",
		"''",
		"\"double\"",
		"$HOME `id` $(id) \\ \\\\",
		"a;b|c&d>e<f",
		"new\nline",
		"tab\t",
		"~",
		"#no comment",
		"*?[a]",
		"{a,b}",
		"!x",
		"\xc3\xa4",
		"a=b",
	};
	struct arguments arguments = {.words = NULL};
	char expected[512], found[512];
	size_t size = 0;
	char *quoted;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		arguments_add(&arguments, "%s", words[i]);
		memcpy(expected + size, words[i], strlen(words[i]) + 1);
		size += strlen(words[i]) + 1;
	}
	assert_false(arguments.failed);
	assert_null(arguments.words[arguments.count]);
	quoted = arguments_quote(&arguments);
	assert_non_null(quoted);
	assert_int_equal(read_back(quoted, found, sizeof(found)), size);
	assert_memory_equal(found, expected, size);
	assert_int_equal(strncmp(quoted, "plain -M virt,gic-version=3 '' ", 31), 0);
	free(quoted);
	arguments_free(&arguments);
}

static void test_escape(void **state)
{
	char escaped[16];

	(void)state;
	emulator_escape("a,b,,c", escaped, sizeof(escaped));
	assert_string_equal(escaped, "a,,b,,,,c");
	emulator_escape("aaaaaaaaaaaaaaaaaaaaaaaa", escaped, sizeof(escaped));
	assert_true(strlen(escaped) < sizeof(escaped));
}

static struct lab_request request_for(const char *target)
{
	return (struct lab_request){
		.target = lab_target_find(target),
		.benchmarks = 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_INTC_TRAP,
		.iterations = 70,
		.controller = 2,
		.label = target,
	};
}

static void test_boot_lines(void **state)
{
	struct lab_request request = request_for("arm64/kvm-nvhe");
	struct ws_error error;
	char *line;

	(void)state;
	request.append = "quiet";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(line,
			    "console=ttyAMA0 nokaslr cryptomgr.notests=1 "
			    "initcall_blacklist=jent_mod_init panic=-1 kvm-arm.mode=nvhe quiet "
			    "-- --lab");
	free(line);
	line = command_vmm_options(&request);
	assert_string_equal(line, "-b null,intc-trap -n 70 --gic 2 --timeout 86400");
	free(line);
	request = request_for("x86_64/kvm");
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(line,
			    "console=ttyS0 no_timer_check tsc_early_khz=1000000 tsc=reliable "
			    "nokaslr cryptomgr.notests=1 initcall_blacklist=jent_mod_init panic=-1 "
			    "-- --lab");
	free(line);
	line = command_vmm_options(&request);
	assert_string_equal(line, "-b null,intc-trap -n 70 --apic 2 --timeout 86400");
	free(line);
	request = request_for("arm64/xen");
	request.append = "sched=credit";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(line, "console=dtuart bootscrub=0 dom0_mem=160M "
				  "dom0_max_vcpus=1 sched=credit");
	free(line);
	request = request_for("arm64/native");
	request.append = "for others";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	assert_string_equal(line, "ws.benchmarks=null,intc-trap ws.iterations=70");
	free(line);
}

static void test_bad_append(void **state)
{
	static const char *const bad[] = {"--",   "a -- b", "-- b",    "a --",
					  "a\nb", "a\x01",  "\xc3\xa4"};
	struct lab_request request = request_for("arm64/kvm-vhe");
	char longest[4096];
	struct ws_error error;
	char *line;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		request.append = bad[i];
		assert_int_equal(command_boot_line(&request, &line, &error), -EINVAL);
		assert_null(line);
	}
	request.append = "a--b --c d-- ---";
	assert_int_equal(command_boot_line(&request, &line, &error), 0);
	free(line);
	memset(longest, 'x', sizeof(longest));
	longest[2047] = '\0';
	request.append = longest;
	assert_int_equal(command_boot_line(&request, &line, &error), -EINVAL);
	assert_non_null(strstr(error.text, "2047"));
	request = request_for("arm64/xen");
	longest[1023] = '\0';
	request.append = longest;
	assert_int_equal(command_boot_line(&request, &line, &error), -EINVAL);
	assert_non_null(strstr(error.text, "Xen"));
}

static char emulator_path[] = "/bin/qemu";
static char image_path[] = "/it's/image";
static char probe_path[] = "/a,b/probe.img";
static char tracer_path[] = "/a,b/tracer.so";
static char initramfs_path[] = "/cache/x.cpio";
static char tree_path[] = "/cache/x.dtb";
static char boot_line[] = "boot line";
static char options[] = "-b null,hypercall -n 3";

static void make_plan(struct lab_plan *plan, const char *target)
{
	struct ws_error error;

	*plan = (struct lab_plan){
		.request = request_for(target),
		.machine = {.architecture = &arm64_architecture,
			    .cpu = "cortex-a57",
			    .controller = 2,
			    .cpus = 2},
		.emulator = {.path = emulator_path},
		.image = {.path = image_path},
		.probe = probe_path,
		.tracer = tracer_path,
		.initramfs = initramfs_path,
		.tree = tree_path,
		.boot_line = boot_line,
		.options = options,
	};
	assert_int_equal(command_make(plan, &error), 0);
}

static void assert_has(const char *line, const char *part)
{
	if (!strstr(line, part))
		fail_msg("'%s' is not in '%s'", part, line);
}

static void test_commands(void **state)
{
	struct lab_plan plan;
	char *line;

	(void)state;
	make_plan(&plan, "arm64/kvm-vhe");
	line = lab_plan_command(&plan);
	assert_has(line, "/bin/qemu -M virt,virtualization=on,gic-version=2 "
			 "-cpu cortex-a57 -smp 2 -m 512 ");
	assert_has(line, " -icount shift=0,sleep=off -rtc base=2024-01-01,clock=vm -seed 1 ");
	assert_has(line, " -kernel '/it'\\''s/image' -initrd /cache/x.cpio -append 'boot line' ");
	assert_has(line, " -device pvpanic-pci -action panic=none -fw_cfg "
			 "'name=opt/worldswitch/options,string=-b null,,hypercall -n 3' ");
	assert_has(line, " -plugin /a,,b/tracer.so,fd=3,sgir=0x08000f00,iar=0x0801000c "
			 "3>arm64-kvm-vhe.windows </dev/null");
	free(line);
	arguments_free(&plan.command);

	make_plan(&plan, "arm64/xen");
	line = lab_plan_command(&plan);
	assert_has(line, " -dtb /cache/x.dtb -device loader,file=/a,,b/probe.img,addr=0x50000000,"
			 "force-raw=on ");
	free(line);
	arguments_free(&plan.command);

	make_plan(&plan, "arm64/native");
	line = lab_plan_command(&plan);
	assert_has(line, " -kernel /a,b/probe.img -append 'boot line' ");
	free(line);
	arguments_free(&plan.command);
}

static char *words_of(const struct lab_plan *plan, enum command_kind kind, const char *snapshot)
{
	struct arguments words = {.words = NULL};
	struct ws_error error;
	char *line;

	assert_int_equal(command_build(plan, kind, snapshot, &words, &error), 0);
	line = arguments_quote(&words);
	arguments_free(&words);
	return line;
}

/* On x86-64 Xen's Dom0 is what the other domains are made of, and stops the machine before. */
static void test_probe_as_dom0(void **state)
{
	struct lab_plan plan;
	struct ws_error error;
	char *line;

	(void)state;
	make_plan(&plan, "x86_64/xen");
	arguments_free(&plan.command);
	plan.machine.architecture = architecture_of(plan.request.target);
	assert_int_equal(command_make(&plan, &error), 0);
	line = lab_plan_command(&plan);
	assert_has(line, " -initrd '/a,,b/probe.img ws.role=backend,/a,,b/probe.img' ");
	assert_has(line, " -device ib700 -action watchdog=none -fw_cfg ");
	free(line);
	arguments_free(&plan.command);
	line = words_of(&plan, COMMAND_SAVE, NULL);
	assert_has(line, " -action watchdog=pause -fw_cfg "
			 "name=opt/worldswitch/options,string=--version ");
	free(line);
}

static void test_words_of_the_measured_domain(void **state)
{
	struct lab_plan plan;
	struct ws_error error;

	(void)state;
	make_plan(&plan, "x86_64/xen");
	arguments_free(&plan.command);
	plan.request.controller = 2;
	assert_int_equal(command_lines(&plan, &error), 0);
	assert_string_equal(plan.options, "worldswitch.apic=2 ws.benchmarks=null,intc-trap "
					  "ws.iterations=70");
	free(plan.options);
	free(plan.parameters);
	free(plan.boot_line);
	plan.request.dom0 = LAB_DOM0_LINUX;
	plan.options = NULL;
	assert_int_equal(command_lines(&plan, &error), 0);
	assert_null(plan.options);
	free(plan.parameters);
	free(plan.boot_line);
}

static void test_linux_as_dom0(void **state)
{
	static char image[] = "/a,b/Image", initramfs[] = "/cache/y.cpio";
	struct lab_plan plan;
	struct ws_error error;
	char *line;

	(void)state;
	make_plan(&plan, "arm64/xen");
	arguments_free(&plan.command);
	plan.request.dom0 = LAB_DOM0_LINUX;
	plan.dom0.image = image;
	plan.dom0.initramfs = initramfs;
	assert_int_equal(command_make(&plan, &error), 0);
	line = lab_plan_command(&plan);
	assert_has(line, " -device loader,file=/a,,b/probe.img,addr=0x50000000,force-raw=on "
			 "-device loader,file=/a,,b/Image,addr=0x54000000,force-raw=on "
			 "-device loader,file=/cache/y.cpio,addr=0x52000000,force-raw=on -plugin ");
	free(line);
	arguments_free(&plan.command);
}

/* On x86-64 Dom0 has what it makes the domains of in its initial file system. */
static void test_linux_as_dom0_makes_domains(void **state)
{
	static char image[] = "/a,b/vmlinuz", initramfs[] = "/cache/y.cpio";
	struct lab_plan plan;
	struct ws_error error;
	char *line;

	(void)state;
	make_plan(&plan, "x86_64/xen");
	arguments_free(&plan.command);
	plan.machine.architecture = architecture_of(plan.request.target);
	plan.request.dom0 = LAB_DOM0_LINUX;
	plan.request.controller = 2;
	plan.dom0.image = image;
	plan.dom0.initramfs = initramfs;
	assert_int_equal(command_make(&plan, &error), 0);
	line = lab_plan_command(&plan);
	assert_has(line, " -initrd '/a,,b/vmlinuz console=hvc0 loglevel=1 ");
	assert_has(line, " -- worldswitch.apic=2 ws.benchmarks=null,,intc-trap ws.iterations=70,"
			 "/cache/y.cpio' -plugin ");
	free(line);
	arguments_free(&plan.command);
	plan.dom0.gives_symbols = true;
	assert_int_equal(command_make(&plan, &error), 0);
	line = lab_plan_command(&plan);
	assert_has(line, " -append 'dom0_mem=256M boot line' ");
	assert_has(line, "panic=-1 -- --symbols,/cache/y.cpio' -plugin ");
	free(line);
	arguments_free(&plan.command);
}

static void test_command_variations(void **state)
{
	struct lab_plan plan;
	struct ws_error error;
	char *line;

	(void)state;
	make_plan(&plan, "arm64/native");
	arguments_free(&plan.command);
	plan.request.oracle = true;
	plan.machine.controller = 3;
	plan.machine.cpus = 8;
	plan.request.label = "arm64/kvm-vhe --kernel '../a b/$(Image)' --cpu max,sve=off";
	assert_int_equal(command_make(&plan, &error), 0);
	line = lab_plan_command(&plan);
	assert_has(line, " -smp 8 ");
	assert_has(line, ",fd=3,mode=oracle "
			 "3>arm64-kvm-vhe-kernel-..-a-b-Image-cpu-max-sve=off.windows ");
	free(line);
	arguments_free(&plan.command);
}

/* The machine is the same one, or it could not be restored. */
static void test_saving_and_restoring(void **state)
{
	struct lab_plan plan;
	char *save, *restore;

	(void)state;
	make_plan(&plan, "arm64/kvm-vhe");
	arguments_free(&plan.command);
	save = words_of(&plan, COMMAND_SAVE, NULL);
	restore = words_of(&plan, COMMAND_RESTORE, "/it's/one.snapshot");
	assert_has(save, " -action panic=pause ");
	assert_has(save, " -S ");
	assert_null(strstr(save, "-plugin"));
	assert_null(strstr(save, "hypercall"));
	assert_has(restore, " -incoming 'file:/it'\\''s/one.snapshot'");
	assert_has(restore, " -plugin ");
	assert_int_equal(strncmp(save, restore, (size_t)(strstr(save, "-action") - save)), 0);
	free(save);
	free(restore);
}

static const char *wanted(const struct lab_request *request, const char *name)
{
	static char found[256];
	size_t count;
	struct ws_property *properties = lab_request_properties(request, &count);

	assert_non_null(properties);
	snprintf(found, sizeof(found), "none");
	for (size_t i = 0; i < count; i++) {
		if (strcmp(properties[i].name, name) == 0)
			snprintf(found, sizeof(found), "%s", properties[i].value);
		free(properties[i].name);
		free(properties[i].value);
	}
	free(properties);
	return found;
}

/* Of a request that no plan came of: with the defaults, but no default image. */
static void test_properties_of_a_request(void **state)
{
	struct lab_request request = {.target = lab_target_find("arm64/kvm-vhe"), .iterations = 7};

	(void)state;
	assert_string_equal(wanted(&request, "cpu"), "neoverse-n1");
	assert_string_equal(wanted(&request, "gic"), "3");
	assert_string_equal(wanted(&request, "cpus"), "2");
	assert_string_equal(wanted(&request, "counting"), "fast");
	assert_non_null(strstr(wanted(&request, "kernel-command-line"), " -- --lab"));
	assert_string_equal(wanted(&request, "kernel"), "none");
	request.cpu = "max";
	request.controller = 2;
	request.cpus = 8;
	request.oracle = true;
	request.kernel = "linux-image-nonsense";
	request.suite = "bookworm";
	assert_string_equal(wanted(&request, "cpu"), "max");
	assert_string_equal(wanted(&request, "gic"), "2");
	assert_string_equal(wanted(&request, "cpus"), "8");
	assert_string_equal(wanted(&request, "counting"), "oracle");
	assert_string_equal(wanted(&request, "kernel"), "linux-image-nonsense");
	assert_string_equal(wanted(&request, "suite"), "bookworm");
	request.append = "a -- b"; /* no command line comes of it */
	assert_string_equal(wanted(&request, "kernel-command-line"), "none");
	assert_string_equal(wanted(&request, "cpu"), "max");
}

static void test_names(void **state)
{
	static struct names names;
	char near[64];

	(void)state;
	names_from_lines(&names,
			 "Available CPUs:\n  cortex-a53\n  cortex-a57\n  max\n  neoverse-n1\n"
			 "  pxa250 (deprecated)\n\n");
	assert_int_equal(names.count, 5);
	assert_true(names_contain(&names, "pxa250"));
	assert_false(names_contain(&names, "Available"));
	assert_false(names_contain(&names, "cortex-a5"));
	names_near(&names, "cortex-a58", near, sizeof(near));
	assert_string_equal(near, "cortex-a53, cortex-a57");
	names_near(&names, "cortex-a57x", near, sizeof(near));
	assert_string_equal(near, "cortex-a57, cortex-a53");
	names_near(&names, "a57", near, sizeof(near));
	assert_string_equal(near, "cortex-a57");
	names_near(&names, "bogus", near, sizeof(near));
	assert_string_equal(near, "");
	names_near(&names, "", near, sizeof(near));
	assert_string_equal(near, "");
	names_near(&names, "cortex-a57", near, 4);
	assert_string_equal(near, "cor");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quoting),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_boot_lines),
		cmocka_unit_test(test_bad_append),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_command_variations),
		cmocka_unit_test(test_saving_and_restoring),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_properties_of_a_request),
		cmocka_unit_test(test_probe_as_dom0),
		cmocka_unit_test(test_words_of_the_measured_domain),
		cmocka_unit_test(test_linux_as_dom0),
		cmocka_unit_test(test_linux_as_dom0_makes_domains),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
