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

#define TEXT(text)     #text
#define MARKER(number) MARKER_AT(WS_MARKER_X86, number)

/* The displacement is a sum that the assembler makes. */
#define MARKER_AT(base, number) "nopl	" TEXT(base) "+" TEXT(number) "(%%rax)\n\t"
#define CALL                    "syscall\n\t"

/* Three arguments are all that is needed (Linux, arch/x86/entry/entry_64.S: RAX, RDI on). */
#define SYSTEM_CALL(text, number, first, second, third)                                            \
	__extension__({                                                                            \
		long rax = (number);                                                               \
		__asm__ volatile(text                                                              \
				 : "+a"(rax)                                                       \
				 : "D"((uint64_t)(first)), "S"(second), "d"(third)                 \
				 : "rcx", "r11", "memory", "cc");                                  \
		rax;                                                                               \
	})

long arch_marker_read(int event)
{
	uint64_t count;

	return SYSTEM_CALL(CALL MARKER(WS_MARKER_END), SYS_read, event, (uintptr_t)&count,
			   sizeof(count));
}

long arch_marker_write(int event)
{
	const uint64_t one = 1;

	return SYSTEM_CALL(MARKER(WS_MARKER_BEGIN) CALL, SYS_write, event, (uintptr_t)&one,
			   sizeof(one));
}

int arch_marker_run(int vcpu)
{
	return (int)SYSTEM_CALL(CALL MARKER(WS_MARKER_END), SYS_ioctl, vcpu, KVM_RUN, 0);
}

void arch_relax(void)
{
	__asm__ volatile("pause" : : : "memory");
}
