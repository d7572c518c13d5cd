// SPDX-License-Identifier: GPL-2.0-or-later
/* Puts the page together: its text, where each @WORD@ alone on a line stands for a part. */
#include "report/page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/page_data.h"
#include "report/page_parts.h"

/* Inside a script element "</script" and "<!--" would end the data; a JSON string may spell "<" so.
 */
static void put_data(FILE *out, const char *data)
{
	for (size_t length = strcspn(data, "<"); *data; length = strcspn(data, "<")) {
		fwrite(data, 1, length, out);
		data += length;
		if (!*data)
			break;
		fputs("\\u003c", out);
		data++;
	}
}

static void put_part(FILE *out, const char *word, const char *data)
{
	static const struct {
		const char *word, *text;
	} parts[] = {
		{"@STYLE@\n", page_css},
		{"@CHART@\n", page_chart_js},
		{"@SCRIPT@\n", page_js},
	};

	if (strncmp(word, "@DATA@\n", 7) == 0)
		put_data(out, data);
	for (size_t at = 0; at < sizeof(parts) / sizeof(parts[0]); at++)
		if (strncmp(word, parts[at].word, strlen(parts[at].word)) == 0)
			fputs(parts[at].text, out);
}

static void put_page(FILE *out, const char *data)
{
	const char *end;

	for (const char *line = page_html; *line; line = end) {
		end = line + strcspn(line, "\n");
		end += *end == '\n';
		if (*line == '@')
			put_part(out, line, data);
		else
			fwrite(line, 1, (size_t)(end - line), out);
	}
}

int ws_page(FILE *out, const struct ws_page *page)
{
	char *data = ws_page_data(page);

	if (!data)
		return -ENOMEM;
	put_page(out, data);
	free(data);
	return 0;
}
