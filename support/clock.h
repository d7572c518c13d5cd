/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Durations of the host: by a clock that nobody sets. */
#ifndef WORLDSWITCH_SUPPORT_CLOCK_H
#define WORLDSWITCH_SUPPORT_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment before the program began. */
int64_t ws_now_ms(void);

#endif
