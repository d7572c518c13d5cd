// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen's calls: the number in RAX, arguments in RDI and RSI (xen/include/public/arch-x86/
 * xen-x86_64.h). What Xen's page of calls holds is the CPU's instruction, which may stand anywhere.
 */
#include "probe/arch/hypercall.h"

#include "probe/arch/x86_64/body.h"
#include "probe/arch/x86_64/hypervisor.h"

int64_t arch_hypercall_xen(uint64_t call, uint64_t first, uint64_t second)
{
	if (x86_64_calls_by_vmmcall)
		__asm__ volatile(BODY_CALL_AMD
				 : "+a"(call), "+D"(first), "+S"(second)
				 :
				 : "memory");
	else
		__asm__ volatile(BODY_CALL_INTEL
				 : "+a"(call), "+D"(first), "+S"(second)
				 :
				 : "memory");
	return (int64_t)call;
}
