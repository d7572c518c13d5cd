/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Errors of the host-side libraries: a function returns -errno and leaves one line that says what
 * was tried, on what, why it failed and what to do. Only commands print it.
 */
#ifndef WORLDSWITCH_SUPPORT_ERROR_H
#define WORLDSWITCH_SUPPORT_ERROR_H

#include <stdarg.h>

#define WS_ERROR_MAX 1024

struct ws_error {
	char text[WS_ERROR_MAX];
};

/* Sets the line (control characters replaced, cut at WS_ERROR_MAX) and returns -code. */
int ws_fail(struct ws_error *error, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As ws_fail, ending in ": " and strerror(code). */
int ws_fail_errno(struct ws_error *error, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
