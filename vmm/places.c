// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where does io-out leave the VM's side? At the signal of the eventfd, which is eventfd_signal_mask
 * in every kernel: eventfd_signal calls it, and came to be inline (Linux, fs/eventfd.c).
 */
#include "vmm/places.h"

#include <fcntl.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/symbols.h"

/* Reading costs a tenth of a second in an emulator: who does not pass it does not wait for it. */
#define PASSING (1U << WS_BENCHMARK_IO_OUT | 1U << WS_BENCHMARK_VM_SWITCH)

void vmm_places_tell(uint32_t benchmarks)
{
	struct vmm_symbol signal = {.name = "eventfd_signal_mask"};
	int fd;

	if (benchmarks && !(benchmarks & PASSING))
		return;
	fd = open(VMM_SYMBOLS_FILE, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (vmm_symbols_find(fd, &signal, 1) == 0 && signal.address)
		arch_marker_place(WS_PLACE_EVENTFD_SIGNAL, signal.address);
	close(fd);
}
