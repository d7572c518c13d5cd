// SPDX-License-Identifier: GPL-2.0-or-later
/* glib's functions for arrays, in the program that has loaded the tracer. */
#include "tracer/glib.h"

#include <dlfcn.h>
#include <string.h>

static GByteArray *(*new_bytes)(void);
static char *(*free_array)(GArray *array, int free_segment);

/* A function's address out of dlsym's void *, as POSIX wants it done. */
static bool look_up(const char *name, void *function)
{
	void *symbol = dlsym(RTLD_DEFAULT, name);

	memcpy(function, &symbol, sizeof(symbol));
	return symbol;
}

bool glib_prepare(void)
{
	return look_up("g_byte_array_new", &new_bytes) && look_up("g_array_free", &free_array);
}

GByteArray *glib_bytes_new(void)
{
	return new_bytes();
}

void glib_array_free(GArray *array)
{
	free_array(array, 1);
}
