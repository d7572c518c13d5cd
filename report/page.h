/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The report that people look at: one HTML file that needs nothing else, not even a network. Its
 * data are the documents that it is made of; a script in it makes tables and charts of them.
 */
#ifndef WORLDSWITCH_REPORT_PAGE_H
#define WORLDSWITCH_REPORT_PAGE_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

#include <worldswitch/result.h>

#include "support/error.h"

struct ws_page {
	const struct ws_result *results;
	size_t result_count;
	json_t *explanations; /* a list of what ws_page_explanation gave */
};

/*
 * What the page shows of an explanation's document (docs/explain.md): its cell, and its parts by
 * class, which add up to its value. Nothing else of the document is passed on. -EBADMSG and a line
 * that says where it is wrong; -ENOMEM.
 */
int ws_page_explanation(const char *name, const char *data, size_t size, json_t **explanation,
			struct ws_error *error);

/* The page. -ENOMEM. */
int ws_page(FILE *out, const struct ws_page *page);

#endif
