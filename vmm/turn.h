/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waiting without sleep, counted in turns that another CPU may use. */
#ifndef WORLDSWITCH_VMM_TURN_H
#define WORLDSWITCH_VMM_TURN_H

/* Some tens of loops, and arch_relax. */
void vmm_turn(void);

/* As long as somebody takes who has said that he goes to rest, to be at rest. */
void vmm_turns_settle(void);

#endif
