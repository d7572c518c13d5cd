// SPDX-License-Identifier: GPL-2.0-or-later
// A window that never ends.
#include "guest.h"

_start:
	selftest
	cell_begin 0, 1
	begin
	b	.
