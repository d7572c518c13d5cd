// SPDX-License-Identifier: GPL-2.0-or-later
/* A list: it is asked of every block that is translated, and by the oracle of every one that runs.
 */
#include "tracer/places.h"

static struct {
	uint64_t address;
	enum ws_place place;
} told[WS_PLACE_ADDRESSES_MAX];
static unsigned int count;
static bool news;

void places_start(void)
{
	count = 0;
	news = false;
}

void places_tell(uint32_t place, uint64_t address)
{
	if (place <= WS_PLACE_NONE || place >= WS_PLACE_COUNT || count == WS_PLACE_ADDRESSES_MAX ||
	    places_at(address) != WS_PLACE_NONE)
		return;
	told[count].address = address;
	told[count++].place = (enum ws_place)place;
	news = true;
}

bool places_are_new(void)
{
	bool result = news;

	news = false;
	return result;
}

enum ws_place places_at(uint64_t address)
{
	for (unsigned int i = 0; i < count; i++)
		if (told[i].address == address)
			return told[i].place;
	return WS_PLACE_NONE;
}
