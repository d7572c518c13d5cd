/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words for numbers of an emulator's clock: whatever shows these says so, but the result's own
 * document, whose properties say it.
 */
#ifndef WORLDSWITCH_REPORT_EMULATED_H
#define WORLDSWITCH_REPORT_EMULATED_H

#include <worldswitch/result.h>

/* ", emulated", which follows the unit of such a result; empty of all others. */
const char *ws_emulated_suffix(const struct ws_result *result);

/* Whether there is one among them. */
bool ws_emulated_any(const struct ws_result *results, size_t count);

#define WS_EMULATED_WORD "emulated"
extern const char ws_emulated_meaning[];

#endif
