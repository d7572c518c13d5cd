// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The size of pages is in the flags of the Image header (Linux, Documentation/arch/arm64/
 * booting.rst). Which sizes a CPU has is in ID_AA64MMFR0_EL1 (Arm ARM DDI 0487, TGran16): pages of
 * 4 and 64 KiB are everywhere, those of 16 KiB are not. A model that is not in the table is
 * believed.
 */
#include "lab/pages.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lab/image.h"
#include "lab/image_unpack.h"
#include "lab/machine.h"

#define HEADER_FLAGS      24
#define FLAGS_PAGES(bits) ((bits) >> 1 & 3)
#define PAGES_16_KIB      2

static const char *const models_without_16_kib[] = {
	"a64fx",
	"cortex-a53",
	"cortex-a57",
	"cortex-a72",
};

/* Whether the image in these bytes, compressed or not, needs pages of 16 KiB. */
static int needs_16_kib(const unsigned char *data, size_t size, bool *answer)
{
	unsigned char *inner = NULL;
	int result = image_unpack(data, size, IMAGE_SIZE_MAX, &inner, &size);

	if (result < 0)
		return result;
	if (result)
		data = inner;
	*answer = size > HEADER_FLAGS && FLAGS_PAGES(data[HEADER_FLAGS]) == PAGES_16_KIB;
	free(inner);
	return 0;
}

static int file_needs_16_kib(const char *path, bool *answer, struct ws_error *error)
{
	char *data;
	size_t size;
	int result = ws_file_read(path, IMAGE_SIZE_MAX, &data, &size, error);

	if (result)
		return result;
	result = needs_16_kib((const unsigned char *)data, size, answer);
	free(data);
	return result ? ws_fail_errno(error, -result, "cannot unpack %s", path) : 0;
}

static bool is_without(const char *cpu)
{
	size_t length = strcspn(cpu, ",");

	for (size_t i = 0; i < sizeof(models_without_16_kib) / sizeof(models_without_16_kib[0]);
	     i++)
		if (strlen(models_without_16_kib[i]) == length &&
		    memcmp(models_without_16_kib[i], cpu, length) == 0)
			return true;
	return false;
}

int pages_check(const char *cpu, const char *path, const char *name, struct ws_error *error)
{
	bool needed = false;
	int result;

	if (!is_without(cpu))
		return 0;
	result = file_needs_16_kib(path, &needed, error);
	if (result || !needed)
		return result;
	return ws_fail(error, EINVAL,
		       "%s has no pages of 16 KiB, which %s was built for: take another CPU "
		       "model, such as %s, or another kernel",
		       cpu, name, MACHINE_CPU_DEFAULT);
}
