/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Things in the cache, for people and for programs: one line each, then what they are together. */
#ifndef WORLDSWITCH_CLI_CACHE_PRINT_H
#define WORLDSWITCH_CLI_CACHE_PRINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/run_options.h"
#include "lab/lab.h"

struct cache_print {
	json_t *list;  /* NULL: a table */
	bool verified; /* each was read; the table has only those that are not intact */
	bool removed;  /* they are gone */
	bool failed;
	size_t count, damaged;
	unsigned long long bytes;
};

void cache_print_begin(struct cache_print *print, enum cli_format format, bool verified);
void cache_print_one(struct cache_print *print, const struct lab_cached *cached, bool intact);

/* The status, or CLI_NOTHING and a line on stderr: it could not be printed. */
int cache_print_end(struct cache_print *print, int status);

#endif
