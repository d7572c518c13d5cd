/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tells the results of one target apart, in as few words as do. */
#ifndef WORLDSWITCH_REPORT_TRAITS_H
#define WORLDSWITCH_REPORT_TRAITS_H

#include <stddef.h>

#include <worldswitch/result.h>

enum ws_trait {
	WS_TRAIT_IMAGE,       /* kernel or hypervisor: 6.12 */
	WS_TRAIT_SERVER,      /* the name that ssh was given */
	WS_TRAIT_CPU,         /* cortex-a76; of hardware what it says of itself */
	WS_TRAIT_CONTROLLER,  /* GICv2, xapic */
	WS_TRAIT_CPUS,        /* smp 4 */
	WS_TRAIT_DOM0,        /* dom0 linux */
	WS_TRAIT_DOM0_KERNEL, /* where a hypervisor runs below it: 6.12 */
	WS_TRAIT_LINE,        /* the words of the command line that not all have */
	WS_TRAIT_COUNT
};

#define WS_TRAIT_TEXT_MAX 32

/* Empty where results of the same target do not differ in it, or nothing is known of this one. */
struct ws_traits {
	char text[WS_TRAIT_COUNT][WS_TRAIT_TEXT_MAX];
};

/* Of results[at] among all of them. */
void ws_traits_of(const struct ws_result *results, size_t count, size_t at,
		  struct ws_traits *traits);

#endif
