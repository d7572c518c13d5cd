// SPDX-License-Identifier: GPL-2.0-or-later
// A cell that is in no list of benchmarks.
#include "guest.h"

_start:
	selftest
	cell_begin 0xfffffffe, 1
	begin
	end
	cell_end 0xfffffffe, 1
	// stream: refused cell 4294967294 is not in the list of benchmarks: the probe is of another version
	done
	power_off
