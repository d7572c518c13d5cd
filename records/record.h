/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One of the probe's or the VMM's records (worldswitch/records.h), read out of a console line. */
#ifndef WORLDSWITCH_RECORDS_RECORD_H
#define WORLDSWITCH_RECORDS_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/records.h>
#include <worldswitch/verdicts.h>

enum record_kind {
	RECORD_HOST,
	RECORD_ENVIRONMENT,
	RECORD_HELLO,
	RECORD_MACHINE,
	RECORD_CLOCK,
	RECORD_BENCHMARK,
	RECORD_SELFTEST,
	RECORD_START,
	RECORD_TIMING,
	RECORD_SAMPLES,
	RECORD_NULLS,
	RECORD_CELL,
	RECORD_PANIC,
	RECORD_VMM,
	RECORD_END,
};

#define RECORD_TEXT_MAX (WS_RECORD_PAYLOAD_MAX + 1)
#define RECORD_WORD_MAX 32

/* As many as fit: a digit and a comma each. */
#define RECORD_VALUES_MAX (WS_RECORD_PAYLOAD_MAX / 2)

/* Which members count is said by the kind; the others are zero. */
struct record {
	enum record_kind kind;
	char release[WS_RECORD_PAYLOAD_MAX]; /* host: the kernel's */
	char mode[RECORD_WORD_MAX];          /* host */
	char version[RECORD_WORD_MAX];
	uint32_t list;
	char architecture[RECORD_WORD_MAX];
	char hypervisor[RECORD_WORD_MAX];
	char controller[RECORD_WORD_MAX]; /* machine: its kind */
	uint32_t controller_version, cpus;
	char emulator[RECORD_WORD_MAX]; /* machine: that makes it; empty: none that says so */
	enum ws_benchmark benchmark;
	bool present;
	enum ws_verdict verdict;
	uint32_t windows;            /* cell, selftest */
	uint64_t expected;           /* selftest */
	uint32_t cells;              /* end */
	char where[RECORD_WORD_MAX]; /* panic; vmm: the step */
	uint64_t esr, elr, far;
	int error; /* vmm: an errno */
	char reason[RECORD_TEXT_MAX];
	char key[RECORD_WORD_MAX]; /* environment */
	char text[RECORD_TEXT_MAX];
	char clock[RECORD_WORD_MAX]; /* clock, timing: which */
	uint64_t frequency;          /* clock: in Hz, 0 where nobody says */
	bool ticks;                  /* clock: of a counter of its own, and not the CPU's cycles */
	uint32_t clock_step;         /* clock: divides all that it reads */
	bool invariant;              /* clock: its speed stays the same */
	uint32_t batch;              /* timing: windows in each value */
	uint64_t values[RECORD_VALUES_MAX]; /* samples, nulls */
	size_t value_count;
};

/*
 * Finds the record that ends a line (NUL-terminated), but for what consoles put behind it: blanks,
 * and anything from the first byte on that is not printable. -ENOENT: there is none; -EBADMSG:
 * there is something that begins like one and its length, its checksum or its fields are wrong, or
 * a record that another one follows, where a console has put something in a line end's place.
 */
int record_find(const char *line, size_t length, struct record *record);

/* CRC-32 of this program's own list of benchmarks, as `hello` has it. */
uint32_t record_list_checksum(void);

/* The identifiers of a set of benchmarks with commas between them: room for all. */
#define RECORD_LIST_MAX 512
void record_list(uint32_t benchmarks, char list[RECORD_LIST_MAX]);

/* The lists' identifiers. */
const char *record_benchmark_id(enum ws_benchmark benchmark);
const char *record_verdict_id(enum ws_verdict verdict);

#endif
