// SPDX-License-Identifier: GPL-2.0-or-later
/* One line of error text: never more, and never a byte that a terminal would act on. */
#include "support/error.h"

#include <stdio.h>
#include <string.h>

static void keep_to_one_line(char *text)
{
	for (unsigned char *at = (unsigned char *)text; *at; at++)
		if (*at < 0x20 || *at == 0x7f)
			*at = *at == '\n' || *at == '\t' ? ' ' : '?';
}

int ws_fail(struct ws_error *error, int code, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	keep_to_one_line(error->text);
	return -code;
}

int ws_fail_errno(struct ws_error *error, int code, const char *format, ...)
{
	va_list arguments;
	size_t length;

	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	length = strlen(error->text);
	snprintf(error->text + length, sizeof(error->text) - length, ": %s", strerror(code));
	keep_to_one_line(error->text);
	return -code;
}
