// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes for the host: some of nobody's, none at all, some, and more than there may be at once, after
// which there are no more. Markers without a host that wants them do nothing.
#include "guest.h"

// data: one two
_start:
	ldr	x0, =((WS_MARKER_MAGIC ^ 1) << 32)
	adr	x1, words
	mov	x2, #4
	hint	#WS_MARKER_DATA
	operands 0, 0x40200000, 0
	hint	#WS_MARKER_DATA
	selftest
	ldr	x0, =(WS_MARKER_MAGIC << 32)
	adr	x1, words
	mov	x2, #4
	hint	#WS_MARKER_DATA
	add	x1, x1, #4
	mov	x2, #4
	hint	#WS_MARKER_DATA
	ldr	x2, =(WS_DATA_MAX + 1)
	hint	#WS_MARKER_DATA
	mov	x2, #4
	hint	#WS_MARKER_DATA
	done
	// stream: done
	power_off

words:	.ascii	"one two\n"
