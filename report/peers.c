// SPDX-License-Identifier: GPL-2.0-or-later
/* Results of one target: see peers.h. */
#include "report/peers.h"

#include <string.h>

bool peers_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

const struct ws_result *peers_next(const struct peers *peers, size_t *at)
{
	while (*at < peers->count) {
		const struct ws_result *peer = &peers->results[(*at)++];

		if (peer != peers->self && peer->property_count &&
		    peers_equal(peer->target, peers->self->target))
			return peer;
	}
	return NULL;
}
