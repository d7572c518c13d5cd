/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which probe this is: what the host compares to refuse a stale image. */
#ifndef WORLDSWITCH_PROBE_CORE_IDENTITY_H
#define WORLDSWITCH_PROBE_CORE_IDENTITY_H

#include <stdint.h>

const char *identity_version(void);

/* The checksum of the benchmarks' identifiers, each followed by a newline, in the list's order. */
uint32_t identity_list(void);

#endif
