/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Port contract: the way out for text. */
#ifndef WORLDSWITCH_PROBE_ARCH_CONSOLE_H
#define WORLDSWITCH_PROBE_ARCH_CONSOLE_H

#include <stddef.h>

/* Returns when the device has taken everything; a device that takes nothing does not block it. */
void arch_console_write(const char *text, size_t size);

#endif
