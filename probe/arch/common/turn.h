/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The unit in which waiting is counted. */
#ifndef WORLDSWITCH_PROBE_ARCH_COMMON_TURN_H
#define WORLDSWITCH_PROBE_ARCH_COMMON_TURN_H

/* One turn of any waiting loop. */
void wait_turn(void);

/* How many turns end in vain: tens of milliseconds on real hardware, a second in an emulator. */
#define WAIT_TURNS_MAX 1000000

/* The hint, by each port, that tells other threads of the CPU, and emulators, of a waiting loop. */
void arch_turn_hint(void);

#endif
