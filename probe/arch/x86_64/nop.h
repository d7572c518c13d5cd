/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A marker's instruction, as text for inline assembly; marker.h has it for assembly. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_NOP_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_NOP_H

#include <worldswitch/markers.h>

#define NOP_TEXT(base, number) "nopl	(" #base " + " #number ")(%%rax)\n\t"
#define NOP(base, number)      NOP_TEXT(base, number)
#define MARKER(number)         NOP(WS_MARKER_X86, number)

#endif
