// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A domain of Xen's without devices: text goes to a port of the hypervisor's own, events come as
 * interrupts of the local interrupt controller, and the second VCPU is started as on a PC.
 *
 * That port's text is in Xen's own log, which drops most of it unless told otherwise. A domain that
 * is timed, which is one of the user's tools, says it on the console that those have given it.
 *
 * Events have a vector on each VCPU (HVMOP_set_evtchn_upcall_vector, as Linux has done it
 * since 6.0), not one for the whole domain (HVM_PARAM_CALLBACK_IRQ): they go through the interrupt
 * controller and are ended there.
 */
#include "probe/arch/x86_64/board.h"

#include "probe/arch/hypercall.h"
#include "probe/arch/x86_64/boot.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/map.h"
#include "probe/arch/x86_64/port.h"
#include "probe/arch/x86_64/vectors.h"
#include "probe/hypervisor/xen_console.h"
#include "probe/hypervisor/xen_events.h"
#include "probe/hypervisor/xen_interface.h"

#define DEBUG_CONSOLE 0xe9 /* XEN_HVM_DEBUGCONS_IOPORT */

#define HVMOP_SET_EVTCHN_UPCALL_VECTOR 23

/* VCPUs' interrupt controllers have even names (xen/arch/x86/hvm/vlapic.c). */
#define ID_OF_VCPU(vcpu) (2 * (vcpu))

static void write(const char *text, size_t size)
{
	for (size_t at = 0; at < size; at++)
		port_write(DEBUG_CONSOLE, (uint8_t)text[at]);
}

static void power_off(void)
{
	struct sched_shutdown shutdown = {.reason = SHUTDOWN_poweroff};

	arch_hypercall_xen(HYPERVISOR_sched_op, SCHEDOP_shutdown, (uint64_t)(uintptr_t)&shutdown);
}

static const struct x86_64_board board_xen = {
	.write = write,
	.second_start = board_pc_second_start,
	.power_off = power_off,
};

static void drain_and_power_off(void)
{
	xen_console_drain();
	power_off();
}

static const struct x86_64_board board_xen_console = {
	.write = xen_console_write,
	.second_start = board_pc_second_start,
	.power_off = drain_and_power_off,
};

/* Who reads it says so by an event each time, which is not to interrupt: all are masked. */
static bool has_console(void)
{
	uint64_t page = xen_console_find();

	if (!page || page >= MAPPED_END || !events_open())
		return false;
	xen_console_use(map_page(page));
	return true;
}

static bool use_vector(uint8_t vector)
{
	struct {
		uint32_t vcpu;
		uint8_t vector;
	} upcall = {.vcpu = 0, .vector = vector};

	return arch_hypercall_xen(HYPERVISOR_hvm_op, HVMOP_SET_EVTCHN_UPCALL_VECTOR,
				  (uint64_t)(uintptr_t)&upcall) == 0;
}

void board_xen_adopt(struct x86_64_machine *machine)
{
	machine->board = machine->timed && has_console() ? &board_xen_console : &board_xen;
	if (use_vector(VECTOR_OTHERS))
		machine->receiver = VECTOR_OTHERS;
	for (unsigned int vcpu = 0; vcpu < X86_64_CPU_IDS; vcpu++)
		machine->cpu_ids[vcpu] = ID_OF_VCPU(vcpu);
}
