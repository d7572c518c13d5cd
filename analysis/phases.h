/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where on its way an instruction stands: out of the guest, at what was asked for, or back into it.
 * A transition has the same six phases on every hypervisor; which function belongs to which is one
 * table for each architecture (classify/phases_*.c), and all that such a function calls belongs
 * with it.
 *
 * The way leads out of the guest until something is handled, from then on back in. The same
 * function is often on both: split mode's __sysreg_save_state_nvhe saves the guest's registers on
 * the way out and the host's on the way in. It is `save` on the one and `restore` on the other: a
 * phase says what a transition is doing at that moment, a class (classes.h) what an instruction
 * does.
 */
#ifndef WORLDSWITCH_ANALYSIS_PHASES_H
#define WORLDSWITCH_ANALYSIS_PHASES_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/trace.h>

#include "analysis/calls.h"
#include "analysis/functions.h"

/* X(symbol, identifier, meaning) */
#define WS_PHASE_LIST(X)                                                                           \
	X(GUEST, "guest", "the guest's own instructions")                                          \
	X(EXIT, "exit", "vectors and entry code on the way out, up to the first line of C")        \
	X(SAVE, "save", "the machine's state from the guest's to the hypervisor's or host's")      \
	X(DISPATCH, "dispatch", "everything between: finding out what to do, the run loop")        \
	X(HANDLE, "handle", "what was asked for, or what interrupted")                             \
	X(RESTORE, "restore",                                                                      \
	  "the machine's state from the hypervisor's or host's to the guest's")                    \
	X(ENTRY, "entry", "entry code on the way in, down to the guest's first instruction")

#define WS_PHASE_ENUM(symbol, id, meaning) WS_PHASE_##symbol,
enum ws_phase { WS_PHASE_LIST(WS_PHASE_ENUM) WS_PHASE_COUNT };
#undef WS_PHASE_ENUM

/* Whose a function is: both have a do_softirq, which is not the same. */
enum ws_owner { WS_OWNER_LINUX, WS_OWNER_XEN };

/* Functions of an owner whose names begin so; the first row that fits decides. */
struct ws_phase_row {
	const char *prefix;
	enum ws_owner owner;
	enum ws_phase out; /* on the way out of the guest */
	enum ws_phase in;  /* on the way back */
	bool turns;        /* the way leads back from here */
	bool yields;       /* within what has a row that does not, it is of that one's phase */
};

struct ws_phase_table {
	const struct ws_phase_row *rows;
	size_t count;
};

/*
 * One enum ws_phase for each instruction executed, in order; allocated. NULL: no memory. Under Xen
 * the hypervisor is Xen, and what has a Linux is a domain.
 */
uint8_t *ws_phases_of(const struct ws_trace *trace, const struct ws_functions *functions,
		      const struct ws_calls *calls, const struct ws_phase_table *table,
		      bool under_xen);

#endif
