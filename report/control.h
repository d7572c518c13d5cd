/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Control characters: no text of a document holds one, since a terminal that shows it would act on
 * it. Beside ASCII's there are U+0080 to U+009F, which UTF-8 writes as C2 80 to C2 9F.
 */
#ifndef WORLDSWITCH_REPORT_CONTROL_H
#define WORLDSWITCH_REPORT_CONTROL_H

#include <stddef.h>

/* How many bytes the control character at a place of UTF-8 has; 0: there is none. */
static inline size_t control_length(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)
		return 2;
	return at[0] && (at[0] < 0x20 || at[0] == 0x7f);
}

#endif
