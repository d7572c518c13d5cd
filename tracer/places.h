/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Addresses at which paths pass a place of interest (worldswitch/places.h). A place is where blocks
 * begin, as functions and vectors do: code that runs on into an address does not pass it.
 */
#ifndef WORLDSWITCH_TRACER_PLACES_H
#define WORLDSWITCH_TRACER_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include <worldswitch/places.h>

void places_start(void);

/* A guest says so: a number that is none, and more addresses than there is room for, are ignored.
 */
void places_tell(uint32_t place, uint64_t address);

/* Whether an address has been told since this was asked last. */
bool places_are_new(void);

/* WS_PLACE_NONE where there is none. */
enum ws_place places_at(uint64_t address);

#endif
