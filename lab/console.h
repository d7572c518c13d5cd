/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The console of an emulated machine: the bytes of a guest, a kernel and a hypervisor, mixed. Out
 * of them come the probe's records and the few lines of Linux and Xen that decide a run's verdict.
 */
#ifndef WORLDSWITCH_LAB_CONSOLE_H
#define WORLDSWITCH_LAB_CONSOLE_H

#include <stdint.h>

#include "records/lines.h"
#include "records/record.h"

enum console_event_kind {
	CONSOLE_RECORD,     /* record */
	CONSOLE_BAD_RECORD, /* something like a record, not to be trusted */
	CONSOLE_PANIC,      /* text: what the kernel says of its own end */
	CONSOLE_KVM,        /* text: what the kernel says of its KVM */
	CONSOLE_BOOTING,    /* the kernel's or Xen's first line */
	CONSOLE_INIT,       /* the kernel starts /init */
	CONSOLE_XEN_PANIC,  /* text: what Xen says of its own end */
};

struct console_event {
	enum console_event_kind kind;
	struct record record;
	const char *text; /* printable ASCII, valid during the call */
};

/* Called once per event, in the order of the bytes. */
typedef void (*console_take)(void *context, const struct console_event *event);

/* Zero-initialised is empty. */
struct console {
	struct lines lines;
	bool xen_panic; /* Xen's reason is on the line after its "Panic on CPU" */
};

void console_feed(struct console *console, const char *data, size_t size, console_take take,
		  void *context);
void console_end(struct console *console, console_take take, void *context);

#endif
