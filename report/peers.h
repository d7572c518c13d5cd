/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A result among the others of its target, which it has to be told apart from. */
#ifndef WORLDSWITCH_REPORT_PEERS_H
#define WORLDSWITCH_REPORT_PEERS_H

#include <stdbool.h>
#include <stddef.h>

#include <worldswitch/result.h>

/* The results of one target; those of which nothing is known were never set up. */
struct peers {
	const struct ws_result *results;
	size_t count;
	const struct ws_result *self;
	const char *role; /* of the image that is looked at */
};

/* The next peer from *at on, without the result itself, or NULL. */
const struct ws_result *peers_next(const struct peers *peers, size_t *at);

/* Of strings that may be NULL. */
bool peers_equal(const char *a, const char *b);

#endif
