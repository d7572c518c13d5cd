// SPDX-License-Identifier: GPL-2.0-or-later
/* How system calls of this architecture are told from others that its kernel may offer. */
#include <linux/audit.h>

#include "vmm/arch.h"

const uint32_t arch_audit = AUDIT_ARCH_X86_64;
