/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A plan under way, without the process: bytes of the console and of the tracer go in, in any
 * chunks and in any order of the two, cells with verdicts come out. Every cell that was asked for
 * comes out exactly once, as soon as both the probe and the tracer have said what they know of it,
 * and at the latest when the session ends.
 */
#ifndef WORLDSWITCH_LAB_SESSION_H
#define WORLDSWITCH_LAB_SESSION_H

#include "lab/lab.h"

#define SESSION_CONSOLE_MAX (4U << 20)

struct session_setup {
	const struct lab_target *target;
	const char *label;                  /* for the observer; NULL: the target's identifier */
	uint32_t benchmarks;                /* bit N: benchmark N */
	uint32_t iterations;                /* what every measured cell must have */
	unsigned int controller;            /* the version that the probe must find */
	bool oracle;                        /* what the tracer must be */
	bool traced;                        /* windows of one cell are taken apart */
	enum ws_benchmark traced_benchmark; /* of this one */
	uint32_t traced_windows;     /* after so many it ends; 0: with the first one taken apart */
	const struct lab_plan *plan; /* for the observer */
	const struct lab_observer *observer;
};

struct session;

/* NULL: out of memory. */
struct session *session_create(const struct session_setup *setup);
void session_free(struct session *session);

void session_console(struct session *session, const char *data, size_t size);
void session_stream(struct session *session, const char *data, size_t size);

/* Nothing more is wanted of the emulator. What it has written already may still be fed. */
bool session_over(const struct session *session);

/* One of the probe and the tracer is through and the other one is not: it should be, any moment. */
bool session_closing(const struct session *session);

/* The kernel's last word on its KVM: of the boot that a restored machine does not repeat. */
const char *session_kvm_said(const struct session *session);
void session_set_kvm_said(struct session *session, const char *text);

/*
 * A number that grows with every line of the tracer and with every landmark of the console, each
 * once (lab/landmarks.h). It stops growing by itself: of both there is an end.
 */
uint64_t session_progress(const struct session *session);

/* The last step seen: "booting", "measuring hypercall". */
const char *session_step(const struct session *session);

/*
 * Nothing more will come. Cells that have no verdict yet get this one and this reason, or what the
 * session found before: the first cause of an end is the one that is told.
 */
void session_end(struct session *session, enum ws_verdict verdict, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
