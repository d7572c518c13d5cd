/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_MAP_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_MAP_H

#include <stdint.h>

/*
 * Makes one page below MAPPED_END memory like any other, wherever it is, and returns it; to be
 * called once.
 */
void *map_page(uint64_t address);

#endif
