// SPDX-License-Identifier: GPL-2.0-or-later
/* Do console bytes, in any chunks and with any rubbish between, become the same events? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lab/console.h"
#include "tests/unit/record_line.h"

struct log {
	char text[8192];
	size_t events;
};

static const char *const event_names[] = {
	[CONSOLE_BAD_RECORD] = "bad record",
	[CONSOLE_PANIC] = "panic",
	[CONSOLE_KVM] = "KVM",
	[CONSOLE_BOOTING] = "booting",
	[CONSOLE_INIT] = "init",
	[CONSOLE_XEN_PANIC] = "Xen's panic",
};

/* Of those that are sent here. */
static const char *const record_names[RECORD_END + 1] = {
	[RECORD_START] = "start",
	[RECORD_END] = "end",
};

static void note(void *context, const struct console_event *event)
{
	struct log *log = context;
	size_t used = strlen(log->text);

	log->events++;
	snprintf(log->text + used, sizeof(log->text) - used, "%s:%s|",
		 event->kind == CONSOLE_RECORD ? record_names[event->record.kind]
					       : event_names[event->kind],
		 event->text ? event->text : "");
}

static void feed_all(const char *data, size_t size, size_t chunk, struct log *log)
{
	struct console console = {.xen_panic = false};

	*log = (struct log){.events = 0};
	for (size_t at = 0; at < size; at += chunk)
		console_feed(&console, data + at, size - at < chunk ? size - at : chunk, note, log);
	console_end(&console, note, log);
}

static void test_mixed_console(void **state)
{
	char first[RECORD_LINE_MAX], second[RECORD_LINE_MAX];
	char data[4096];
	struct log whole, part;
	int size;

	(void)state;
	size = snprintf(data, sizeof(data),
			"[    0.000000] Booting Linux on physical CPU 0x0000000000 [0x413fd0c1]\r\n"
			"[    0.1] kvm [1]: VHE mode initialized successfully\r\r\n"
			"[    0.2] Run /init as init process\n"
			"(XEN) %s\r\n"
			"@ws 00b 00000000 end cells=4\n"
			"%s",
			record_line(first, "start id=null"), record_line(second, "end cells=4"));
	feed_all(data, (size_t)size, (size_t)size, &whole);
	assert_string_equal(whole.text,
			    "booting: 0x0000000000 [0x413fd0c1]|"
			    "KVM:VHE mode initialized successfully|init:|start:|bad record:|end:|");
	for (size_t chunk = 1; chunk < 64; chunk++) {
		feed_all(data, (size_t)size, chunk, &part);
		assert_string_equal(part.text, whole.text);
	}
}

static void test_record_after_an_endless_prefix(void **state)
{
	static char data[100000];
	char line[RECORD_LINE_MAX];
	struct log log;
	size_t length;

	(void)state;
	record_line(line, "end cells=4");
	length = strlen(line);
	memset(data, 'x', sizeof(data));
	memcpy(data + sizeof(data) - length, line, length);
	feed_all(data, sizeof(data), 4096, &log);
	assert_string_equal(log.text, "end:|");
	feed_all(data, sizeof(data), 1, &log);
	assert_string_equal(log.text, "end:|");
}

static void test_any_byte(void **state)
{
	static char data[8192];
	struct log log;

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (char)(i * 7 + i / 256);
	feed_all(data, sizeof(data), 100, &log);
	assert_int_equal(log.events, 0);
}

static void test_panics(void **state)
{
	static const char linux_panic[] =
		"[  1.0] Kernel panic - not syncing: VFS: no \x1b[31mroot\n";
	static const char xen_panic[] = "(XEN) \n(XEN) ****************************************\n"
					"(XEN) Panic on CPU 0:\n"
					"(XEN) Out of memory\n(XEN) ****************\n";
	struct log log;

	(void)state;
	feed_all(linux_panic, strlen(linux_panic), 3, &log);
	assert_string_equal(log.text, "panic:VFS: no ?[31mroot|");
	feed_all(xen_panic, strlen(xen_panic), 3, &log);
	assert_string_equal(log.text, "Xen's panic:Out of memory|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mixed_console),
		cmocka_unit_test(test_record_after_an_endless_prefix),
		cmocka_unit_test(test_any_byte),
		cmocka_unit_test(test_panics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
