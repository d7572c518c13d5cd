// SPDX-License-Identifier: GPL-2.0-or-later
/* See symbol.h. */
#include "tracer/symbol.h"

#include <dlfcn.h>
#include <string.h>

bool symbol_find(const char *name, void *pointer)
{
	void *symbol = dlsym(RTLD_DEFAULT, name);

	memcpy(pointer, &symbol, sizeof(symbol)); /* as POSIX wants functions taken out of it */
	return symbol;
}
