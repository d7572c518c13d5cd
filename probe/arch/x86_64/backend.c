// SPDX-License-Identifier: GPL-2.0-or-later
/* The backend's registers are memory. */
#include "probe/arch/backend.h"

#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/mmio.h"

bool arch_backend_present(void)
{
	return x86_64_machine.backend.registers != 0;
}

uint32_t arch_backend_read(uint32_t where)
{
	return mmio_read(x86_64_machine.backend.registers + where);
}

void arch_backend_write(uint32_t where, uint32_t value)
{
	mmio_write(x86_64_machine.backend.registers + where, value);
}

uint64_t arch_backend_read_64(uint32_t where)
{
	return mmio_read_64(x86_64_machine.backend.registers + where);
}

void arch_backend_write_64(uint32_t where, uint64_t value)
{
	mmio_write_64(x86_64_machine.backend.registers + where, value);
}
