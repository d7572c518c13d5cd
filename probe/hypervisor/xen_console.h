/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The console that Xen's tools give each domain (xen/include/public/io/console.h): a page with a
 * ring for each direction, and a port by which either side says that it has been there.
 */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_CONSOLE_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_CONSOLE_H

#include <stddef.h>
#include <stdint.h>

struct xencons_interface;

/* Where the page of this domain's is; 0: it has none. */
uint64_t xen_console_find(void);

/* What xen_console_find has found is mapped there: text goes there from now on. */
void xen_console_use(struct xencons_interface *page);

/* As arch_console_write: where nobody reads for long, text is lost. */
void xen_console_write(const char *text, size_t size);

/* Waits until all has been read, which is lost where the domain ends before. */
void xen_console_drain(void);

#endif
