/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An instruction of A64 as the word that it is (Arm ARM DDI 0487, B2.6.2: little endian). */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_WORD_ARM64_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_WORD_ARM64_H

#include <stdint.h>

#include "analysis/classify/flow.h"

static inline uint32_t word_arm64(const uint8_t bytes[4])
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

/* ws_flow_arm64 of a word. */
enum ws_flow flow_arm64_of_word(uint32_t word);

#endif
