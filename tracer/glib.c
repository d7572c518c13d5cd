// SPDX-License-Identifier: GPL-2.0-or-later
/* glib's functions for arrays, in the program that has loaded the tracer. */
#include "tracer/glib.h"

#include "tracer/symbol.h"

static GByteArray *(*new_bytes)(void);
static char *(*free_array)(GArray *array, int free_segment);

bool glib_prepare(void)
{
	return symbol_find("g_byte_array_new", &new_bytes) &&
	       symbol_find("g_array_free", &free_array);
}

GByteArray *glib_bytes_new(void)
{
	return new_bytes();
}

void glib_array_free(GArray *array)
{
	free_array(array, 1);
}
