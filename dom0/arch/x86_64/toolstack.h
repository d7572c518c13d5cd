/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xen's own tools, as Debian packages have them: programs and libraries, in one folder. */
#ifndef WORLDSWITCH_DOM0_ARCH_X86_64_TOOLSTACK_H
#define WORLDSWITCH_DOM0_ARCH_X86_64_TOOLSTACK_H

#include "support/error.h"

/* Starts what xl needs: the store, Dom0's place in it, and who serves consoles. */
int toolstack_start(struct ws_error *error);

/* "xl create" of a configuration, as xl.cfg(5) has it; the domain is there, and waits. */
int toolstack_create(const char *name, const char *config, struct ws_error *error);

#endif
