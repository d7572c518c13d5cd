/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The second CPU: what a port has for it, of which common/second.c makes peer.h. */
#ifndef WORLDSWITCH_PROBE_ARCH_COMMON_SECOND_H
#define WORLDSWITCH_PROBE_ARCH_COMMON_SECOND_H

#include <stdbool.h>

/* Where it gets to, with a stack of its own. */
_Noreturn void second_main(void);

/* Whether it gets there in time. */
bool second_comes(void);

/* The calling CPU's interrupts are let through, or no longer; false where that cannot be. */
bool arch_second_open(void);
void arch_second_close(void);

/* By the second CPU, when it is open: whatever is sent to it ends a window from now on. */
void arch_second_listen(void);

/* Starts it, and second_comes is waited for; false where nobody does. */
bool arch_second_start(void);

/* Interrupts it, outside of windows. */
void arch_second_call(void);

/* By the second CPU: goes off. Where it comes back it has been started again. */
void arch_second_off(void);

#endif
