// SPDX-License-Identifier: GPL-2.0-or-later
/* Any file as the guest's image: it is refused, or its header makes sense. */
#include <stddef.h>
#include <stdint.h>

#include "vmm/arch/arm64/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vmm_header header;
	struct ws_error error;

	if (vmm_header_read(data, size, &header, &error) == 0 && header.image_size < size)
		__builtin_trap();
	return 0;
}
