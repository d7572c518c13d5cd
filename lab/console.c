// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Console lines to events. Nothing here ends a run by itself: a line of text proves nothing, a
 * guest can print any, so what an event means is decided by the session.
 */
#include "lab/console.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What Linux and Xen print, and what it tells. The text starts after the words. */
static const struct marked_line {
	const char *words;
	enum console_event_kind kind;
} marked_lines[] = {
	{.words = "Kernel panic - not syncing: ", .kind = CONSOLE_PANIC},
	{.words = "Booting Linux on physical CPU", .kind = CONSOLE_BOOTING},
	{.words = "BIOS-provided physical RAM map", .kind = CONSOLE_BOOTING},
	{.words = "(XEN) Xen version", .kind = CONSOLE_BOOTING},
	{.words = "Run /init as init process", .kind = CONSOLE_INIT},
	{.words = "kvm [1]: ", .kind = CONSOLE_KVM},
};

#define XEN_PREFIX "(XEN) "
#define XEN_PANIC  XEN_PREFIX "Panic on CPU "
#define XEN_RULER  XEN_PREFIX "****"

struct sink {
	struct console *console;
	console_take take;
	void *context;
};

static void make_printable(char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7e)
			*text = '?';
}

static void report_text(const struct sink *sink, enum console_event_kind kind, const char *text)
{
	char printable[LINES_MAX + 1];
	struct console_event event = {.kind = kind, .text = printable};

	snprintf(printable, sizeof(printable), "%s", text);
	make_printable(printable);
	sink->take(sink->context, &event);
}

/* Xen's panic: "Panic on CPU 0:" on one line, why on the next. */
static bool take_xen_panic(const struct sink *sink, const char *line)
{
	const char *head = strstr(line, XEN_PANIC);
	const char *body = strstr(line, XEN_PREFIX);

	if (head) {
		sink->console->xen_panic = true;
		return true;
	}
	if (!sink->console->xen_panic || !body || strstr(line, XEN_RULER))
		return false;
	sink->console->xen_panic = false;
	report_text(sink, CONSOLE_XEN_PANIC, body + strlen(XEN_PREFIX));
	return true;
}

static void take_text_line(const struct sink *sink, const char *line)
{
	if (take_xen_panic(sink, line))
		return;
	for (size_t i = 0; i < sizeof(marked_lines) / sizeof(marked_lines[0]); i++) {
		const char *words = strstr(line, marked_lines[i].words);

		if (words) {
			report_text(sink, marked_lines[i].kind,
				    words + strlen(marked_lines[i].words));
			return;
		}
	}
}

static void take_line(void *context, const char *line, size_t length, bool cut)
{
	const struct sink *sink = context;
	struct console_event event = {.kind = CONSOLE_RECORD};
	int found = record_find(line, length, &event.record);

	(void)cut; /* a record is the tail of its line, and the tail is always here */
	if (found == -ENOENT) {
		take_text_line(sink, line);
		return;
	}
	if (found)
		event.kind = CONSOLE_BAD_RECORD;
	sink->take(sink->context, &event);
}

void console_feed(struct console *console, const char *data, size_t size, console_take take,
		  void *context)
{
	struct sink sink = {.console = console, .take = take, .context = context};

	lines_feed(&console->lines, data, size, take_line, &sink);
}

void console_end(struct console *console, console_take take, void *context)
{
	struct sink sink = {.console = console, .take = take, .context = context};

	lines_end(&console->lines, take_line, &sink);
}
