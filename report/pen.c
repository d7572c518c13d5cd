// SPDX-License-Identifier: GPL-2.0-or-later
/* How text reaches a terminal: no trailing blanks, no line too long, no byte that it would act on.
 */
#include <string.h>

#include "report/table.h"

void ws_pen_blanks(struct ws_pen *pen, unsigned int count)
{
	pen->blanks += count;
}

void ws_pen_text(struct ws_pen *pen, const char *text, bool red)
{
	if (!*text)
		return;
	red = red && pen->colour;
	fprintf(pen->out, "%*s%s", (int)pen->blanks, "", red ? "\033[31m" : "");
	for (; *text; text++)
		fputc(*text >= 0x20 && *text < 0x7f ? *text : '?', pen->out);
	if (red)
		fputs("\033[0m", pen->out);
	pen->blanks = 0;
}

void ws_pen_end(struct ws_pen *pen)
{
	fputc('\n', pen->out);
	pen->blanks = 0;
}

static void print_word(FILE *out, const char *word, size_t length)
{
	for (size_t at = 0; at < length; at++)
		fputc(word[at] >= 0x20 && word[at] < 0x7f ? word[at] : '?', out);
}

/* How much of a word stands on one line: what does not fit on any is broken, behind a slash if it
 * has one: such words are paths.
 */
static size_t part_of(const char *word, size_t length, size_t room)
{
	if (length <= room)
		return length;
	for (size_t end = room; end > 1; end--)
		if (word[end - 1] == '/')
			return end;
	return room;
}

void ws_paragraph(FILE *out, unsigned int width, unsigned int indent, const char *lead,
		  const char *text)
{
	const size_t room = width > indent ? width - indent : 1;
	size_t column = 0;

	fprintf(out, "%-*s", (int)indent, lead);
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		size_t part = part_of(text, length, room);

		if (column && column + 1 + length > room) {
			fprintf(out, "\n%*s", (int)indent, "");
			column = 0;
		}
		if (column)
			fputc(' ', out);
		print_word(out, text, part);
		column = part < length ? room : column + !!column + part;
		text += part;
	}
	fputc('\n', out);
}

void ws_count_text(uint64_t count, char text[WS_COUNT_TEXT_MAX])
{
	char digits[WS_COUNT_TEXT_MAX];
	int length = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)count);
	char *to = text;

	for (int at = 0; at < length; at++) {
		if (at > 0 && (length - at) % 3 == 0)
			*to++ = ',';
		*to++ = digits[at];
	}
	*to = '\0';
}
