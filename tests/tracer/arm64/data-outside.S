// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes that are not in memory at all end the others: the host gets none with a gap in them.
#include "guest.h"

// data: one
_start:
	selftest
	ldr	x0, =(WS_MARKER_MAGIC << 32)
	adr	x1, words
	mov	x2, #4
	hint	#WS_MARKER_DATA
	ldr	x1, =(1 << 48)
	hint	#WS_MARKER_DATA
	adr	x1, words
	hint	#WS_MARKER_DATA
	done
	// stream: done
	power_off

words:	.ascii	"one\n"
