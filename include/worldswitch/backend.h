/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The backend: a device that this project's VMM offers to the probe, to be signalled by a guest and
 * to signal it. The device tree has it as WS_BACKEND_COMPATIBLE with its registers (`reg`) and one
 * edge-triggered shared interrupt (`interrupts`); where there is no such node there is no backend.
 * On x86-64, which has no device tree, the guest's command line has WS_BACKEND_PARAMETER with the
 * address of the registers and the vector that its interrupt, a message (MSI), arrives at on the
 * first CPU: worldswitch.backend=0xd0000000,0x41.
 *
 * Registers are 32 bits wide where nothing else is said. Those that signal do so by being written,
 * whatever the value; the kernel takes three of them (ioeventfd), all others end in the VMM.
 */
#ifndef WORLDSWITCH_BACKEND_H
#define WORLDSWITCH_BACKEND_H

#include <stdint.h>

#define WS_BACKEND_COMPATIBLE "worldswitch,backend"
#define WS_BACKEND_PARAMETER  "worldswitch.backend="
#define WS_BACKEND_SIZE       0x1000

#define WS_BACKEND_FEATURES    0x00 /* read: see below */
#define WS_BACKEND_MARKS_EXITS 0x04 /* write 1: each exit to the VMM ends a window; 0: none */
#define WS_BACKEND_MAILBOX     0x08 /* write 64 bits: where the mailbox is in the guest's memory */
#define WS_BACKEND_SIGNAL      0x10 /* write: the waiting backend ends the window (ioeventfd) */
#define WS_BACKEND_SIGNAL_EXIT 0x14 /* write: the same by an exit to the VMM */
#define WS_BACKEND_REQUEST     0x18 /* write: asks for one interrupt (ioeventfd) */
#define WS_BACKEND_OTHER       0x1c /* write: interrupts the other VM (ioeventfd) */
#define WS_BACKEND_YIELD       0x20 /* write: see below */

/* For a probe that is timed; no other one uses them. */
#define WS_BACKEND_CELL  0x24 /* write: the step that begins, see below */
#define WS_BACKEND_MORE  0x28 /* read, after a round: 1: another one is wanted, 0: none */
#define WS_BACKEND_CLOCK 0x30 /* 64 bits, see below */
#define WS_BACKEND_TEXT  0x38 /* write 64 bits: where a record is in the guest's memory, a line */

/*
 * A write to WS_BACKEND_YIELD returns when all others on this CPU of the host are at rest. With 1
 * the VCPU has the CPU from then on until it halts, whoever is woken meanwhile; with 0 it has not.
 */

/*
 * What is written to WS_BACKEND_CELL: the benchmark, by its place in the list, and what of its cell
 * begins. Who ends a guest that does not end says so.
 */
#define WS_BACKEND_STEP(step, benchmark) ((uint32_t)(step) << 16 | (benchmark))
#define WS_BACKEND_STEP_OF(value)        ((value) >> 16)
#define WS_BACKEND_BENCHMARK_OF(value)   ((value)&0xffff)
enum ws_backend_step { WS_STEP_SETUP, WS_STEP_WARM_UP, WS_STEP_WINDOWS, WS_STEP_TEARDOWN };

/*
 * What a VM writes to WS_BACKEND_CLOCK, the time at which its last window ended, the other VM reads
 * there: both have the same clock (WS_BACKEND_HAS_CLOCK), the TSC or arm64's physical counter.
 */

/* What the host has. */
#define WS_BACKEND_HAS_IOEVENTFD (1u << 0)
#define WS_BACKEND_HAS_IRQFD     (1u << 1)
#define WS_BACKEND_HAS_CPU       (1u << 2) /* another CPU, for the backend alone */
#define WS_BACKEND_HAS_OTHER     (1u << 3) /* the other VM */
#define WS_BACKEND_HAS_CLOCK     (1u << 4) /* the same clock as the guest, and the other VM */

/*
 * Where the two meet between windows; each word has one writer. `taken`: how many signals the
 * backend has taken since the mailbox was given to it, written when it goes back to wait.
 * `waiting`: the guest's number, from 1, of the requested interrupt for which it goes to wait; the
 * backend begins the window when it is there. `clock`, where there is one and the probe is timed:
 * when the backend had the last signal, written before `taken`; or when it began the last window,
 * written before that.
 */
struct ws_backend_mailbox {
	uint32_t taken;
	uint32_t waiting;
	uint64_t clock;
};

#endif
