/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one place that holds the version of the tool, its probe, its VMM and its tracer. */
#ifndef WORLDSWITCH_VERSION_H
#define WORLDSWITCH_VERSION_H

#define WS_VERSION "0.1.0"

#endif
