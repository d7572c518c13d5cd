/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A marker's instruction, for assembly and as text for inline assembly. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_NOP_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_NOP_H

#include <worldswitch/markers.h>

#ifdef __ASSEMBLER__
	.macro	marker number
	nopl	(WS_MARKER_X86 + \number)(%rax)
	.endm
#else
#define NOP_TEXT(base, number) "nopl	(" #base " + " #number ")(%%rax)\n\t"
#define NOP(base, number)      NOP_TEXT(base, number)
#define MARKER(number)         NOP(WS_MARKER_X86, number)
#endif

#endif
