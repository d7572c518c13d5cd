// SPDX-License-Identifier: GPL-2.0-or-later
/* The CPU's own name for itself (CPUID 0x80000002 to 4), as Linux gives it. */
#include "vmm/environment.h"
#include "vmm/arch.h"

bool arch_cpu_model(const char *info, char *model, size_t size)
{
	return vmm_environment_find(info, "model name", model, size);
}
