/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xen's control interface (xen/include/public/domctl.h): Dom0's alone. */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_CONTROL_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

#include "probe/hypervisor/xen_interface.h"

/* Makes the call in the version that this Xen has. */
bool xen_control(struct xen_domctl *call);

/* That version; 0 where Xen refuses all that are known. */
uint32_t xen_control_version(void);

#endif
