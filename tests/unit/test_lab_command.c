// SPDX-License-Identifier: GPL-2.0-or-later
/* Are the emulator's command lines what was asked for? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lab/arch/arm64/arm64.h"
#include "lab/command.h"
#include "tests/unit/lab_request.h"

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
	assert_has(line, " -fw_cfg 'name=opt/worldswitch/options,string=");
	assert_null(strstr(line, "watchdog"));
	assert_null(strstr(line, "ib700"));
	free(line);
	arguments_free(&plan.command);
	line = words_of(&plan, COMMAND_SAVE, NULL);
	assert_has(line, " -device ib700 -action watchdog=pause -fw_cfg "
			 "name=opt/worldswitch/options,string=--version ");
	free(line);
	line = words_of(&plan, COMMAND_RESTORE, "/cache/x.snapshot");
	assert_has(line, " -device ib700 -action watchdog=none -fw_cfg ");
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
	assert_string_equal(plan.options, "worldswitch.apic=2 ws.benchmarks=null,intc-trap "
					  "ws.iterations=70");
	free(plan.options);
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
	assert_has(line, "panic=-1,/cache/y.cpio' -fw_cfg ");
	free(line);
	arguments_free(&plan.command);
	plan.dom0.gives_symbols = true;
	assert_int_equal(command_make(&plan, &error), 0);
	line = lab_plan_command(&plan);
	assert_has(line, " -append 'dom0_mem=256M boot line' ");
	assert_has(line, "panic=-1 -- --symbols,/cache/y.cpio' -fw_cfg ");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_command_variations),
		cmocka_unit_test(test_saving_and_restoring),
		cmocka_unit_test(test_probe_as_dom0),
		cmocka_unit_test(test_words_of_the_measured_domain),
		cmocka_unit_test(test_linux_as_dom0),
		cmocka_unit_test(test_linux_as_dom0_makes_domains),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
