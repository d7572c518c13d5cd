/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Port contract: where the words of event channels begin in the page that Xen shares with a domain
 * (struct shared_info of xen_interface.h), counted in words of 64 bits: behind the entries of as
 * many VCPUs as the architecture has there.
 */
#ifndef WORLDSWITCH_PROBE_ARCH_XEN_PAGE_H
#define WORLDSWITCH_PROBE_ARCH_XEN_PAGE_H

extern const unsigned int arch_xen_events_word;

#endif
