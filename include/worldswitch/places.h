/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places of interest: addresses in the code of a host or of Dom0 at which the critical path of a
 * window goes over from one part of the system to another. The tracer knows no symbols, so a
 * program that runs there tells it addresses with WS_MARKER_PLACE (markers.h); where the path comes
 * to one of them, its stage ends and another one of the same CPU begins.
 */
#ifndef WORLDSWITCH_PLACES_H
#define WORLDSWITCH_PLACES_H

/* X(symbol, identifier, meaning) */
#define WS_PLACE_LIST(X)                                                                           \
	X(EVENTFD_SIGNAL, "eventfd-signal", "the host's kernel signals an eventfd")                \
	X(DOM0_INTERRUPT, "dom0-interrupt", "the kernel of Dom0 has an interrupt")

#define WS_PLACE_ENUM(symbol, id, meaning) WS_PLACE_##symbol,
enum ws_place { WS_PLACE_NONE, WS_PLACE_LIST(WS_PLACE_ENUM) WS_PLACE_COUNT };
#undef WS_PLACE_ENUM

/* More addresses, of all places together, are not followed. */
#define WS_PLACE_ADDRESSES_MAX 16

#endif
