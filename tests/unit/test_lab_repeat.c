// SPDX-License-Identifier: GPL-2.0-or-later
/* From a result back to the request that measures it again, and what is told where it cannot be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/plan.h"
#include "lab/repeat.h"
#include "support/file.h"
#include "tests/unit/lab_files.h"

#define LINE   "console=ttyAMA0 nokaslr cryptomgr.notests=1 initcall_blacklist=jent_mod_init panic=-1"
#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define RECORD                                                                                     \
	"{\"schema\": \"worldswitch.image/1\", \"package\": \"linux-image-6.99-arm64\", "          \
	"\"version\": \"6.99-1\", \"sha256\": \"" DIGEST                                           \
	"\", \"inode\": 1, \"size\": 1, \"changed\": 1}"

static struct ws_property properties[6];
static struct ws_component components[2];
static struct ws_result result;
static struct lab_repeat repeat;
static struct ws_error error;
static char *folder;

static void set(struct ws_property *property, const char *name, const char *value)
{
	*property = (struct ws_property){.name = (char *)name, .value = (char *)value};
}

static int setup(void **state)
{
	(void)state;
	folder = make_folder();
	setenv("XDG_CACHE_HOME", folder, 1);
	set(&properties[0], "cpu", "neoverse-n2");
	set(&properties[1], "gic", "2");
	set(&properties[2], "memory", "512 MiB");
	set(&properties[3], "cpus", "3");
	set(&properties[4], "kernel-command-line", LINE " mitigations=off a=b -- --lab");
	set(&properties[5], "counting", "fast");
	components[0] = (struct ws_component){.role = (char *)"kernel",
					      .name = (char *)"linux-image-6.99-arm64",
					      .version = (char *)"6.99-1",
					      .sha256 = (char *)DIGEST};
	components[1] = (struct ws_component){.role = (char *)"emulator",
					      .name = (char *)"qemu-system-aarch64",
					      .version = (char *)"10.0.0",
					      .sha256 = (char *)DIGEST};
	result = (struct ws_result){
		.target = (char *)"arm64/kvm-vhe",
		.properties = properties,
		.property_count = 6,
		.components = components,
		.component_count = 2,
	};
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	remove_folder(folder);
	return 0;
}

static int make(const char *kernel)
{
	const struct lab_repeat_images images = {.kernels = &kernel, .kernel_count = !!kernel};

	return lab_repeat_of(&result, "it", &images, &repeat, &error);
}

static void a_result_has_all_that_a_request_needs(void **state)
{
	(void)state;
	assert_int_equal(make(NULL), 0);
	assert_string_equal(repeat.request.target->id, "arm64/kvm-vhe");
	assert_string_equal(repeat.request.cpu, "neoverse-n2");
	assert_int_equal(repeat.request.controller, 2);
	assert_int_equal(repeat.request.cpus, 3);
	assert_string_equal(repeat.request.append, "mitigations=off a=b");
	assert_string_equal(repeat.request.kernel, "linux-image-6.99-arm64");
	assert_null(repeat.request.xen);
	assert_false(lab_repeat_adds_nothing(&result));
	lab_repeat_free(&repeat);
	set(&properties[4], "kernel-command-line", LINE " -- --lab");
	assert_int_equal(make(NULL), 0);
	assert_null(repeat.request.append);
	assert_true(lab_repeat_adds_nothing(&result));
	lab_repeat_free(&repeat);
}

static void the_cache_knows_an_image_by_another_name(void **state)
{
	(void)state;
	mkdir(in(folder, "worldswitch"), 0755);
	mkdir(in(folder, "worldswitch/images"), 0755);
	write_text(in(folder, "worldswitch/images/arm64-modules_linux-image-arm64_sid.json"),
		   RECORD);
	assert_int_equal(make(NULL), 0);
	assert_string_equal(repeat.request.kernel, "linux-image-6.99-arm64");
	lab_repeat_free(&repeat);
	write_text(in(folder, "worldswitch/images/arm64-kernel_linux-image-arm64_sid.json"),
		   RECORD);
	assert_int_equal(make(NULL), 0);
	assert_string_equal(repeat.request.kernel, "linux-image-arm64/sid");
	lab_repeat_free(&repeat);
	assert_int_equal(make("./Image"), 0);
	assert_string_equal(repeat.request.kernel, "./Image");
	lab_repeat_free(&repeat);
}

static void of_several_files_the_one_that_ran_is_taken(void **state)
{
	const char *const files[] = {"linux-image-6.99-arm64", strdup(in(folder, "Image.old")),
				     strdup(in(folder, "Image.new"))};
	const struct lab_repeat_images images = {.kernels = files, .kernel_count = 3};
	char digest[WS_DIGEST_SIZE];

	(void)state;
	write_text(files[1], "old");
	write_text(files[2], "new");
	assert_int_equal(ws_file_digest(files[1], digest, &error), 0);
	components[0].sha256 = digest;
	assert_int_equal(lab_repeat_of(&result, "it", &images, &repeat, &error), 0);
	assert_string_equal(repeat.request.kernel, files[1]);
	lab_repeat_free(&repeat);
	components[0].sha256 = (char *)DIGEST;
	assert_int_equal(lab_repeat_of(&result, "it", &images, &repeat, &error), 0);
	assert_string_equal(repeat.request.kernel, files[2]);
	lab_repeat_free(&repeat);
	free((char *)files[1]);
	free((char *)files[2]);
}

static void fails(const char *reason)
{
	assert_int_equal(make(NULL), -EINVAL);
	assert_non_null(strstr(error.text, reason));
	lab_repeat_free(&repeat);
}

static void what_cannot_be_measured_again_is_said(void **state)
{
	(void)state;
	set(&properties[4], "kernel-command-line", "console=ttyS0 -- --lab");
	fails("it: this version cannot measure it again: its command line is console=ttyS0");
	set(&properties[4], "kernel-command-line", LINE "mitigations=off -- --lab");
	fails("its command line");
	set(&properties[4], "kernel-command-line", LINE " x");
	fails("its command line");
	set(&properties[4], "kernel-command-line", "");
	fails("its command line");
	set(&properties[3], "cpus", "9");
	fails("its number of CPUs is 9");
	set(&properties[3], "cpus", "2");
	set(&properties[1], "gic", "5");
	fails("its interrupt controller is 5");
	set(&properties[1], "gic", "3");
	set(&properties[5], "dom0", "linux");
	fails("its Dom0 is linux");
	set(&properties[5], "dom0", "nobody");
	fails("its Dom0 is nobody");
	result.property_count = 0;
	fails("it does not say on which CPU");
	result.target = (char *)"host";
	fails("its target, which the lab has not, is host");
}

static void a_result_without_components_cannot(void **state)
{
	(void)state;
	result.component_count = 0;
	fails("it does not say what ran");
}

static struct lab_plan plan_of_result(void)
{
	struct lab_plan plan = {.property_count = 6, .component_count = 2};

	memcpy(plan.properties, properties, sizeof(properties));
	memcpy(plan.components, components, sizeof(components));
	return plan;
}

static void software_and_machine_must_be_the_same(void **state)
{
	struct lab_plan plan = plan_of_result();

	(void)state;
	plan.properties[5].value = (char *)"oracle";
	plan.components[1].sha256 = (char *)"ff";
	assert_int_equal(lab_repeat_check(&plan, &result, "it", &error), 0);
	plan.properties[2].value = (char *)"1024 MiB";
	assert_int_equal(lab_repeat_check(&plan, &result, "it", &error), -ESTALE);
	assert_non_null(strstr(error.text, "its memory is 512 MiB, here it is 1024 MiB"));
	plan = plan_of_result();
	plan.components[0].sha256 = (char *)"ff";
	plan.components[0].version = (char *)"6.99-2";
	assert_int_equal(lab_repeat_check(&plan, &result, "it", &error), -ESTALE);
	assert_non_null(strstr(error.text, "its kernel, linux-image-6.99-arm64 6.99-1 (sha256 "
					   "0123456789ab...), is no longer to be had: what is "
					   "found by that name is linux-image-6.99-arm64 6.99-2"));
}

static void what_else_differs_is_listed(void **state)
{
	struct lab_plan plan = plan_of_result();
	char text[512];

	(void)state;
	lab_repeat_differences(&plan, &result, text, sizeof(text));
	assert_string_equal(text, "");
	plan.components[1].sha256 = (char *)"ff00";
	plan.components[1].version = (char *)"10.0.2";
	lab_repeat_differences(&plan, &result, text, sizeof(text));
	assert_string_equal(text, "; the emulator is qemu-system-aarch64 10.0.2 (sha256 ff00...), "
				  "it was qemu-system-aarch64 10.0.0 (sha256 0123456789ab...)");
	lab_repeat_differences(&plan, &result, text, 20);
	assert_int_equal(strlen(text), 19);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_result_has_all_that_a_request_needs, setup,
						teardown),
		cmocka_unit_test_setup_teardown(the_cache_knows_an_image_by_another_name, setup,
						teardown),
		cmocka_unit_test_setup_teardown(of_several_files_the_one_that_ran_is_taken, setup,
						teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_measured_again_is_said, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_result_without_components_cannot, setup,
						teardown),
		cmocka_unit_test_setup_teardown(software_and_machine_must_be_the_same, setup,
						teardown),
		cmocka_unit_test_setup_teardown(what_else_differs_is_listed, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
