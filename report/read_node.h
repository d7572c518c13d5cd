/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A walk through a JSON document that nobody vouches for. A node knows the way to it from the top,
 * so that whatever is wrong is said with its place. Every function here returns 0, or -EBADMSG with
 * the one line of error.
 */
#ifndef WORLDSWITCH_REPORT_READ_NODE_H
#define WORLDSWITCH_REPORT_READ_NODE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

/* Longer strings are refused; a kernel takes command lines of 2,048 bytes. */
#define NODE_TEXT_MAX 65536

struct reading {
	const char *name; /* of the document */
	struct ws_error *error;
};

struct node {
	const struct node *outer; /* NULL: the whole document */
	const char *key;          /* in the outer object; NULL: an element of the outer list */
	size_t index;             /* in the outer list */
	json_t *value;
	const struct reading *reading;
};

/* The value of a whole document, to be given up with json_decref. */
int node_parse(struct node *document, const char *data, size_t size);

int node_fail(const struct node *node, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
int node_no_memory(const struct node *node);

bool node_has(const struct node *object, const char *key);
int node_object(const struct node *object, const char *key, struct node *found);
int node_list(const struct node *object, const char *key, struct node *found);

/* An element, by a position that the list has. */
struct node node_element(const struct node *list, size_t index);
size_t node_length(const struct node *list);

int node_is_object(const struct node *node);

/* Refuses a key that is not in the list, which NULL ends. */
int node_only(const struct node *object, const char *const *keys);

/* What a text must look like, and what to call it where it does not. */
struct node_form {
	bool (*fits)(const char *text);
	const char *meaning;
};

/* A string without control characters, of that form (NULL: any), owned by the document. */
int node_text(const struct node *object, const char *key, const struct node_form *form,
	      const char **text);

/* The same, or NULL for null, as a copy. */
int node_copy(const struct node *object, const char *key, const struct node_form *form,
	      char **copy);
int node_copy_or_null(const struct node *object, const char *key, const struct node_form *form,
		      char **copy);

/* A string that can only be this one. */
int node_expect(const struct node *object, const char *key, const char *expected);

/* A string that find() knows; *number is what it says, -1 from it means that it does not. */
int node_word(const struct node *object, const char *key, int (*find)(const char *), int *number);

int node_bool(const struct node *object, const char *key, bool *value);
int node_integer(const struct node *object, const char *key, int64_t low, int64_t high,
		 int64_t *value);
int node_count(const struct node *object, const char *key, uint64_t *value); /* to INT64_MAX */
int node_samples(const struct node *object, const char *key, uint32_t low, uint32_t high,
		 uint32_t *value);

/* What follows from the rest of the document, and must be what is there. */
int node_agrees(const struct node *object, const char *key, uint64_t expected);
int node_agrees_share(const struct node *object, const char *key, double expected);

#endif
