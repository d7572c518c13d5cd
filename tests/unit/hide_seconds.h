/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long the steps that a user is told have taken is the machine's: "   # s  " whatever it was.
 */
#ifndef WORLDSWITCH_TESTS_HIDE_SECONDS_H
#define WORLDSWITCH_TESTS_HIDE_SECONDS_H

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* A test takes less than a hundred seconds, on whatever machine. */
static inline void hide_seconds(char *text)
{
	for (char *at = text; (at = strstr(at, " s  ")); at++) {
		bool few = at - text >= 4 && isdigit((unsigned char)at[-1]) && at[-3] == ' ';

		if (few) {
			at[-2] = ' ';
			at[-1] = '#';
		}
	}
}

#endif
