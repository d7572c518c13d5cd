// SPDX-License-Identifier: GPL-2.0-or-later
/* The architectures that the tracer knows, by the emulator's names. */
#include "tracer/classify/classify.h"

#include <string.h>

static const struct classifier *const classifiers[] = {
	&classifier_arm64,
	&classifier_x86_64,
};

const struct classifier *classifier_find(const char *target)
{
	for (size_t i = 0; i < sizeof(classifiers) / sizeof(classifiers[0]); i++)
		if (!strcmp(classifiers[i]->target, target))
			return classifiers[i];
	return NULL;
}
