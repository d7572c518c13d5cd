/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the program that has loaded the tracer shows to its modules, by name. */
#ifndef WORLDSWITCH_TRACER_SYMBOL_H
#define WORLDSWITCH_TRACER_SYMBOL_H

#include <stdbool.h>

/* Fills a pointer to a function or a variable; NULL and false where there is none of the name. */
bool symbol_find(const char *name, void *pointer);

#endif
