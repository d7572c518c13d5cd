/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is seen of the CPUs by looking twice: time that was stolen, and interrupts. */
#ifndef WORLDSWITCH_HOST_WATCH_H
#define WORLDSWITCH_HOST_WATCH_H

#include "host/hazards.h"

/* Takes the question's interval; the findings are two for each CPU, as far as limit allows. */
size_t host_watch(const struct host_question *question, struct host_finding *findings,
		  size_t limit);

/*
 * The same while something else is done: the first look, NULL without memory, and the second one,
 * after which the watch (which may be NULL: no findings) is no more.
 */
struct host_watch *host_watch_begin(const struct host_question *question);
size_t host_watch_end(struct host_watch *watch, struct host_finding *findings, size_t limit);

#endif
