// SPDX-License-Identifier: GPL-2.0-or-later
// A self-test that does not count what it says.
#include "guest.h"

_start:
	cell_begin WS_CELL_SELFTEST, 2, 2
	begin
	nop
	end
	begin
	nop
	nop
	end
	cell_end WS_CELL_SELFTEST, 2
	// stream: cell 65535 2
	// stream: w clean 0 0 2 0 0 0
	// stream: w clean 0 0 3 0 0 0
	// stream: cell-end 65535 2
	// stream: refused the self-test failed: window 1 counted 3 instructions and not 2
	cell_begin 0, 1
	begin
	end
	cell_end 0, 1
	done
	power_off
