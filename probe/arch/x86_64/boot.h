/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Segment selectors and the address space, for assembly and C: what boot.S sets up. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_BOOT_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_BOOT_H

#define SELECTOR_CODE64 0x08
#define SELECTOR_CODE32 0x10
#define SELECTOR_DATA   0x18

/* What is mapped where it is: the first 4 GiB, of which the last is devices. */
#define MAPPED_END    0x100000000
#define DEVICES_BEGIN 0xc0000000

/* An address that is not mapped, for loads that are meant to fault: selftest.S. */
#define UNMAPPED 0x8000000000

/* Where a CPU begins in real mode: a page below 1 MiB that is lent and given back (board_pc.c). */
#define TRAMPOLINE 0x8000

#endif
