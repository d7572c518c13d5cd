/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The CRC-32 of IEEE 802.3, as zlib's crc32(0, data, size). No dependency: the VMM compiles it too.
 */
#ifndef WORLDSWITCH_PROBE_CORE_CRC32_H
#define WORLDSWITCH_PROBE_CORE_CRC32_H

#include <stddef.h>
#include <stdint.h>

/* Continues from `crc`, the value for the bytes before; 0 to begin. */
uint32_t ws_crc32(uint32_t crc, const void *data, size_t size);

#endif
