/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The machine's CPUs, of which one runs at a time: which it is, by the register that tells them
 * apart (identity.h). A machine with one CPU is never asked.
 */
#ifndef WORLDSWITCH_TRACER_CPUS_H
#define WORLDSWITCH_TRACER_CPUS_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/windows.h>

#include "tracer/identity.h"

#define CPUS_MAX   IDENTITY_CPUS_MAX
#define CPUS_SLOTS IDENTITY_SLOTS
#define CPUS_NONE  IDENTITY_NONE

void cpus_start(unsigned int count);
unsigned int cpus_count(void);

/*
 * From now on CPUs are told apart. Before the probe begins they cannot be: firmware and kernels set
 * the register while they start.
 */
void cpus_tell_apart(void);

/* The slot of the CPU that runs, CPUS_NONE where that cannot be told (yet). */
unsigned int cpus_running(void);

/* The same of the CPU that a block is translated for. */
unsigned int cpus_translating(void);

/* See identity_witness. */
bool cpus_witness(unsigned int slot, unsigned int number);
uint32_t cpus_numbers(unsigned int slot);

/* The number of the CPU in a slot; false where it is not known. */
bool cpus_number(unsigned int slot, unsigned int *number);

/* Whether that is known of every CPU seen so far. */
bool cpus_all_known(void);

/* Puts the CPUs' numbers for the slots of a window's stages; false where one is not known. */
bool cpus_name(struct ws_window *window);

/* Why CPUs cannot be told apart, or NULL. */
const char *cpus_problem(void);

#endif
