/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes for the host of the emulated machine that this runs in; on a real one they go nowhere. */
#ifndef WORLDSWITCH_VMM_DATA_H
#define WORLDSWITCH_VMM_DATA_H

#include <stddef.h>

/* In any amounts; what has been said goes out with vmm_data_flush at the latest. */
void vmm_data_add(const void *bytes, size_t size);
void vmm_data_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vmm_data_flush(void);

#endif
