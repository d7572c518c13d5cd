// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * RSDP, XSDT and MADT (ACPI 6.5, 5.2.5, 5.2.8 and 5.2.12), and no more: a guest that wants power
 * management or devices finds none. Each table's bytes add up to 0.
 */
#include "vmm/arch/x86_64/acpi.h"

#include <errno.h>
#include <string.h>

#include "vmm/arch/x86_64/layout.h"

#define CPUS_MAX         255
#define OEM              "WSWTCH"
#define OEM_TABLE        "WORLDSWI"
#define RSDP_REVISION    2
#define XSDT_REVISION    1
#define MADT_REVISION    5
#define MADT_LOCAL_APIC  0
#define MADT_IO_APIC     1
#define LOCAL_APIC_IS_ON 1

struct rsdp {
	char signature[8];
	uint8_t checksum; /* of the first 20 bytes, as in ACPI 1.0 */
	char oem[6];
	uint8_t revision;
	uint32_t rsdt;
	uint32_t length;
	uint64_t xsdt;
	uint8_t extended_checksum;
	uint8_t reserved[3];
} __attribute__((packed));
#define RSDP_SIZE_1 20

struct header {
	char signature[4];
	uint32_t length;
	uint8_t revision;
	uint8_t checksum;
	char oem[6];
	char oem_table[8];
	uint32_t oem_revision;
	uint32_t creator;
	uint32_t creator_revision;
} __attribute__((packed));

struct local_apic {
	uint8_t type;
	uint8_t length;
	uint8_t processor;
	uint8_t apic;
	uint32_t flags;
} __attribute__((packed));

struct io_apic {
	uint8_t type;
	uint8_t length;
	uint8_t id;
	uint8_t reserved;
	uint32_t address;
	uint32_t first_interrupt;
} __attribute__((packed));

struct tables {
	struct rsdp rsdp;
	struct {
		struct header header;
		uint64_t madt;
	} __attribute__((packed)) xsdt;
	struct {
		struct header header;
		uint32_t local_apics;
		uint32_t flags;
		struct io_apic io_apic;
		struct local_apic cpus[]; /* last: as many as there are */
	} __attribute__((packed)) madt;
} __attribute__((packed));

static uint8_t checksum(const void *table, size_t size)
{
	const uint8_t *bytes = table;
	uint8_t sum = 0;

	while (size--)
		sum = (uint8_t)(sum + *bytes++);
	return (uint8_t)-sum;
}

static void finish(struct header *header, const char *signature, uint8_t revision, size_t size)
{
	memcpy(header->signature, signature, sizeof(header->signature));
	memcpy(header->oem, OEM, sizeof(header->oem));
	memcpy(header->oem_table, OEM_TABLE, sizeof(header->oem_table));
	header->length = (uint32_t)size;
	header->revision = revision;
	header->checksum = checksum(header, size);
}

static void write_rsdp(struct rsdp *rsdp, uint64_t xsdt)
{
	memcpy(rsdp->signature, "RSD PTR ", sizeof(rsdp->signature));
	memcpy(rsdp->oem, OEM, sizeof(rsdp->oem));
	rsdp->revision = RSDP_REVISION;
	rsdp->length = sizeof(*rsdp);
	rsdp->xsdt = xsdt;
	rsdp->checksum = checksum(rsdp, RSDP_SIZE_1);
	rsdp->extended_checksum = checksum(rsdp, sizeof(*rsdp));
}

static void write_madt(struct tables *tables, unsigned int cpus)
{
	size_t size = sizeof(tables->madt) + cpus * sizeof(struct local_apic);

	tables->madt.local_apics = (uint32_t)LOCAL_APIC_BASE;
	tables->madt.io_apic = (struct io_apic){
		.type = MADT_IO_APIC,
		.length = sizeof(struct io_apic),
		.address = (uint32_t)IOAPIC_BASE,
	};
	for (unsigned int i = 0; i < cpus; i++)
		tables->madt.cpus[i] = (struct local_apic){
			.type = MADT_LOCAL_APIC,
			.length = sizeof(struct local_apic),
			.processor = (uint8_t)i,
			.apic = (uint8_t)i,
			.flags = LOCAL_APIC_IS_ON,
		};
	finish(&tables->madt.header, "APIC", MADT_REVISION, size);
}

int vmm_acpi_write(uint64_t address, unsigned int cpus, uint8_t *buffer, size_t size,
		   struct ws_error *error)
{
	struct tables *tables = (struct tables *)buffer;
	size_t needed = sizeof(*tables) + cpus * sizeof(struct local_apic);

	if (cpus > CPUS_MAX || size < needed)
		return ws_fail(error, ENOSPC, "no room for the tables of %u CPUs", cpus);
	memset(tables, 0, needed);
	write_madt(tables, cpus);
	tables->xsdt.madt = address + offsetof(struct tables, madt);
	finish(&tables->xsdt.header, "XSDT", XSDT_REVISION, sizeof(tables->xsdt));
	write_rsdp(&tables->rsdp, address + offsetof(struct tables, xsdt));
	return 0;
}
