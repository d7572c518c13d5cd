// SPDX-License-Identifier: GPL-2.0-or-later
/* One VCPU's entry, of 48 bytes (XEN_LEGACY_MAX_VCPUS of xen/include/public/arch-arm.h). */
#include "probe/arch/xen_page.h"

const unsigned int arch_xen_events_word = 1 * 48 / 8;
