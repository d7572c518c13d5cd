// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The sleep control register (ACPI 6.5, 4.8.3.7), and what to write there: the type of sleep that
 * the DSDT calls S5. That is a name with a package of numbers, and stands in the byte code as such
 * (chapter 20): it is looked for, and nothing is interpreted.
 */
#include "probe/arch/x86_64/acpi.h"

#include "probe/arch/x86_64/acpi_table.h"
#include "probe/core/text.h"

enum { FADT_DSDT = 40, FADT_FLAGS = 112, FADT_X_DSDT = 140, FADT_SLEEP_CONTROL = 244 };
enum { FADT_SIZE = 256 };
enum { ADDRESS_SPACE = 0, ADDRESS_ADDRESS = 4 };

#define HARDWARE_REDUCED (1u << 20)
#define SPACE_MEMORY     0
#define SPACE_PORT       1

/* The byte code: NAME _S5_ PACKAGE(length, count, BYTE type, ...). */
enum { NAME_OP = 0x08, PACKAGE_OP = 0x12, BYTE_PREFIX = 0x0a };
enum { S5_PACKAGE = 5, S5_LENGTH = 6, S5_SIZE = 9 };

#define SLEEP_TYPE_MAX   7
#define SLEEP_TYPE_SHIFT 2
#define SLEEP_ENABLE     (1u << 5)

/* The first number of the package, small ones of which have no prefix; false where it is none. */
static bool take_type(const uint8_t *name, uint32_t left, uint8_t *type)
{
	uint32_t at = S5_LENGTH;

	if (left < S5_SIZE || name[0] != NAME_OP ||
	    !text_spells((const char *)name + 1, 4, "_S5_") || name[S5_PACKAGE] != PACKAGE_OP)
		return false;
	at += 1 + (name[at] >> 6); /* the length says itself how many bytes follow it */
	at++;                      /* count */
	if (at < left && name[at] == BYTE_PREFIX)
		at++;
	if (at >= left)
		return false;
	*type = name[at];
	return *type <= SLEEP_TYPE_MAX;
}

static bool find_type(const struct acpi_table *dsdt, uint8_t *type)
{
	for (uint32_t at = ACPI_TABLE_HEADER; at < dsdt->length; at++)
		if (take_type(dsdt->bytes + at, dsdt->length - at, type))
			return true;
	return false;
}

static bool read_dsdt(struct acpi_table *dsdt, const struct physical *physical,
		      const struct acpi_table *fadt)
{
	return acpi_table_read(dsdt, physical, physical_u64(fadt->bytes + FADT_X_DSDT), "DSDT") ||
	       acpi_table_read(dsdt, physical, physical_u32(fadt->bytes + FADT_DSDT), "DSDT");
}

bool acpi_find_off(struct acpi_off *off, const struct physical *physical, uint64_t root)
{
	struct acpi_table fadt;
	struct acpi_table dsdt;
	const uint8_t *control;
	uint8_t type;

	if (!acpi_table_find(&fadt, physical, root, "FACP", FADT_SIZE) ||
	    !(physical_u32(fadt.bytes + FADT_FLAGS) & HARDWARE_REDUCED) ||
	    !read_dsdt(&dsdt, physical, &fadt) || !find_type(&dsdt, &type))
		return false;
	control = fadt.bytes + FADT_SLEEP_CONTROL;
	off->port = control[ADDRESS_SPACE] == SPACE_PORT;
	off->address = physical_u64(control + ADDRESS_ADDRESS);
	off->value = (uint8_t)(type << SLEEP_TYPE_SHIFT | SLEEP_ENABLE);
	if (off->port)
		return off->address && off->address <= UINT16_MAX;
	return control[ADDRESS_SPACE] == SPACE_MEMORY && physical_at(physical, off->address, 1);
}
