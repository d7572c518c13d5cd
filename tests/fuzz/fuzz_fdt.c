// SPDX-License-Identifier: GPL-2.0-or-later
/* The probe's reader of device trees, and all that it looks for in one, on any bytes at all. */
#include <stddef.h>
#include <stdint.h>

#include "probe/arch/arm64/machine.h"
#include "probe/core/devicetree.h"
#include "probe/core/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arm64_machine machine;
	struct devicetree tree;
	struct request request;

	if (!devicetree_open(&tree, data, size))
		return 0;
	arm64_machine_discover(&machine, &tree);
	request_parse(&request, machine.arguments);
	return 0;
}
