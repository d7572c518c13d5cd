/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probe's image, as the build has put it into this program. */
#ifndef WORLDSWITCH_VMM_EMBEDDED_H
#define WORLDSWITCH_VMM_EMBEDDED_H

#include <stdint.h>

extern const uint8_t vmm_embedded_probe[];
extern const uint64_t vmm_embedded_probe_size;

#endif
