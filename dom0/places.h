/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells who traces this machine where the kernel of Dom0 takes interrupts (worldswitch/places.h).
 */
#ifndef WORLDSWITCH_DOM0_PLACES_H
#define WORLDSWITCH_DOM0_PLACES_H

/* What the kernel does not show is not told: what is counted is the same without. */
void dom0_places_tell(void);

#endif
