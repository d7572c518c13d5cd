/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which group a system register of A64 belongs to. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_REGISTERS_ARM64_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_REGISTERS_ARM64_H

#include <stdint.h>

#include "analysis/classes.h"

/* By op0, op1, CRn, CRm and op2 as they stand in MRS and MSR (register), bits 20 to 5. */
enum ws_class registers_arm64_class(uint32_t word, bool kept);

#endif
