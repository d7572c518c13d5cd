// SPDX-License-Identifier: GPL-2.0-or-later
/* Branches of A64 (Arm ARM DDI 0487, C4.1.66 "Branches, Exception Generating and System
 * instructions"), those with pointer authentication among them. */
#include "analysis/classify/flow.h"
#include "analysis/classify/word_arm64.h"

struct pattern {
	uint32_t mask;
	uint32_t value;
	enum ws_flow flow;
};

static const struct pattern patterns[] = {
	{0xfc000000, 0x94000000, WS_FLOW_CALL},             /* BL */
	{0xfffffc1f, 0xd63f0000, WS_FLOW_CALL},             /* BLR */
	{0xfefff800, 0xd63f0800, WS_FLOW_CALL},             /* BLRAA, BLRAB, BLRAAZ, BLRABZ */
	{0xfffffc1f, 0xd65f0000, WS_FLOW_RETURN},           /* RET */
	{0xfffffbff, 0xd65f0bff, WS_FLOW_RETURN},           /* RETAA, RETAB */
	{0xffffffff, 0xd69f03e0, WS_FLOW_EXCEPTION_RETURN}, /* ERET */
	{0xfffffbff, 0xd69f0bff, WS_FLOW_EXCEPTION_RETURN}, /* ERETAA, ERETAB */
	{0xffe0001f, 0xd4000001, WS_FLOW_TRAP},             /* SVC */
	{0xffe0001f, 0xd4000002, WS_FLOW_TRAP},             /* HVC */
	{0xffe0001f, 0xd4000003, WS_FLOW_TRAP},             /* SMC */
	{0xfc000000, 0x14000000, WS_FLOW_JUMP},             /* B */
	{0xff000000, 0x54000000, WS_FLOW_JUMP},             /* B.cond, BC.cond */
	{0x7e000000, 0x34000000, WS_FLOW_JUMP},             /* CBZ, CBNZ */
	{0x7e000000, 0x36000000, WS_FLOW_JUMP},             /* TBZ, TBNZ */
	{0xfffffc1f, 0xd61f0000, WS_FLOW_JUMP},             /* BR */
	{0xfefff800, 0xd61f0800, WS_FLOW_JUMP},             /* BRAA, BRAB, BRAAZ, BRABZ */
};

enum ws_flow flow_arm64_of_word(uint32_t word)
{
	for (size_t at = 0; at < sizeof(patterns) / sizeof(patterns[0]); at++)
		if ((word & patterns[at].mask) == patterns[at].value)
			return patterns[at].flow;
	return WS_FLOW_NEXT;
}

enum ws_flow ws_flow_arm64(const uint8_t *bytes, size_t size)
{
	return size == 4 ? flow_arm64_of_word(word_arm64(bytes)) : WS_FLOW_NEXT;
}
