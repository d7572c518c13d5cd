// SPDX-License-Identifier: GPL-2.0-or-later
/* The CPU's own name for itself (CPUID 0x80000002 to 4), as Linux gives it. */
#include "host/read.h"
#include "vmm/arch.h"

bool arch_cpu_model(const char *info, char *model, size_t size)
{
	return host_field(info, "model name", model, size);
}
