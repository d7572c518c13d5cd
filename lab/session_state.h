/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a session knows; for session.c and protocol.c alone. */
#ifndef WORLDSWITCH_LAB_SESSION_STATE_H
#define WORLDSWITCH_LAB_SESSION_STATE_H

#include "lab/console.h"
#include "lab/landmarks.h"
#include "lab/session.h"
#include "lab/trace.h"

/* What the probe says of a cell, and whether the observer has had it. */
struct session_cell {
	bool requested;
	bool reported;
	bool answered; /* its record has come */
	enum ws_verdict verdict;
	uint32_t windows;
	char reason[WS_REASON_MAX];
};

struct session {
	struct session_setup setup;
	struct console console;
	uint64_t console_bytes;
	struct landmarks passed; /* of the console */
	uint64_t landmarks;      /* how many */
	struct trace trace;
	struct session_cell cells[WS_BENCHMARK_COUNT];
	unsigned int bad_records;
	size_t announced; /* benchmark records so far: they come in the list's order */
	bool host, hello, ended;
	struct {
		bool seen;
		uint32_t windows;
		uint64_t expected;
	} selftest;
	char kvm_said[128];                        /* the kernel's last word on its KVM */
	char dom0_said[2 * WS_RECORD_PAYLOAD_MAX]; /* why its program could not go on */
	char step[64];
	bool failed; /* the session as a whole has a verdict */
	enum ws_verdict verdict;
	char reason[WS_REASON_MAX];
};

/* What a console event means. */
void session_take_event(struct session *session, const struct console_event *event);

/* Gives the session its verdict, unless it has one. */
void session_fail(struct session *session, enum ws_verdict verdict, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void session_set_step(struct session *session, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
