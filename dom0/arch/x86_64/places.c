// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where does Dom0's kernel take an interrupt? A paravirtualized one has no interrupts, but events,
 * for which Xen enters it at the one address that it has registered (Linux, arch/x86/xen/setup.c,
 * CALLBACKTYPE_event), whatever it was executing.
 */
#include <fcntl.h>
#include <unistd.h>

#include "dom0/arch.h"
#include "vmm/arch.h"
#include "vmm/symbols.h"

void dom0_arch_places_tell(void)
{
	struct vmm_symbol callback = {.name = "xen_asm_exc_xen_hypervisor_callback"};
	int fd = open(VMM_SYMBOLS_FILE, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (vmm_symbols_find(fd, &callback, 1) == 0 && callback.address)
		arch_marker_place(WS_PLACE_DOM0_INTERRUPT, callback.address);
	close(fd);
}
