// SPDX-License-Identifier: GPL-2.0-or-later
/* The one table of architectures. */
#include "lab/architecture.h"

#include "lab/arch/arm64/arm64.h"
#include "lab/arch/x86_64/x86_64.h"

const struct architecture *const architectures[LAB_ARCHITECTURE_COUNT] = {
	[LAB_ARM64] = &arm64_architecture,
	[LAB_X86_64] = &x86_64_architecture,
};

const struct lab_controller *lab_controller_of(enum lab_architecture architecture)
{
	return &architectures[architecture]->controller;
}
