/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A log that is changed and read again. To be included once, after cmocka.h. */
#ifndef WORLDSWITCH_TESTS_READ_LOG_H
#define WORLDSWITCH_TESTS_READ_LOG_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "records/log.h"
#include "tests/unit/log_text.h"

struct fixture {
	struct log log;
	struct log_text text;
	struct ws_error error;
};

static inline int setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	*state = fixture;
	return fixture ? log_begin(&fixture->log, &fixture->error) : -1;
}

static inline int teardown(void **state)
{
	struct fixture *fixture = *state;

	log_free(&fixture->log);
	free(fixture);
	return 0;
}

static inline int read_text(struct fixture *fixture)
{
	log_feed(&fixture->log, fixture->text.text, fixture->text.size);
	return log_end(&fixture->log, &fixture->error);
}

static inline const struct ws_cell *cell_of(const struct fixture *fixture,
					    enum ws_benchmark benchmark)
{
	const struct ws_result *result = &fixture->log.result;

	for (size_t at = 0; at < result->cell_count; at++)
		if (result->cells[at].benchmark == benchmark)
			return &result->cells[at];
	return NULL;
}

/* The record of this payload is a record no more. */
static inline void hide_record(struct log_text *text, const char *payload)
{
	char *at = strstr(text->text, payload);

	assert_non_null(at);
	while (strncmp(at, "@ws ", 4) != 0)
		at--;
	*at = '#';
}

static inline void assert_invalid(const struct fixture *fixture, enum ws_benchmark benchmark,
				  const char *why)
{
	const struct ws_cell *cell = cell_of(fixture, benchmark);

	assert_non_null(cell);
	assert_int_equal(cell->verdict, WS_VERDICT_INVALID);
	assert_non_null(strstr(cell->reason, why));
	assert_null(cell->timing);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
