// SPDX-License-Identifier: GPL-2.0-or-later
/* The emulator's text as words: no word of ours has a blank in it. */
#include <errno.h>
#include <string.h>

#include "vmm/lab.h"

int vmm_lab_split(char *text, char **argv, size_t limit)
{
	size_t count = 0;
	char *rest = NULL;

	for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		if (count + 1 >= limit)
			return -E2BIG;
		argv[count++] = word;
	}
	argv[count] = NULL;
	return (int)count;
}
