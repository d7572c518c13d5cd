/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader of flattened device trees (Devicetree Specification v0.4, chapter 5). The tree comes
 * from whoever started the machine and is not trusted: no byte outside its bounds is read whatever
 * it says, and every walk ends. Nodes are visited in the order in which the tree holds them.
 */
#ifndef WORLDSWITCH_PROBE_CORE_DEVICETREE_H
#define WORLDSWITCH_PROBE_CORE_DEVICETREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DEVICETREE_DEPTH_MAX 16
#define DEVICETREE_SIZE_MAX  0x200000 /* Linux, Documentation/arch/arm64/booting.rst */

struct devicetree {
	const uint8_t *structure;
	uint32_t structure_size;
	const uint8_t *strings;
	uint32_t strings_size;
};

struct devicetree_node {
	const struct devicetree *tree;
	const char *name;       /* "" for the root */
	unsigned int depth;     /* 1 for the root */
	uint32_t properties;    /* where they begin in the structure block */
	uint32_t address_cells; /* of its own `reg`: what the parent says */
	uint32_t size_cells;
};

struct devicetree_cursor {
	const struct devicetree *tree;
	uint32_t at;
	unsigned int depth;
	struct {
		uint32_t address_cells;
		uint32_t size_cells;
	} children[DEVICETREE_DEPTH_MAX + 1];
};

/* Opens a tree of at most `limit` bytes; false where it is not one. */
bool devicetree_open(struct devicetree *tree, const void *blob, size_t limit);

void devicetree_start(struct devicetree_cursor *cursor, const struct devicetree *tree);

/* The next node; false at the end, and where the tree cannot be read any further. */
bool devicetree_next(struct devicetree_cursor *cursor, struct devicetree_node *node);

/*
 * The node at a path of `size` bytes, or at the path that the tree has an alias for; false where
 * there is none.
 */
bool devicetree_find(const struct devicetree *tree, const char *path, size_t size,
		     struct devicetree_node *node);

/* A property's bytes, or NULL. */
const uint8_t *devicetree_property(const struct devicetree_node *node, const char *name,
				   uint32_t *size);

/* A property's value where it is one string (the first of several), or NULL. */
const char *devicetree_string(const struct devicetree_node *node, const char *name);

/* Whether `compatible` lists this model. */
bool devicetree_compatible(const struct devicetree_node *node, const char *model);

/* The number-th cell of a property. */
bool devicetree_cell(const struct devicetree_node *node, const char *name, unsigned int number,
		     uint32_t *value);

/* The number-th address and size of `reg`, without any translation by `ranges`. */
bool devicetree_register(const struct devicetree_node *node, unsigned int number, uint64_t *address,
			 uint64_t *size);

#endif
