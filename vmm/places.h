/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells who traces this machine where the kernel's places of interest are (worldswitch/places.h).
 */
#ifndef WORLDSWITCH_VMM_PLACES_H
#define WORLDSWITCH_VMM_PLACES_H

#include <stdint.h>

/*
 * Those that paths of these benchmarks (bits; 0: all) pass. What the kernel does not show is not
 * told: what is counted is the same without.
 */
void vmm_places_tell(uint32_t benchmarks);

#endif
