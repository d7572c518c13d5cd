// SPDX-License-Identifier: GPL-2.0-or-later
/* A command line that is too long is cut, as machine.c cuts it. */
#include "probe/arch/x86_64/start_info.h"

#include <stddef.h>

static char *put(char *to, const char *end, const char *text)
{
	while (*text && to < end)
		*to++ = *text++;
	return to;
}

void start_info_make(struct start_info *info, uint64_t address, uint32_t vcpus,
		     const char *arguments)
{
	char *at = info->cmdline;
	const char *end = info->cmdline + sizeof(info->cmdline) - 1;
	const char digit[] = {(char)('0' + vcpus % 10), ' ', '\0'};

	*info = (struct start_info){
		.magic = X86_64_START_INFO_MAGIC,
		.cmdline_paddr = address + offsetof(struct start_info, cmdline),
	};
	at = put(at, end, X86_64_CPUS_PARAMETER);
	at = put(at, end, digit);
	put(at, end, arguments);
}
