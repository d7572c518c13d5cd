/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a cell ended. Ordered from best to worst: where several apply the worst wins, and where
 * nobody has given one the verdict is `invalid`, never success.
 */
#ifndef WORLDSWITCH_VERDICTS_H
#define WORLDSWITCH_VERDICTS_H

/* X(symbol, identifier, meaning) */
#define WS_VERDICT_LIST(X)                                                                         \
	X(MEASURED, "measured", "the value can be trusted")                                        \
	X(ABSENT, "absent", "this target has no such thing; the reason says why")                  \
	X(SKIPPED, "skipped", "a feature that it needs is missing here; the reason names it")      \
	X(INVALID, "invalid", "the harness cannot show that the value is exact")                   \
	X(FAILED, "failed", "the system under test misbehaved")                                    \
	X(CRASHED, "crashed", "the system under test, or the emulator, died")                      \
	X(TIMED_OUT, "timed-out", "no answer within the time limit")

#define WS_VERDICT_ENUM(symbol, id, meaning) WS_VERDICT_##symbol,
enum ws_verdict { WS_VERDICT_LIST(WS_VERDICT_ENUM) WS_VERDICT_COUNT };
#undef WS_VERDICT_ENUM

/* Longest reason, with its terminating NUL. */
#define WS_REASON_MAX 256

#endif
