// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The timers of EL2, which are a kernel's own with VHE, are not saved: a CPU that waited for one
 * would wait forever.
 */
#include "vmm/arch.h"

void arch_stop(volatile uint8_t *device, uint8_t value)
{
	*device = value;
}
