// SPDX-License-Identifier: GPL-2.0-or-later
/* fw_cfg's registers in QEMU's `virt` machine (docs/specs/fw_cfg.rst): data, and beside it what
 * selects, big-endian. */
#include "vmm/firmware.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "vmm/arch/arm64/layout.h"

#define PAGE 4096

static void select_item(void *context, uint16_t item)
{
	volatile uint8_t *registers = context;

	*(volatile uint16_t *)(registers + FIRMWARE_SELECT) = htobe16(item);
}

static uint8_t next_byte(void *context)
{
	volatile const uint8_t *registers = context;

	return registers[FIRMWARE_DATA];
}

int arch_firmware_open(struct firmware *firmware, struct ws_error *error)
{
	int memory = open("/dev/mem", O_RDWR | O_SYNC | O_CLOEXEC);
	int result;

	if (memory < 0)
		return ws_fail_errno(error, errno, "cannot open /dev/mem");
	*firmware = (struct firmware){.select = select_item, .next = next_byte};
	firmware->context =
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, memory, FIRMWARE_BASE);
	result = firmware->context == MAP_FAILED ? -errno : 0;
	close(memory);
	return result ? ws_fail_errno(error, -result, "cannot map fw_cfg in /dev/mem") : 0;
}

void arch_firmware_close(const struct firmware *firmware)
{
	munmap(firmware->context, PAGE);
}
