// SPDX-License-Identifier: GPL-2.0-or-later
/* Debian packages, good and hostile, made on the spot by libarchive or byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/deb.h"
#include "support/file.h"
#include "tests/unit/unpacked_package.h"

#define CONTROL "Package: linux-image-test\nVersion: 1:6.1-2~x\nArchitecture: arm64\n"

static const struct deb_wanted kernel = {
	.prefix = "vmlinuz-", .suffix = "", .dependency_prefix = "linux-image-"};
static const struct deb_wanted xen = {
	.prefix = "xen-", .suffix = "-arm64", .dependency_prefix = "xen-hypervisor-"};

static struct deb deb;

/* What came out is in *image, to be freed. */
static int unpack(const struct deb_wanted *wanted, char **image, size_t *size)
{
	int result = unpack_package(wanted, &deb);

	assert_int_equal(ws_file_read(in(folder, UNPACKED_FILE), 1 << 20, image, size, &error), 0);
	return result;
}

static void yields_its_control_and_image(void **state)
{
	const struct packed_file files[] = {
		{.name = "./boot/config-6.1", .data = "c", .size = 1},
		{.name = "./boot/vmlinuz-6.1", .data = "kernel", .size = 6},
		{.name = "./usr/x", .data = "x", .size = 1},
	};
	char *image;
	size_t size;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), CONTROL, files, 3);
	assert_int_equal(unpack(&kernel, &image, &size), 0);
	assert_true(deb.has_image);
	assert_string_equal(deb.control.package, "linux-image-test");
	assert_string_equal(deb.control.version, "1:6.1-2~x");
	assert_string_equal(deb.control.architecture, "arm64");
	assert_int_equal(size, 6);
	assert_memory_equal(image, "kernel", 6);
	free(image);
}

static void xen_is_not_its_efi_twin_nor_its_configuration(void **state)
{
	const struct packed_file files[] = {
		{.name = "./boot/xen-4.20-arm64.config", .data = "c", .size = 1},
		{.name = "./boot/xen-4.20-arm64.efi", .data = "e", .size = 1},
		{.name = "./boot/xen-4.20-arm64", .data = "xen", .size = 3},
	};
	char *image;
	size_t size;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), CONTROL, files, 3);
	assert_int_equal(unpack(&xen, &image, &size), 0);
	assert_true(deb.has_image);
	assert_int_equal(size, 3);
	free(image);
	make_package(in(folder, PACKAGE_FILE), CONTROL, files, 2);
	assert_int_equal(unpack_package(&xen, &deb), 0);
	assert_false(deb.has_image);
}

static void a_metapackage_names_the_next_one(void **state)
{
	const struct packed_file doc = {.name = "./usr/share/doc/x", .data = "d", .size = 1};

	(void)state;
	make_package(in(folder, PACKAGE_FILE),
		     CONTROL "Depends: libc6 (>= 2), linux-image-6.1.0-9-arm64 (= 6.1.27-1) | z,\n"
			     " linux-image-other (= 2)\n",
		     &doc, 1);
	assert_int_equal(unpack_package(&kernel, &deb), 0);
	assert_false(deb.has_image);
	assert_string_equal(deb.control.dependency, "linux-image-6.1.0-9-arm64");
	assert_string_equal(deb.control.dependency_version, "6.1.27-1");
}

/* No name inside a package can lead anywhere: what is not boot/NAME is not looked at. */
static void other_places_are_not_the_image(void **state)
{
	const struct packed_file files[] = {
		{.name = "../boot/vmlinuz-1", .data = "x", .size = 1},
		{.name = "/boot/vmlinuz-1", .data = "x", .size = 1},
		{.name = "boot/../vmlinuz-1", .data = "x", .size = 1},
		{.name = "boot/vmlinuz-1/../../x", .data = "x", .size = 1},
		{.name = "./boot/vmlinuz-", .data = "x", .size = 1},
		{.name = "./usr/boot/vmlinuz-1", .data = "x", .size = 1},
		{.name = "./boot/vmlinuz-1", .type = AE_IFLNK, .link = "/etc/passwd"},
		{.name = "./boot/vmlinuz-2", .type = AE_IFDIR},
		{.name = "./boot/vmlinuz-3", .type = AE_IFIFO},
	};

	(void)state;
	make_package(in(folder, PACKAGE_FILE), CONTROL, files, sizeof(files) / sizeof(files[0]));
	assert_int_equal(unpack_package(&kernel, &deb), 0);
	assert_false(deb.has_image);
}

static void a_package_cut_anywhere_is_refused(void **state)
{
	const struct packed_file file = {.name = "./boot/vmlinuz-1", .data = CONTROL, .size = 60};
	struct ws_error ignored;
	char *data;
	size_t size;
	int refused = 0;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), CONTROL, &file, 1);
	assert_int_equal(ws_file_read(in(folder, PACKAGE_FILE), 1 << 20, &data, &size, &ignored),
			 0);
	for (size_t cut = 0; cut < size; cut += 7) {
		int result;

		write_file(in(folder, PACKAGE_FILE), data, cut);
		result = unpack_package(&kernel, &deb);
		assert_true(result == -EBADMSG || (result == 0 && deb.has_image));
		refused += result != 0;
	}
	assert_true(refused > 40);
	assert_non_null(strstr(error.text, PACKAGE_FILE));
	free(data);
}

static void damaged_bytes_are_refused_or_harmless(void **state)
{
	const struct packed_file file = {.name = "./boot/vmlinuz-1", .data = CONTROL, .size = 60};
	char *data;
	size_t size;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), CONTROL, &file, 1);
	assert_int_equal(ws_file_read(in(folder, PACKAGE_FILE), 1 << 20, &data, &size, &error), 0);
	for (size_t at = 0; at < size; at += 5) {
		data[at] ^= 0x41;
		write_file(in(folder, PACKAGE_FILE), data, size);
		unpack_package(&kernel, &deb); /* the sanitizers are the judges */
		data[at] ^= 0x41;
	}
	free(data);
}

static void what_is_no_package_is_refused(void **state)
{
	(void)state;
	write_text(in(folder, PACKAGE_FILE), "<html>404 not found</html>");
	assert_int_equal(unpack_package(&kernel, &deb), -EBADMSG);
	write_text(in(folder, PACKAGE_FILE), "");
	assert_int_equal(unpack_package(&kernel, &deb), -EBADMSG);
	make_package(in(folder, PACKAGE_FILE), "Package: x\n", NULL, 0);
	assert_int_equal(unpack_package(&kernel, &deb), -EBADMSG);
	unlink(in(folder, PACKAGE_FILE));
	assert_int_equal(unpack_package(&kernel, &deb), -EBADMSG);
	assert_non_null(strstr(error.text, PACKAGE_FILE));
}

/* A header of the tar format, which libarchive would not write without its data (POSIX, pax). */
static void tar_header(unsigned char header[512], const char *name, uint64_t size)
{
	unsigned int sum = 0;

	memset(header, 0, 512);
	put_bytes(header, name, strlen(name));
	put_bytes(header + 100, "0000644", 7);
	if (size < 1ULL << 33) {
		snprintf((char *)header + 124, 13, "%011llo ", (unsigned long long)size);
	} else {
		header[124] = 0x80; /* GNU: binary, big-endian */
		for (int i = 0; i < 8; i++)
			header[135 - i] = (unsigned char)(size >> (8 * i));
	}
	header[156] = '0';
	put_bytes(header + 257, "ustar\00000", 8);
	memset(header + 148, ' ', 8);
	for (int i = 0; i < 512; i++)
		sum += header[i];
	snprintf((char *)header + 148, 8, "%06o", sum);
}

static void declared_sizes_are_bounded(void **state)
{
	unsigned char tar[1024] = {0};

	(void)state;
	tar_header(tar, "./boot/vmlinuz-1", DEB_IMAGE_MAX + 1);
	make_package_of(in(folder, PACKAGE_FILE), CONTROL, "data.tar", tar, sizeof(tar));
	assert_int_equal(unpack_package(&kernel, &deb), -EFBIG);
	tar_header(tar, "./usr/bomb", DEB_UNPACKED_MAX);
	make_package_of(in(folder, PACKAGE_FILE), CONTROL, "data.tar", tar, sizeof(tar));
	assert_int_equal(unpack_package(&kernel, &deb), -EFBIG);
	tar_header(tar, "./usr/bomb", UINT64_MAX / 2);
	make_package_of(in(folder, PACKAGE_FILE), CONTROL, "data.tar", tar, sizeof(tar));
	assert_int_not_equal(unpack_package(&kernel, &deb), 0);
	assert_false(deb.has_image);
}

/* 3 MiB of line ends, packed to a few KiB: larger inside than a control file may be. */
static void a_control_file_is_bounded(void **state)
{
	size_t size = 3U << 20;
	char *control = malloc(size + 1);

	(void)state;
	assert_non_null(control);
	memset(control, '\n', size);
	put_bytes((unsigned char *)control, CONTROL, strlen(CONTROL));
	control[size] = '\0';
	make_package(in(folder, PACKAGE_FILE), control, NULL, 0);
	assert_int_equal(unpack_package(&kernel, &deb), -EFBIG);
	free(control);
}

static void a_failing_write_is_told(void **state)
{
	const struct packed_file file = {.name = "./boot/vmlinuz-1", .data = "k", .size = 1};
	int full = open("/dev/full", O_WRONLY);

	(void)state;
	make_package(in(folder, PACKAGE_FILE), CONTROL, &file, 1);
	assert_int_equal(deb_unpack(in(folder, PACKAGE_FILE), &kernel, full, NULL, &deb, &error),
			 -ENOSPC);
	assert_false(deb.has_image);
	close(full);
}

static void an_interrupt_ends_it(void **state)
{
	const struct packed_file file = {.name = "./usr/x", .data = "k", .size = 1};
	const volatile int interrupted = 1;

	(void)state;
	make_package(in(folder, PACKAGE_FILE), CONTROL, &file, 1);
	assert_int_equal(
		deb_unpack(in(folder, PACKAGE_FILE), &kernel, -1, &interrupted, &deb, &error),
		-EINTR);
}

static int parse(const char *text, struct deb_control *control)
{
	return deb_control_parse(text, strlen(text), "linux-image-", control);
}

static void control_fields_are_checked(void **state)
{
	struct deb_control control;
	char longest[200];

	(void)state;
	assert_int_equal(parse("PACKAGE: ab\nversion:1\nArchitecture:\tall \n", &control), 0);
	assert_string_equal(control.package, "ab");
	assert_string_equal(control.architecture, "all");
	assert_int_equal(parse("", &control), -EINVAL);
	assert_int_equal(parse("Package: ../x\nVersion: 1\nArchitecture: all", &control), -EINVAL);
	assert_int_equal(parse("Package: ab\nVersion: a\nArchitecture: all", &control), -EINVAL);
	assert_int_equal(parse("Package: ab\nVersion: 1/2\nArchitecture: all", &control), -EINVAL);
	assert_int_equal(parse("Package: ab\n Version: 1\nArchitecture: all", &control), -EINVAL);
	snprintf(longest, sizeof(longest), "Package: %0*d\nVersion: 1\nArchitecture: all",
		 DEB_WORD_MAX, 0);
	assert_int_equal(parse(longest, &control), -EINVAL);
	snprintf(longest, sizeof(longest), "Package: %0*d\nVersion: 1\nArchitecture: all",
		 DEB_WORD_MAX - 1, 0);
	assert_int_equal(parse(longest, &control), 0);
}

static void only_an_exact_dependency_has_a_version(void **state)
{
	const char *head = "Package: ab\nVersion: 1\nArchitecture: all\nDepends: ";
	static const struct {
		const char *text, *name, *version;
	} cases[] = {
		{"linux-image-a", "linux-image-a", ""},
		{"linux-image-a(=1)", "linux-image-a", "1"},
		{"linux-image-a (>= 1)", "linux-image-a", ""},
		{"linux-image-a ( = 1-2 )", "linux-image-a", "1-2"},
		{"linux-image-a (= 1", "linux-image-a", "1"},
		{"linux-image-a (", "linux-image-a", ""},
		{"linux-image-a (=", "linux-image-a", ""},
		{"linux-image-", "", ""},
		{"linux-image-A", "", ""},
		{"x | linux-image-a", "", ""},
		{",,|,", "", ""},
		{"linux-image-/x (= 1), linux-image-b", "linux-image-b", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct deb_control control;
		char text[256];

		snprintf(text, sizeof(text), "%s%s", head, cases[i].text);
		assert_int_equal(parse(text, &control), 0);
		assert_string_equal(control.dependency, cases[i].name);
		assert_string_equal(control.dependency_version, cases[i].version);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(yields_its_control_and_image),
		cmocka_unit_test(xen_is_not_its_efi_twin_nor_its_configuration),
		cmocka_unit_test(a_metapackage_names_the_next_one),
		cmocka_unit_test(other_places_are_not_the_image),
		cmocka_unit_test(a_package_cut_anywhere_is_refused),
		cmocka_unit_test(damaged_bytes_are_refused_or_harmless),
		cmocka_unit_test(what_is_no_package_is_refused),
		cmocka_unit_test(declared_sizes_are_bounded),
		cmocka_unit_test(a_control_file_is_bounded),
		cmocka_unit_test(a_failing_write_is_told),
		cmocka_unit_test(an_interrupt_ends_it),
		cmocka_unit_test(control_fields_are_checked),
		cmocka_unit_test(only_an_exact_dependency_has_a_version),
	};

	return cmocka_run_group_tests_name("lab/deb", tests, make_test_folder, remove_test_folder);
}
