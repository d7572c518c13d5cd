// SPDX-License-Identifier: GPL-2.0-or-later
/* Segments are described as in a table of descriptors: type, present, sizes of 32 bits and pages.
 */
#include "probe/arch/x86_64/xen_context.h"

#define HVM_FILE_MAGIC   0x54381286
#define HVM_FILE_VERSION 1

enum { CODE_END = 0, CODE_HEADER = 1, CODE_CPU = 2 };

#define CR0_PE_ET   0x11
#define DR6_DEFAULT 0xffff0ff0
#define DR7_DEFAULT 0x400
#define RFLAGS_ONE  0x2 /* a bit that is always set */

#define ATTRIBUTES_CODE 0xc9b
#define ATTRIBUTES_DATA 0xc93
#define ATTRIBUTES_TASK 0x08b
#define LIMIT_FLAT      UINT32_MAX
#define LIMIT_TASK      0x67

static void set(struct hvm_hw_cpu *cpu, enum hvm_segment segment, uint32_t limit,
		uint32_t attributes)
{
	cpu->limit[segment] = limit;
	cpu->arbytes[segment] = attributes;
}

void xen_context_make(struct xen_context *context, uint32_t cpuid, uint32_t entry,
		      uint32_t start_info)
{
	*context = (struct xen_context){
		.header_descriptor = {.typecode = CODE_HEADER, .length = sizeof(context->header)},
		.header = {.magic = HVM_FILE_MAGIC, .version = HVM_FILE_VERSION, .cpuid = cpuid},
		.cpu_descriptor = {.typecode = CODE_CPU, .length = sizeof(context->cpu)},
		.cpu =
			{
				.rbx = start_info,
				.rip = entry,
				.rflags = RFLAGS_ONE,
				.cr0 = CR0_PE_ET,
				.dr6 = DR6_DEFAULT,
				.dr7 = DR7_DEFAULT,
			},
		.end_descriptor = {.typecode = CODE_END},
	};
	set(&context->cpu, HVM_CS, LIMIT_FLAT, ATTRIBUTES_CODE);
	set(&context->cpu, HVM_DS, LIMIT_FLAT, ATTRIBUTES_DATA);
	set(&context->cpu, HVM_ES, LIMIT_FLAT, ATTRIBUTES_DATA);
	set(&context->cpu, HVM_SS, LIMIT_FLAT, ATTRIBUTES_DATA);
	set(&context->cpu, HVM_TR, LIMIT_TASK, ATTRIBUTES_TASK);
}
