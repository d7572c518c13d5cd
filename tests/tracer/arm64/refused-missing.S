// SPDX-License-Identifier: GPL-2.0-or-later
// A probe without a self-test.
#include "guest.h"

_start:
	cell_begin 1, 1
	begin
	end
	cell_end 1, 1
	// stream: refused cell 1 came before the self-test
	cell_begin WS_CELL_SELFTEST, 1, 1
	begin
	end
	cell_end WS_CELL_SELFTEST, 1
	done
	power_off
