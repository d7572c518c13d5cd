/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fake architecture: a process of the build machine plays the machine. It runs the probe's
 * core, benchmarks and records under sanitizers, writes down what they did, and misbehaves on
 * request.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_FAKE_FAKE_H
#define WORLDSWITCH_PROBE_ARCH_FAKE_FAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/backend.h>

#include "probe/arch/rest.h"

#define FAKE_EVENTS_MAX  4096
#define FAKE_CONSOLE_MAX 65536
#define FAKE_NEVER       UINT32_MAX
#define FAKE_STEP        4

/* How long a window takes on the fake clock, by its kind. */
#define FAKE_TIME(kind) (FAKE_STEP * (5 + 10 * (uint64_t)(kind)))

/* What a window or a marker was; windows of the benchmarks first. */
enum fake_kind {
	FAKE_NULL,
	FAKE_HYPERCALL_KVM,
	FAKE_HYPERCALL_XEN,
	FAKE_INTC_TRAP,
	FAKE_IRQ_COMPLETION,
	FAKE_VIRTUAL_IPI,
	FAKE_SIGNAL,
	FAKE_SIGNAL_AND_YIELD,
	FAKE_RECEIVED,
	FAKE_SELFTEST,
	FAKE_CELL_BEGIN,
	FAKE_CELL_END,
	FAKE_DONE,
	FAKE_CONSOLE,
	FAKE_BACKEND_WRITE,
	FAKE_KINDS,
};

struct fake_event {
	enum fake_kind kind;
	uint64_t operands[3];
};

struct fake {
	struct fake_event events[FAKE_EVENTS_MAX];
	size_t event_count;
	uint32_t counts[FAKE_KINDS];
	char console[FAKE_CONSOLE_MAX];
	size_t console_size;
	bool interrupt_active;
	bool interrupts_open;
	bool selftest_open;
	bool peer_on;
	enum arch_rest peer_rest;
	uint32_t peer_taken; /* interrupts, since its start */
	bool receiver_open;
	uint32_t received; /* interrupts, since it was opened */
	uint32_t pending;  /* interrupts that nobody has taken */
	struct ws_backend_mailbox *mailbox;

	/* Misbehaviour: how many of its kind go well before one does not. */
	uint32_t good_hypercalls;
	uint32_t good_interrupts;
	uint32_t good_completions;
	uint32_t good_ipis;
	bool interrupt_controller_dead;
	bool peer_dead;
	bool no_backend;
	uint32_t backend_features;
	uint32_t good_signals;  /* of the guest */
	uint32_t good_requests; /* of the guest, that the backend answers */
	uint32_t other_boots;   /* calls of the other VM that come too early */
	uint32_t rounds;        /* after the first, that the VMM wants of each cell */
	bool clock_runs_back;

	bool timed;
	uint64_t now; /* what the clock says; it goes on by FAKE_STEP, or what a window takes */
	uint64_t frequency;
	uint64_t other_clock; /* what the other VM has written */
	uint32_t cell;        /* the benchmark that the backend was told of */
};

extern struct fake fake;

/* A machine that has done nothing yet and behaves. */
void fake_reset(void);

void fake_note(enum fake_kind kind, uint64_t first, uint64_t second, uint64_t third);

/* A window begins; and it ends as long after that as its kind takes (clock.c). */
void fake_window_begin(void);
void fake_window_end(enum fake_kind kind);

#endif
