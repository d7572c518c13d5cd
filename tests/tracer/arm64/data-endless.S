// SPDX-License-Identifier: GPL-2.0-or-later
// More bytes in all than there may be: what is beyond them goes nowhere.
#include "guest.h"

_start:
	selftest
	ldr	x3, =(WS_DATA_SUM_MAX / WS_DATA_MAX + 10)
1:	ldr	x0, =(WS_MARKER_MAGIC << 32)
	ldr	x1, =0x40200000
	ldr	x2, =WS_DATA_MAX
	hint	#WS_MARKER_DATA
	subs	x3, x3, #1
	b.ne	1b
	done
	// stream: done
	power_off
