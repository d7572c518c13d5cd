/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A marker's instruction, for assembly. */

#include <worldswitch/markers.h>

	.macro	marker number
	nopl	(WS_MARKER_X86 + \number)(%rax)
	.endm
