/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The build ID: what tells two builds apart that have everything else in common. */
#ifndef WORLDSWITCH_LAB_BUILD_ID_H
#define WORLDSWITCH_LAB_BUILD_ID_H

#include <stdbool.h>
#include <stddef.h>

#define BUILD_ID_MAX      64
#define BUILD_ID_TEXT_MAX (2 * BUILD_ID_MAX + 1)

struct build_id {
	unsigned char bytes[BUILD_ID_MAX];
	size_t size; /* 0: there is none */
};

/* The build ID among ELF notes of a little-endian machine; false: there is none, or they are
 * damaged. */
bool build_id_find(const void *notes, size_t size, struct build_id *id);

bool build_id_equal(const struct build_id *a, const struct build_id *b);

/* In hexadecimal, as file(1) and readelf(1) print it. */
void build_id_print(const struct build_id *id, char text[BUILD_ID_TEXT_MAX]);

#endif
