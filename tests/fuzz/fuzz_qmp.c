// SPDX-License-Identifier: GPL-2.0-or-later
/* QEMU's side of the dialogue that saves a machine: whatever it says, there is one end at most. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/saver.h"

/* More commands than a save has, in one dialogue. */
#define COMMANDS_MAX 8

static void count(void *context, const char *line)
{
	unsigned int *commands = context;

	if (!strstr(line, "\"execute\"") || ++*commands > COMMANDS_MAX)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned int commands = 0;
	struct saver saver = {.path = "/cache/\"a\".unfinished", .send = count};

	saver.context = &commands;
	saver_feed(&saver, (const char *)data, size);
	if (saver.state == SAVER_FAILED && !saver.reason[0])
		abort();
	return 0;
}
