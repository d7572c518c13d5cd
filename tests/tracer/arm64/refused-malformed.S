// SPDX-License-Identifier: GPL-2.0-or-later
// A self-test whose windows are nested.
#include "guest.h"

_start:
	cell_begin WS_CELL_SELFTEST, 2, 2
	begin
	begin
	nop
	end
	cell_end WS_CELL_SELFTEST, 1
	// stream: cell 65535 2
	// stream: cell-bad 65535 a window was opened twice
	// stream: refused the self-test's markers are wrong: a window was opened twice
	cell_begin 0, 1
	begin
	end
	cell_end 0, 1
	done
	power_off
