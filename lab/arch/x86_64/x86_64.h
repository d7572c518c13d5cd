/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lab's row of x86-64 and what its files share. */
#ifndef WORLDSWITCH_LAB_ARCH_X86_64_H
#define WORLDSWITCH_LAB_ARCH_X86_64_H

#include "lab/architecture.h"

extern const struct architecture x86_64_architecture;
extern const struct image_kind x86_64_kernel, x86_64_modules, x86_64_xen;
extern const struct image_kind x86_64_dom0_kernel, x86_64_dom0_modules;
#define X86_64_TOOLS 18 /* packages of Xen's tools */
extern const struct image_kind x86_64_tools[X86_64_TOOLS];

/* Versions of the local APIC: how the CPU reaches it. */
enum { X86_64_XAPIC = 1, X86_64_X2APIC = 2 };

/* See struct architecture; model: without what machine->cpu adds to it. */
int x86_64_check_cpu(const struct machine *machine, const char *model, bool needs_vhe,
		     struct ws_error *error);
void x86_64_add_machine(struct arguments *arguments, const struct machine *machine,
			const char *extra);

#endif
