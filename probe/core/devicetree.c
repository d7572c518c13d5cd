// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads numbers byte by byte: the format is big-endian, and nothing promises that a tree is
 * aligned. Every offset is compared with what is left before it is used, never after.
 */
#include "probe/core/devicetree.h"

#include "probe/core/text.h"

enum token { BEGIN_NODE = 1, END_NODE = 2, PROPERTY = 3, NOTHING = 4, END = 9 };

enum header {
	HEADER_MAGIC = 0,
	HEADER_TOTAL_SIZE = 4,
	HEADER_STRUCTURE = 8,
	HEADER_STRINGS = 12,
	HEADER_VERSION = 20,
	HEADER_COMPATIBLE_VERSION = 24,
	HEADER_STRINGS_SIZE = 32,
	HEADER_STRUCTURE_SIZE = 36,
	HEADER_SIZE = 40,
};

#define MAGIC   0xd00dfeedu
#define VERSION 17 /* the first with the structure block's size */

struct property {
	const char *name;
	const uint8_t *value;
	uint32_t size;
};

static uint32_t number_at(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

static bool holds(uint32_t total, uint32_t offset, uint32_t size)
{
	return offset <= total && size <= total - offset;
}

bool devicetree_open(struct devicetree *tree, const void *blob, size_t limit)
{
	const uint8_t *bytes = blob;
	uint32_t total;
	uint32_t structure;
	uint32_t strings;

	if (limit < HEADER_SIZE || number_at(bytes + HEADER_MAGIC) != MAGIC)
		return false;
	total = number_at(bytes + HEADER_TOTAL_SIZE);
	structure = number_at(bytes + HEADER_STRUCTURE);
	strings = number_at(bytes + HEADER_STRINGS);
	tree->structure_size = number_at(bytes + HEADER_STRUCTURE_SIZE);
	tree->strings_size = number_at(bytes + HEADER_STRINGS_SIZE);
	if (total < HEADER_SIZE || total > limit || number_at(bytes + HEADER_VERSION) < VERSION ||
	    number_at(bytes + HEADER_COMPATIBLE_VERSION) > VERSION ||
	    !holds(total, structure, tree->structure_size) ||
	    !holds(total, strings, tree->strings_size))
		return false;
	tree->structure = bytes + structure;
	tree->strings = bytes + strings;
	return true;
}

/* Takes the next number of the structure block. */
static bool take(const struct devicetree *tree, uint32_t *at, uint32_t *number)
{
	if (!holds(tree->structure_size, *at, 4))
		return false;
	*number = number_at(tree->structure + *at);
	*at += 4;
	return true;
}

/* Steps over `size` bytes and up to the next multiple of four. */
static bool skip(const struct devicetree *tree, uint32_t *at, uint32_t size)
{
	if (!holds(tree->structure_size, *at, size))
		return false;
	*at += size;
	if (*at > UINT32_MAX - 3)
		return false;
	*at = (*at + 3) & ~3u;
	return true;
}

/* A string with its end inside the bytes given, or NULL. */
static const char *string_in(const uint8_t *bytes, uint32_t total, uint32_t at)
{
	for (uint32_t end = at; end < total; end++)
		if (!bytes[end])
			return (const char *)bytes + at;
	return NULL;
}

/* Reads a property whose token has been taken. */
static bool take_property(const struct devicetree *tree, uint32_t *at, struct property *property)
{
	uint32_t name;

	if (!take(tree, at, &property->size) || !take(tree, at, &name))
		return false;
	property->value = tree->structure + *at;
	property->name = string_in(tree->strings, tree->strings_size, name);
	return property->name && skip(tree, at, property->size);
}

const uint8_t *devicetree_property(const struct devicetree_node *node, const char *name,
				   uint32_t *size)
{
	uint32_t at = node->properties;
	uint32_t token;

	while (take(node->tree, &at, &token)) {
		struct property property;

		if (token == NOTHING)
			continue;
		if (token != PROPERTY || !take_property(node->tree, &at, &property))
			break;
		if (text_equal(property.name, name)) {
			*size = property.size;
			return property.value;
		}
	}
	return NULL;
}

const char *devicetree_string(const struct devicetree_node *node, const char *name)
{
	uint32_t size;
	const uint8_t *value = devicetree_property(node, name, &size);

	return value ? string_in(value, size, 0) : NULL;
}

bool devicetree_compatible(const struct devicetree_node *node, const char *model)
{
	uint32_t size;
	const uint8_t *value = devicetree_property(node, "compatible", &size);
	uint32_t at = 0;

	while (value && at < size) {
		const char *listed = string_in(value, size, at);

		if (!listed)
			return false;
		if (text_equal(listed, model))
			return true;
		at += (uint32_t)text_length(listed) + 1;
	}
	return false;
}

bool devicetree_cell(const struct devicetree_node *node, const char *name, unsigned int number,
		     uint32_t *value)
{
	uint32_t size;
	const uint8_t *cells = devicetree_property(node, name, &size);

	if (!cells || number >= size / 4)
		return false;
	*value = number_at(cells + (size_t)number * 4);
	return true;
}

/* A number of one or two cells. */
static uint64_t cells_at(const uint8_t *value, size_t cells)
{
	uint64_t number = 0;

	for (size_t cell = 0; cell < cells; cell++)
		number = number << 32 | number_at(value + cell * 4);
	return number;
}

bool devicetree_register(const struct devicetree_node *node, unsigned int number, uint64_t *address,
			 uint64_t *size)
{
	uint32_t entry = (node->address_cells + node->size_cells) * 4;
	uint32_t bytes;
	const uint8_t *value = devicetree_property(node, "reg", &bytes);

	if (!value || number >= bytes / (entry ? entry : bytes + 1))
		return false;
	value += (size_t)number * entry;
	*address = cells_at(value, node->address_cells);
	*size = cells_at(value + (size_t)node->address_cells * 4, node->size_cells);
	return true;
}

/* A count of cells, at most two: more has no meaning in a 64-bit machine. */
static uint32_t cell_count(const struct devicetree_node *node, const char *name, uint32_t otherwise)
{
	uint32_t size;
	const uint8_t *value = devicetree_property(node, name, &size);
	uint32_t count = value && size == 4 ? number_at(value) : otherwise;

	return count <= 2 ? count : otherwise;
}

void devicetree_start(struct devicetree_cursor *cursor, const struct devicetree *tree)
{
	*cursor = (struct devicetree_cursor){
		.tree = tree,
		.children[0] = {.address_cells = 2, .size_cells = 1},
	};
}

/* Enters the node whose token has been taken. */
static bool enter(struct devicetree_cursor *cursor, struct devicetree_node *node)
{
	const struct devicetree *tree = cursor->tree;
	const char *name = string_in(tree->structure, tree->structure_size, cursor->at);

	if (!name || cursor->depth == DEVICETREE_DEPTH_MAX ||
	    !skip(tree, &cursor->at, (uint32_t)text_length(name) + 1))
		return false;
	*node = (struct devicetree_node){
		.tree = tree,
		.name = name,
		.properties = cursor->at,
		.address_cells = cursor->children[cursor->depth].address_cells,
		.size_cells = cursor->children[cursor->depth].size_cells,
	};
	node->depth = ++cursor->depth;
	cursor->children[cursor->depth].address_cells = cell_count(node, "#address-cells", 2);
	cursor->children[cursor->depth].size_cells = cell_count(node, "#size-cells", 1);
	return true;
}

bool devicetree_next(struct devicetree_cursor *cursor, struct devicetree_node *node)
{
	struct property property;
	uint32_t token;

	while (take(cursor->tree, &cursor->at, &token)) {
		if (token == BEGIN_NODE)
			return enter(cursor, node);
		if (token == END_NODE && cursor->depth > 1)
			cursor->depth--;
		else if (token == PROPERTY && take_property(cursor->tree, &cursor->at, &property))
			continue;
		else if (token != NOTHING)
			return false;
	}
	return false;
}
