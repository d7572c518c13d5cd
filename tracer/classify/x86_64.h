/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of x86-64's classifier share. */
#ifndef WORLDSWITCH_TRACER_CLASSIFY_X86_64_H
#define WORLDSWITCH_TRACER_CLASSIFY_X86_64_H

#include "tracer/classify/classify.h"

/* Positions of general registers; the first three are a marker's operands. */
enum x86_64_register {
	X86_64_RDI,
	X86_64_RSI,
	X86_64_RDX,
	X86_64_RAX,
	X86_64_RCX,
};

/* Without markers. */
struct instruction x86_64_instruction(const uint8_t *bytes, size_t size);

/* The local interrupt controller's command register, and interrupt gates. */
bool x86_64_sends(unsigned int operand, classify_read read, uint64_t *value);
bool x86_64_sent(enum instruction_kind kind, uint64_t value, struct sent *sent);
uint64_t x86_64_handler(const uint8_t *entry);

#endif
