// SPDX-License-Identifier: GPL-2.0-or-later
/* Bit by bit, without a table: a few kilobytes of records are all that ever goes through it. */
#include "probe/core/crc32.h"

#define POLYNOMIAL 0xedb88320u /* IEEE 802.3, least significant bit first */

uint32_t ws_crc32(uint32_t crc, const void *data, size_t size)
{
	const uint8_t *bytes = data;

	crc = ~crc;
	for (size_t at = 0; at < size; at++) {
		crc ^= bytes[at];
		for (unsigned int bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
	}
	return ~crc;
}
