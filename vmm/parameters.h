/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the guest is told to do, in the words of its command line (records.h, WS_PARAMETER_*). */
#ifndef WORLDSWITCH_VMM_PARAMETERS_H
#define WORLDSWITCH_VMM_PARAMETERS_H

#include <stddef.h>

#include "vmm/options.h"

#define VMM_PARAMETERS_MAX 512

/* frequency: the clock's, in Hz, or 0. */
void vmm_parameters_write(const struct vmm_options *options, uint64_t frequency,
			  char text[VMM_PARAMETERS_MAX]);

/* The same for the second VM of vm-switch. */
void vmm_parameters_write_peer(const struct vmm_options *options, char text[VMM_PARAMETERS_MAX]);

#endif
