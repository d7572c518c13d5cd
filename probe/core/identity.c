// SPDX-License-Identifier: GPL-2.0-or-later
/* The version and the list of benchmarks that this image was built with. */
#include "probe/core/identity.h"

#include <worldswitch/benchmarks.h>
#include <worldswitch/version.h>

#include "probe/core/crc32.h"

const char *identity_version(void)
{
	return WS_VERSION;
}

uint32_t identity_list(void)
{
#define IDENTIFIER_LINE(symbol, id, name, path, meaning) id "\n"
	static const char lines[] = WS_BENCHMARK_LIST(IDENTIFIER_LINE);
#undef IDENTIFIER_LINE
	return ws_crc32(0, lines, sizeof(lines) - 1);
}
