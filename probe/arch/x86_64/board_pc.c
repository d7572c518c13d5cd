// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A PC, as emulators and virtual machine monitors offer it: a serial port (8250), CPUs that begin
 * when they are sent an INIT and a start-up interrupt (AMD64 Architecture Programmer's Manual,
 * volume 2, 16.5), and a reset by a fault that cannot be delivered. Of all ways to the end that one
 * needs no device: it ends an emulator that does not reboot, and most virtual machines. Those that
 * begin anew instead (Cloud Hypervisor's) have a register that switches them off.
 */
#include "probe/arch/common/second.h"
#include "probe/arch/wait.h"
#include "probe/arch/x86_64/acpi.h"
#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/board.h"
#include "probe/arch/x86_64/boot.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/mmio.h"
#include "probe/arch/x86_64/port.h"

#define COM1            0x3f8
#define COM1_DATA       (COM1 + 0)
#define COM1_STATUS     (COM1 + 5)
#define STATUS_HAS_ROOM 0x20

/* So many polls without room for one byte: nobody takes them, and the byte is lost. */
#define POLLS_MAX 1000000

/* As often as it takes a CPU that is slow to see the first, or to be there. */
#define STARTUPS_MAX 2

#define TRAMPOLINE_MAX 64

extern const uint8_t trampoline_begin[];
extern const uint32_t trampoline_size;

static void write(const char *text, size_t size)
{
	for (size_t at = 0; at < size; at++) {
		unsigned int polls = 0;

		while (!(port_read(COM1_STATUS) & STATUS_HAS_ROOM) && ++polls < POLLS_MAX)
			;
		port_write(COM1_DATA, (uint8_t)text[at]);
	}
}

/* The name of the CPU in the tables that is not this one. */
static uint32_t other_cpu(void)
{
	const uint32_t *ids = x86_64_machine.cpu_ids;

	return ids[0] == apic_id() ? ids[1] : ids[0];
}

static void move(uint8_t *to, const uint8_t *from, size_t size)
{
	for (size_t at = 0; at < size; at++)
		to[at] = from[at];
}

static bool start_up(void)
{
	apic_send(other_cpu(), APIC_INIT | APIC_ASSERT);
	for (unsigned int startup = 0; startup < STARTUPS_MAX; startup++) {
		arch_wait_settle();
		apic_send(other_cpu(), APIC_STARTUP | APIC_ASSERT | TRAMPOLINE >> 12);
		if (second_comes())
			return true;
	}
	return false;
}

/* The page below 1 MiB is somebody's: it is given back as it was. */
bool board_pc_second_start(void)
{
	size_t size = trampoline_size;
	uint8_t *page = (uint8_t *)TRAMPOLINE;
	uint8_t kept[TRAMPOLINE_MAX];
	bool come;

	if (size > sizeof(kept))
		return false;
	move(kept, page, size);
	move(page, trampoline_begin, size);
	come = start_up();
	move(page, kept, size);
	return come;
}

static void power_off_by_acpi(void)
{
	struct acpi_off off;

	if (!x86_64_machine.memory ||
	    !acpi_find_off(&off, x86_64_machine.memory, x86_64_machine.acpi))
		return;
	if (off.port)
		port_write((uint16_t)off.address, off.value);
	else
		mmio_write_byte(off.address, off.value);
}

static void power_off(void)
{
	static const struct {
		uint16_t limit;
		uint64_t base;
	} __attribute__((packed)) no_vectors;

	power_off_by_acpi();
	__asm__ volatile("lidt	%0\n\tud2" : : "m"(no_vectors) : "memory");
}

const struct x86_64_board board_pc = {
	.write = write,
	.second_start = board_pc_second_start,
	.power_off = power_off,
};
