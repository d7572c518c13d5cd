/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happens at an instruction, or a register, that this machine does not have. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_EXCEPTION_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_EXCEPTION_H

enum arm64_undefined {
	ARM64_UNDEFINED_IS_THE_END,
	ARM64_UNDEFINED_IS_TRIED, /* it is gone over, */
	ARM64_UNDEFINED_SEEN,     /* as has been done */
};

extern volatile enum arm64_undefined arm64_undefined;

#endif
