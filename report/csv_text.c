// SPDX-License-Identifier: GPL-2.0-or-later
/* RFC 4180, 2: a field with a comma, a quote or a line's end is quoted, quotes in it are doubled.
 */
#include "report/csv_text.h"

#include <string.h>

void ws_csv_text(FILE *out, const char *text)
{
	if (!text)
		return;
	if (!strpbrk(text, "\",\r\n")) {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text; text++)
		fprintf(out, "%s%c", *text == '"' ? "\"" : "", *text);
	fputc('"', out);
}
