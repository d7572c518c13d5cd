// SPDX-License-Identifier: GPL-2.0-or-later
/* 32 VCPUs' entries, of 64 bytes (XEN_LEGACY_MAX_VCPUS of xen/include/public/arch-x86/xen.h). */
#include "probe/arch/xen_page.h"

const unsigned int arch_xen_events_word = 32 * 64 / 8;
