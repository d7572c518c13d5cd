/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the second VM of vm-switch does (WS_ROLE_PEER of records.h): it answers, until it is ended.
 */
#ifndef WORLDSWITCH_PROBE_BENCH_PEER_H
#define WORLDSWITCH_PROBE_BENCH_PEER_H

/* Returns only where it cannot. */
void peer_kvm(void);
void peer_xen(void);

#endif
