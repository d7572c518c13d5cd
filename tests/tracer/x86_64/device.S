// SPDX-License-Identifier: GPL-2.0-or-later
// Devices in the middle of straight-line code: the emulator abandons a block at an access and makes
// it again in a block of its own, or ends its block with it.
#include "guest.h"

#define VERSION APIC + 0x30
#define PRIORITY APIC + 0x80

main:	selftest
	mov	$VERSION, %r9d
	mov	$PRIORITY, %r10d

	cell_begin 0, 104
	// stream: cell 0 104

	// A load from the local interrupt controller: 5.
	begin
	mov	$1, %eax
	mov	$1, %ebx
	mov	(%r9), %ecx
	mov	$1, %eax
	mov	$1, %ebx
	end
	// stream: w clean 0 0 0 6 0 0

	// Loads and stores next to each other, the last one last in its block: 8.
	begin
	mov	$1, %eax
	mov	(%r9), %ecx
	mov	%eax, (%r10)
	mov	(%r10), %ecx
	mov	$1, %eax
	movl	$0, (%r10)
	jmp	1f
1:	mov	(%r9), %ecx
	end
	// stream: w clean 0 0 0 9 0 0

	// An instruction that loads and stores, and one that jumps to what it loads: 5.
	begin
	mov	$2, %eax
	add	%eax, (%r10)
	mov	$0, %eax
	xchg	%eax, (%r10)
	nop
	end
	// stream: w clean 0 0 0 6 0 0

	// Ports, and a clock: 6.
	begin
	mov	$1, %eax
	out	%al, $0x80
	mov	$1, %ebx
	in	$0x61, %al
	rdtsc
	mov	$1, %eax
	end
	// stream: w clean 0 0 0 7 0 0

	// In a block that is translated already.
	mov	$100, %r12d
2:	begin
	mov	$1, %eax
	mov	(%r9), %ecx
	mov	$1, %eax
	end
	dec	%r12d
	jnz	2b
	// stream: 100x w clean 0 0 0 4 0 0
	cell_end 0, 104
	// stream: cell-end 0 104
	done
	// stream: done
	power_off
