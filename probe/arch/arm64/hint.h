/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A marker's instruction, as text for inline assembly. */
#ifndef WORLDSWITCH_PROBE_ARCH_ARM64_HINT_H
#define WORLDSWITCH_PROBE_ARCH_ARM64_HINT_H

#define HINT_TEXT(number) "hint	#" #number "\n\t"
#define HINT(number)      HINT_TEXT(number)

#endif
