/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A timed probe's console, as a text to be spoiled. */
#ifndef WORLDSWITCH_TESTS_LOG_TEXT_H
#define WORLDSWITCH_TESTS_LOG_TEXT_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/version.h>

#include "records/record.h"
#include "tests/unit/record_line.h"

#define LOG_TEXT_SIZE 65536

struct log_text {
	char text[LOG_TEXT_SIZE];
	size_t size;
};

static inline void log_text_raw(struct log_text *log, const char *text)
{
	log->size +=
		(size_t)snprintf(log->text + log->size, sizeof(log->text) - log->size, "%s", text);
}

static inline void log_text_record(struct log_text *log, const char *payload)
{
	char line[RECORD_LINE_MAX];

	log_text_raw(log, "[    1.23] (XEN) DOM1: ");
	log_text_raw(log, record_line(line, payload));
	log_text_raw(log, "\r\n");
}

#define LOG_TEXT_BENCHMARK(symbol, id, name, path, meaning)                                        \
	log_text_record(log, WS_BENCHMARK_##symbol == WS_BENCHMARK_VM_SWITCH                       \
				     ? "benchmark id=" id " state=absent reason=no other VM"       \
				     : "benchmark id=" id " state=present");

static inline void log_text_hello(struct log_text *log)
{
	char hello[RECORD_TEXT_MAX];

	snprintf(hello, sizeof(hello), "hello version=%s list=%08x arch=arm64 hypervisor=kvm",
		 WS_VERSION, record_list_checksum());
	log_text_raw(log, "Booting...\n");
	log_text_record(log, hello);
}

/* All that a probe says before its first cell; its clock counts cycles, or ticks of 16 ns. */
static inline void log_text_head(struct log_text *log, bool ticks)
{
	log_text_hello(log);
	log_text_record(log, "machine gic=3 cpus=2");
	WS_BENCHMARK_LIST(LOG_TEXT_BENCHMARK)
	log_text_record(log, ticks ? "clock name=cntvct frequency=62500000 unit=ticks step=1 "
				     "invariant=1"
				   : "clock name=pmccntr frequency=0 unit=cycles step=1 "
				     "invariant=0");
}

/* One cell of ten samples, 1000 to 1009 (hexadecimal 3e8 to 3f1), beside ten nulls of 100. */
static inline void log_text_cell(struct log_text *log, const char *id, const char *clock,
				 unsigned int batch)
{
	char payload[RECORD_TEXT_MAX];

	snprintf(payload, sizeof(payload), "start id=%s", id);
	log_text_record(log, payload);
	snprintf(payload, sizeof(payload), "timing id=%s clock=%s batch=%u", id, clock, batch);
	log_text_record(log, payload);
	snprintf(payload, sizeof(payload), "samples id=%s v=3e8,3e9,3ea,3eb,3ec,3ed", id);
	log_text_record(log, payload);
	snprintf(payload, sizeof(payload), "nulls id=%s v=64,64,64,64,64,64", id);
	log_text_record(log, payload);
	snprintf(payload, sizeof(payload), "samples id=%s v=3ee,3ef,3f0,3f1", id);
	log_text_record(log, payload);
	snprintf(payload, sizeof(payload), "nulls id=%s v=64,64,64,64", id);
	log_text_record(log, payload);
	snprintf(payload, sizeof(payload), "cell id=%s verdict=measured windows=%u", id,
		 10 * batch);
	log_text_record(log, payload);
}

#endif
