/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory of another domain's, as a part of this process's. */
#ifndef WORLDSWITCH_DOM0_ARCH_X86_64_MEMORY_H
#define WORLDSWITCH_DOM0_ARCH_X86_64_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "support/error.h"

#define MEMORY_PAGE      4096
#define MEMORY_PAGES_MAX 4096

struct memory {
	uint8_t *bytes;
	size_t pages;
	bool there[MEMORY_PAGES_MAX]; /* others are not to be touched */
};

/* A domain's pages from one on. */
int memory_map(uint16_t domain, uint64_t first, size_t pages, struct memory *memory,
	       struct ws_error *error);
void memory_unmap(const struct memory *memory);

#endif
