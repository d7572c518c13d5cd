// SPDX-License-Identifier: GPL-2.0-or-later
// Markers as nobody should execute them. Each cell that they spoil is said to be bad, no line is
// missing, and the next cell is counted as if nothing had been.
#include "guest.h"

.macro window
	begin
	nop
	end
.endm

_start:
	// Before anything: no cell is open, so none of this is anyone's.
	end
	window
	begin
	begin
	selftest

	// Without the magic number: not ours.
	mov	x0, #0
	mov	x1, #1
	mov	x2, #1
	hint	#WS_MARKER_CELL_BEGIN
	window
	hint	#WS_MARKER_CELL_END
	hint	#WS_MARKER_DONE
	// The end of a cell that never began.
	cell_end 0, 0

	// A window opened before the cell: closed in it, it is unopened.
	begin
	cell_begin 0, 1
	end
	window
	cell_end 0, 1
	// stream: cell 0 1
	// stream: cell-bad 0 a window was closed but never opened

	// Closed again by the CPU that has closed it.
	cell_begin 0, 2
	window
	end
	window
	end
	cell_end 0, 2
	// stream: cell 0 2
	// stream: w clean 0 0 2 0 0 0
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-end 0 2

	cell_begin 0, 2
	begin
	window
	end
	cell_end 0, 2
	// stream: cell 0 2
	// stream: cell-bad 0 a window was opened twice

	cell_begin 0, 1
	begin
	cell_end 0, 0
	// stream: cell 0 1
	// stream: cell-bad 0 a window was never closed

	cell_begin 1, 1
	window
	window
	cell_end 1, 2
	// stream: cell 1 1
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-bad 1 more windows than announced

	cell_begin 1, 0
	window
	cell_end 1, 1
	// stream: cell 1 0
	// stream: cell-bad 1 it announced no windows, or more than there can be

	cell_begin 1, 0xffffffffffffffff
	window
	cell_end 1, 1
	// stream: cell 1 0
	// stream: cell-bad 1 it announced no windows, or more than there can be

	cell_begin 2, 2
	window
	cell_end 1, 1
	// stream: cell 2 2
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-bad 2 the end of another cell came first

	cell_begin 2, 2
	window
	cell_end 2, 2
	// stream: cell 2 2
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-bad 2 the probe and the tracer disagree on the number of windows

	// Fewer than announced, but all well formed.
	cell_begin 2, 2
	window
	cell_end 2, 1
	// stream: cell 2 2
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-end 2 1

	cell_begin 3, 1
	cell_begin 2, 1
	window
	cell_end 2, 1
	// stream: cell 3 1
	// stream: cell-bad 3 another cell began before its end
	// stream: cell 2 1
	// stream: w clean 0 0 2 0 0 0
	// stream: cell-end 2 1

	// Done too early, and after that nothing.
	cell_begin 3, 1
	done
	window
	cell_end 3, 1
	cell_begin 3, 1
	window
	cell_end 3, 1
	done
	// stream: cell 3 1
	// stream: cell-bad 3 the probe was done before its end
	// stream: done
	power_off
