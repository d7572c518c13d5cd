/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The code that a record is of: every instruction that was translated while one is wanted. */
#ifndef WORLDSWITCH_TRACER_RECORD_CODE_H
#define WORLDSWITCH_TRACER_RECORD_CODE_H

#include <stdint.h>

#include <worldswitch/windows.h>
#include <worldswitch/worlds.h>

#include "tracer/qemu_plugin.h"

/* For a callback's userdata: an instruction of a block that is translated for that world. */
void *record_code_keep(const struct qemu_plugin_insn *insn, enum ws_world world);

/* Its number among all code. */
uint32_t record_code_number(const void *kept);

/* A trace begins: none of the code is known to its reader. */
void record_code_begin(void);

enum record_code {
	RECORD_CODE_KNOWN,
	RECORD_CODE_NEW,  /* text is the line that introduces it */
	RECORD_CODE_FULL, /* a trace has no room for it */
};

/* *number: of the instruction, as this world executes it, in the trace. */
enum record_code record_code_introduce(uint32_t number_of_all, enum ws_world world,
				       uint32_t *number, char text[WS_STREAM_LINE_MAX]);

#endif
