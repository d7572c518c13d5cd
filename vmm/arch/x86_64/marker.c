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

/*
 * Three arguments are all that is needed, and two registers are lost (Linux,
 * arch/x86/entry/entry_64.S: RAX, RDI on; RCX, R11).
 */
#define ARGUMENTS "D"((uint64_t)first), "S"(second), "d"(third)
#define LOST      "rcx", "r11", "memory", "cc"

static inline __attribute__((always_inline)) long call_then_end(long number, int first,
								uint64_t second, uint64_t third)
{
	__asm__ volatile(CALL MARKER(WS_MARKER_END) : "+a"(number) : ARGUMENTS : LOST);
	return number;
}

static inline __attribute__((always_inline)) long begin_then_call(long number, int first,
								  uint64_t second, uint64_t third)
{
	__asm__ volatile(MARKER(WS_MARKER_BEGIN) CALL : "+a"(number) : ARGUMENTS : LOST);
	return number;
}

long arch_marker_receive(int fd, void *buffer, size_t size)
{
	return call_then_end(SYS_read, fd, (uintptr_t)buffer, size);
}

long arch_marker_read(int event)
{
	uint64_t count;

	return arch_marker_receive(event, &count, sizeof(count));
}

long arch_marker_write(int event)
{
	const uint64_t one = 1;

	return begin_then_call(SYS_write, event, (uintptr_t)&one, sizeof(one));
}

long arch_marker_ioctl(int fd, unsigned long request, void *argument)
{
	return begin_then_call(SYS_ioctl, fd, request, (uintptr_t)argument);
}

int arch_marker_run(int vcpu)
{
	return (int)call_then_end(SYS_ioctl, vcpu, KVM_RUN, 0);
}

void arch_marker_data(const void *bytes, size_t size)
{
	__asm__ volatile(MARKER(WS_MARKER_DATA)
			 :
			 : "D"((uint64_t)WS_MARKER_MAGIC << 32), "S"(bytes), "d"(size)
			 : "memory");
}

void arch_marker_place(enum ws_place place, uint64_t address)
{
	__asm__ volatile(MARKER(WS_MARKER_PLACE)
			 :
			 : "D"((uint64_t)WS_MARKER_MAGIC << 32 | place), "S"(address));
}

void arch_relax(void)
{
	__asm__ volatile("pause" : : : "memory");
}
