/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where execution goes after an instruction: what following calls and returns needs to know. */
#ifndef WORLDSWITCH_ANALYSIS_CLASSIFY_FLOW_H
#define WORLDSWITCH_ANALYSIS_CLASSIFY_FLOW_H

#include <stddef.h>
#include <stdint.h>

enum ws_flow {
	WS_FLOW_NEXT,
	WS_FLOW_JUMP, /* or not, where it has a condition */
	WS_FLOW_CALL,
	WS_FLOW_RETURN,
	WS_FLOW_TRAP,             /* asks a higher level for something */
	WS_FLOW_EXCEPTION_RETURN, /* to a lower level, or into a guest */
};

/* Of a whole instruction; what is not known goes to the next one. */
typedef enum ws_flow (*ws_flow_of)(const uint8_t *bytes, size_t size);

enum ws_flow ws_flow_arm64(const uint8_t *bytes, size_t size);
enum ws_flow ws_flow_x86_64(const uint8_t *bytes, size_t size);

#endif
