// SPDX-License-Identifier: GPL-2.0-or-later
// A self-test that ends before its time.
#include "guest.h"

_start:
	cell_begin WS_CELL_SELFTEST, 2, 2
	begin
	nop
	end
	cell_end WS_CELL_SELFTEST, 1
	// stream: cell 65535 2
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-end 65535 1
	// stream: refused the self-test failed: 1 windows of 2
	cell_begin 0, 1
	begin
	end
	cell_end 0, 1
	done
	power_off
