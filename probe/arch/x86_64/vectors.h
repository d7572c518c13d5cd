/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of interrupt vectors, which both CPUs use, and what may stand in it. */
#ifndef WORLDSWITCH_PROBE_ARCH_X86_64_VECTORS_H
#define WORLDSWITCH_PROBE_ARCH_X86_64_VECTORS_H

#include <stdint.h>

#define VECTOR_PAGE_FAULT 14
#define VECTOR_FIRST      32 /* of those that are no exceptions */

/* The probe's own; somebody else's choice for a message may be any other from 0x40 on. */
#define VECTOR_SELF     0x30 /* what a CPU sends itself, and takes without ending it */
#define VECTOR_SECOND   0x31 /* what the second CPU is sent */
#define VECTOR_ALARM    0x32
#define VECTOR_WAKE     0x33 /* what the second CPU is sent to begin again */
#define VECTOR_OTHERS   0x40
#define VECTOR_SPURIOUS 0xff

/* Entries, of vectors.S and selftest.S. */
typedef const uint8_t vector_entry[];

extern vector_entry vector_entries;  /* of exceptions, one every 16 bytes: they end the probe */
extern vector_entry vector_stray;    /* an interrupt that nobody wants ends it too */
extern vector_entry vector_receive;  /* an interrupt ends a window, and is counted */
extern vector_entry vector_timed;    /* the same by a clock */
extern vector_entry vector_note;     /* an interrupt is taken and remembered */
extern vector_entry vector_self;     /* an interrupt is taken, and goes on being active */
extern vector_entry vector_spurious; /* nothing */
extern vector_entry vector_selftest; /* a fault is stepped over */

/* Fills the table; for the first CPU, before anything may fault. */
void vectors_make(void);

/* Tells this CPU of it. */
void vectors_use(void);

/* The entry that every exception has at first. */
const uint8_t *vector_exception(unsigned int vector);

void vectors_set(unsigned int vector, const uint8_t *entry);

#endif
