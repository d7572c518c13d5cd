// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any console: no crash, each cell told once, and nothing measured where the tracer said nothing. A
 * line that begins with '!' gets a right length and checksum, which no fuzzer would find by itself,
 * "!hello" and "!benchmarks" are what a probe of this version says, of which the same is true.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/fuzz/session_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_word(const char *line, size_t length, const char *word)
{
	return length == strlen(word) && memcmp(line, word, length) == 0;
}

static void feed_line(struct session *session, const char *line, size_t length)
{
	char payload[256];

	if (is_word(line, length, "!hello")) {
		session_hello(session);
		return;
	}
	if (is_word(line, length, "!benchmarks")) {
		session_benchmarks(session);
		return;
	}
	if (length && line[0] == '!' && length <= sizeof(payload)) {
		memcpy(payload, line + 1, length - 1);
		payload[length - 1] = '\0';
		session_record(session, payload);
		return;
	}
	session_console(session, line, length);
	session_console(session, "\r\n", 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct session_seen seen = {.measured = 0};
	const struct lab_observer observer = {.cell_ended = session_saw, .context = &seen};
	struct session *session = session_begin(&observer);
	const char *at = (const char *)data;
	const char *end = at + size;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t length = (size_t)((newline ? newline : end) - at);

		feed_line(session, at, length);
		at += length + 1;
	}
	session_finish(session, &seen);
	if (seen.measured)
		abort();
	return 0;
}
