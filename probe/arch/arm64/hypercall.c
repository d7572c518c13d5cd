// SPDX-License-Identifier: GPL-2.0-or-later
/* Xen's calls: the number in x16, arguments from x0 on (xen/include/public/arch-arm.h). */
#include "probe/arch/hypercall.h"

#include "probe/arch/arm64/body.h"

int64_t arch_hypercall_xen(uint64_t call, uint64_t first, uint64_t second)
{
	register uint64_t x0 __asm__("x0") = first;
	register uint64_t x1 __asm__("x1") = second;
	register uint64_t x16 __asm__("x16") = call;

	__asm__ volatile(BODY_HYPERCALL_XEN : "+r"(x0), "+r"(x1), "+r"(x16) : : BODY_CLOBBERS);
	return (int64_t)x0;
}
