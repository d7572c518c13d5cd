/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of a domain that has not begun yet, given to it after it was made. */
#ifndef WORLDSWITCH_DOM0_ARCH_X86_64_LINE_H
#define WORLDSWITCH_DOM0_ARCH_X86_64_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

/* What a domain is made with that is to get one: size - 1 times the same character, and a NUL. */
void line_reserve(char *line, size_t size);

/* Where such a line of a domain's is, in its first pages. */
int line_find(uint16_t domain, size_t pages, size_t size, uint64_t *address,
	      struct ws_error *error);

/* Writes another one, which is shorter or as long, there. */
int line_write(uint16_t domain, uint64_t address, const char *line, struct ws_error *error);

#endif
