/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of results as text. */
#ifndef WORLDSWITCH_TESTS_PAGE_TEXT_H
#define WORLDSWITCH_TESTS_PAGE_TEXT_H

#include "report/page.h"
#include "tests/unit/results.h"

static inline char *page_of(const struct ws_result *results, size_t count)
{
	json_t *none = json_array();
	const struct ws_page page = {
		.results = results, .result_count = count, .explanations = none};
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	assert_int_equal(ws_page(out, &page), 0);
	fclose(out);
	json_decref(none);
	return text;
}

#endif
