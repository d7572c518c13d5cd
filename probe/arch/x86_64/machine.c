// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The start info leads to the command line and to ACPI's tables, or not: Firecracker's leads to no
 * table, and microvm may have those from before ACPI alone. The command line is copied: what
 * lies around it is lent to a second CPU, and may belong to nobody. There is no table for what only
 * this project's VMM has, nor for a domain of Xen's: words of the command line say it.
 */
#include "probe/arch/x86_64/machine.h"

#include <worldswitch/backend.h>
#include <worldswitch/records.h>

#include "probe/arch/x86_64/acpi.h"
#include "probe/arch/x86_64/boot.h"
#include "probe/arch/x86_64/mptable.h"
#include "probe/arch/x86_64/vectors.h"
#include "probe/core/text.h"

#define CPUS_MAX    255
#define NEWEST_APIC 2

enum { INFO_MAGIC = 0, INFO_MODULES = 12, INFO_MODULE_LIST = 16 };
enum { INFO_COMMAND_LINE = 24, INFO_RSDP = 32, INFO_SIZE = 40 };
enum { MODULE_ADDRESS = 0, MODULE_BYTES = 8, MODULE_SIZE = 32 };

/* Reads a number, decimal or hexadecimal, and goes behind it; false where there is none. */
static bool take_number(const char **text, uint64_t *number)
{
	const char *at = *text;
	uint64_t base = 10;

	if (at[0] == '0' && at[1] == 'x') {
		base = 16;
		at += 2;
	}
	*number = 0;
	for (*text = at;; at++) {
		unsigned int digit = 16;

		if (*at >= '0' && *at <= '9')
			digit = (unsigned int)(*at - '0');
		else if (*at >= 'a' && *at <= 'f')
			digit = (unsigned int)(*at - 'a') + 10;
		if (digit >= base || *number > UINT32_MAX)
			break;
		*number = *number * base + digit;
	}
	if (at == *text)
		return false;
	*text = at;
	return true;
}

static bool ends_word(char byte)
{
	return byte == '\0' || byte == ' ' || byte == '\t' || byte == '\n';
}

/* WS_BACKEND_PARAMETER's ADDRESS,VECTOR. */
static void see_backend(struct x86_64_machine *machine, const char *text)
{
	uint64_t registers;
	uint64_t vector;

	if (!take_number(&text, &registers) || *text++ != ',' || !take_number(&text, &vector) ||
	    !ends_word(*text))
		return;
	if (registers < DEVICES_BEGIN || registers > MAPPED_END - WS_BACKEND_SIZE ||
	    registers % WS_BACKEND_SIZE || vector < VECTOR_OTHERS || vector >= VECTOR_SPURIOUS)
		return;
	machine->backend.registers = registers;
	machine->receiver = (unsigned int)vector;
}

static void see_cpus(struct x86_64_machine *machine, const char *text)
{
	uint64_t cpus;

	if (take_number(&text, &cpus) && ends_word(*text) && cpus >= 1 && cpus <= CPUS_MAX &&
	    !machine->cpus)
		machine->cpus = (unsigned int)cpus;
}

static void see_apic(struct x86_64_machine *machine, const char *text)
{
	uint64_t version;

	if (take_number(&text, &version) && ends_word(*text) && version >= 1 &&
	    version <= NEWEST_APIC)
		machine->newest_apic = (unsigned int)version;
}

static void see_clock(struct x86_64_machine *machine, const char *text)
{
	uint64_t timed;

	machine->timed = take_number(&text, &timed) && ends_word(*text) && timed == 1;
}

static const struct {
	const char *prefix;
	void (*see)(struct x86_64_machine *machine, const char *text);
} parameters[] = {
	{.prefix = WS_BACKEND_PARAMETER, .see = see_backend},
	{.prefix = X86_64_CPUS_PARAMETER, .see = see_cpus},
	{.prefix = WS_PARAMETER_APIC, .see = see_apic},
	{.prefix = WS_PARAMETER_CLOCK, .see = see_clock},
};

static void see_word(struct x86_64_machine *machine, const char *word, size_t size)
{
	for (size_t at = 0; at < sizeof(parameters) / sizeof(parameters[0]); at++) {
		size_t prefix = text_length(parameters[at].prefix);

		if (size >= prefix && text_spells(word, prefix, parameters[at].prefix))
			parameters[at].see(machine, word + prefix);
	}
}

static void see_arguments(struct x86_64_machine *machine)
{
	const char *word = machine->arguments;

	for (const char *at = word;; at++) {
		if (!ends_word(*at))
			continue;
		see_word(machine, word, (size_t)(at - word));
		if (!*at)
			return;
		word = at + 1;
	}
}

/* As much of it as is inside; what is longer than any word list of ours is cut. */
static void copy_arguments(struct x86_64_machine *machine, const struct physical *physical,
			   uint64_t address)
{
	for (size_t at = 0; at + 1 < X86_64_ARGUMENTS_MAX; at++) {
		const uint8_t *byte = physical_at(physical, address + at, 1);

		if (!byte || !*byte)
			return;
		machine->arguments[at] = (char)*byte;
	}
}

/* The first one: a domain that makes others is given what to make them of. */
static void see_module(struct x86_64_machine *machine, const struct physical *physical,
		       const uint8_t *info)
{
	const uint8_t *module = NULL;

	if (physical_u32(info + INFO_MODULES))
		module = physical_at(physical, physical_u64(info + INFO_MODULE_LIST), MODULE_SIZE);
	if (!module)
		return;
	machine->module.size = physical_u64(module + MODULE_BYTES);
	machine->module.bytes =
		physical_at(physical, physical_u64(module + MODULE_ADDRESS), machine->module.size);
}

static unsigned int cpus_by_acpi(struct x86_64_machine *machine)
{
	return acpi_cpus(machine->memory, machine->acpi, machine->cpu_ids, X86_64_CPU_IDS);
}

/* Where nobody has said a word about tables, firmware's place for them is looked at. */
static void look_around(struct x86_64_machine *machine)
{
	machine->acpi = acpi_search(machine->memory);
	machine->cpus = cpus_by_acpi(machine);
	if (!machine->cpus)
		machine->cpus = mptable_cpus(machine->memory, machine->cpu_ids, X86_64_CPU_IDS);
}

bool x86_64_machine_discover(struct x86_64_machine *machine, const struct physical *physical,
			     uint64_t start_info)
{
	const uint8_t *info = physical_at(physical, start_info, INFO_SIZE);

	if (!info || physical_u32(info + INFO_MAGIC) != X86_64_START_INFO_MAGIC)
		return false;
	see_module(machine, physical, info);
	copy_arguments(machine, physical, physical_u64(info + INFO_COMMAND_LINE));
	machine->memory = physical;
	machine->acpi = physical_u64(info + INFO_RSDP);
	machine->cpus = cpus_by_acpi(machine);
	machine->newest_apic = NEWEST_APIC;
	see_arguments(machine);
	if (!machine->cpus)
		look_around(machine);
	if (!machine->cpus)
		machine->cpus = 1;
	return true;
}
