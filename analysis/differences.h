/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What differs between two results of one target besides their numbers: which kernel ran, in which
 * machine. Numbers can be compared where only that differs which the comparison is of.
 */
#ifndef WORLDSWITCH_DIFFERENCES_H
#define WORLDSWITCH_DIFFERENCES_H

#include <stdbool.h>
#include <stddef.h>

#include <worldswitch/result.h>

/* X(symbol, identifier, meaning) */
#define WS_WEIGHT_LIST(X)                                                                          \
	X(SUBJECT, "subject", "what is compared: a kernel, a hypervisor, their command lines")     \
	X(BUILD, "build", "a program that measures, of the same version in another build")         \
	X(CIRCUMSTANCE, "circumstance", "what has to agree for the numbers to be comparable")

#define WS_WEIGHT_ENUM(symbol, id, meaning) WS_WEIGHT_##symbol,
enum ws_weight { WS_WEIGHT_LIST(WS_WEIGHT_ENUM) WS_WEIGHT_COUNT };
#undef WS_WEIGHT_ENUM

/* Strings are the results'; NULL: that one has none. */
struct ws_difference {
	const char *name;   /* of the property, or the component's role */
	const char *aspect; /* of a component: "name", "version", "sha256"; NULL: a property */
	const char *old, *now;
	enum ws_weight weight;
};

struct ws_differences {
	struct ws_difference *list; /* allocated */
	size_t count;
};

/* Properties and roles that the user says are what is compared. */
struct ws_across {
	const char *const *names;
	size_t count;
};

/* Whether results are comparable only where they agree in it, unless the user says otherwise. */
bool ws_property_has_to_agree(const char *name);
bool ws_component_has_to_agree(const char *role);

/* -ENOMEM. Of a result of which nothing is known (it could not be set up) nothing differs. */
int ws_differences_of(const struct ws_result *old, const struct ws_result *now,
		      const struct ws_across *across, struct ws_differences *differences);

/* The n-th circumstance among them, or NULL. */
const struct ws_difference *ws_circumstance(const struct ws_differences *differences, size_t n);

#endif
