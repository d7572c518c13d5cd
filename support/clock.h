/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Durations of the host, by a clock that nobody sets, and the time of day. */
#ifndef WORLDSWITCH_SUPPORT_CLOCK_H
#define WORLDSWITCH_SUPPORT_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment before the program began. */
int64_t ws_now_ms(void);

/* The time of day for people and documents: RFC 3339, UTC, allocated; NULL: no memory. */
char *ws_now_text(void);

#endif
