// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * System calls with a marker beside them: the window ends with the first instruction after the
 * kernel, or begins with the last one before it. A C library's wrapper would be inside.
 */
#include <linux/kvm.h>
#include <stdint.h>
#include <sys/syscall.h>

#include <worldswitch/markers.h>

#include "vmm/arch.h"

#define HINT_TEXT(number) "hint	#" #number "\n\t"
#define HINT(number)      HINT_TEXT(number)
#define CALL              "svc	#0\n\t"

/* Three arguments are all that is needed (Linux, arch/arm64/kernel/entry.S: x8 and x0 on). */
#define SYSTEM_CALL(text, number, first, second, third)                                            \
	__extension__({                                                                            \
		register uint64_t x8 __asm__("x8") = (number);                                     \
		register uint64_t x0 __asm__("x0") = (uint64_t)(first);                            \
		register uint64_t x1 __asm__("x1") = (second);                                     \
		register uint64_t x2 __asm__("x2") = (third);                                      \
		__asm__ volatile(text : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory", "cc");    \
		(long)x0;                                                                          \
	})

long arch_marker_receive(int fd, void *buffer, size_t size)
{
	return SYSTEM_CALL(CALL HINT(WS_MARKER_END), SYS_read, fd, (uintptr_t)buffer, size);
}

long arch_marker_read(int event)
{
	uint64_t count;

	return arch_marker_receive(event, &count, sizeof(count));
}

long arch_marker_write(int event)
{
	const uint64_t one = 1;

	return SYSTEM_CALL(HINT(WS_MARKER_BEGIN) CALL, SYS_write, event, (uintptr_t)&one,
			   sizeof(one));
}

long arch_marker_ioctl(int fd, unsigned long request, void *argument)
{
	return SYSTEM_CALL(HINT(WS_MARKER_BEGIN) CALL, SYS_ioctl, fd, request, (uintptr_t)argument);
}

int arch_marker_run(int vcpu)
{
	return (int)SYSTEM_CALL(CALL HINT(WS_MARKER_END), SYS_ioctl, vcpu, KVM_RUN, 0);
}

void arch_marker_data(const void *bytes, size_t size)
{
	register uint64_t x0 __asm__("x0") = (uint64_t)WS_MARKER_MAGIC << 32;
	register uint64_t x1 __asm__("x1") = (uintptr_t)bytes;
	register uint64_t x2 __asm__("x2") = size;

	__asm__ volatile(HINT(WS_MARKER_DATA) : : "r"(x0), "r"(x1), "r"(x2) : "memory");
}

void arch_marker_place(enum ws_place place, uint64_t address)
{
	register uint64_t x0 __asm__("x0") = (uint64_t)WS_MARKER_MAGIC << 32 | place;
	register uint64_t x1 __asm__("x1") = address;

	__asm__ volatile(HINT(WS_MARKER_PLACE) : : "r"(x0), "r"(x1));
}

void arch_relax(void)
{
	__asm__ volatile("yield" : : : "memory");
}
