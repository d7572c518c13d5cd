// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The probe's readers of PVH's start info and of ACPI's tables, on any bytes at all. Checksums are
 * what they are: a corpus of right tables is the way behind them.
 */
#include <stddef.h>
#include <stdint.h>

#include "probe/arch/x86_64/acpi.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/core/request.h"

#define BEGIN 0x1000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct physical physical = {.begin = BEGIN, .end = BEGIN + size, .bytes = data};
	struct x86_64_machine machine = {0};
	struct request request;
	struct acpi_off off;

	if (x86_64_machine_discover(&machine, &physical, BEGIN))
		request_parse(&request, machine.arguments);
	acpi_find_off(&off, &physical, machine.acpi);
	return 0;
}
