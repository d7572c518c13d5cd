// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * See differences.h. Whatever is not in the tables here has to agree: a property that is new to
 * this program is rather too much than too little.
 */
#include "analysis/differences.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"

/* What makes the code run that is measured, and may be what a change is about. */
static const char *const subjects[] = {
	"kernel",           "kernel-modules",    "hypervisor",  "kernel-command-line",
	"xen-command-line", "dom0-command-line", "mitigations", "halt-poll-ns",
};

/* Properties that say how it was asked, or what follows from the rest; a clock's frequency is
 * measured each time. */
static const char *const ignored[] = {
	"counting",        "emulator-limits",        "probe-parameters",
	"clock-frequency", "common-clock-frequency", "emulator",
	"host-cpus",       "clock-invariant",
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static bool is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t at = 0; at < count; at++)
		if (strcmp(names[at], name) == 0)
			return true;
	return false;
}

static bool equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static enum ws_weight weight_of(const char *name, const struct ws_across *across)
{
	if (is_among(name, subjects, COUNT_OF(subjects)) ||
	    is_among(name, across->names, across->count))
		return WS_WEIGHT_SUBJECT;
	return WS_WEIGHT_CIRCUMSTANCE;
}

bool ws_component_has_to_agree(const char *role)
{
	return !is_among(role, subjects, COUNT_OF(subjects));
}

bool ws_property_has_to_agree(const char *name)
{
	return ws_component_has_to_agree(name) && !is_among(name, ignored, COUNT_OF(ignored));
}

static void add(struct ws_differences *differences, struct ws_difference difference)
{
	differences->list[differences->count++] = difference;
}

static void compare_property(struct ws_differences *differences, const char *name, const char *old,
			     const char *now, const struct ws_across *across)
{
	if (equal(old, now) || is_among(name, ignored, COUNT_OF(ignored)))
		return;
	add(differences,
	    (struct ws_difference){
		    .name = name, .old = old, .now = now, .weight = weight_of(name, across)});
}

static void compare_properties(struct ws_differences *differences, const struct ws_result *old,
			       const struct ws_result *now, const struct ws_across *across)
{
	for (size_t at = 0; at < old->property_count; at++)
		compare_property(differences, old->properties[at].name, old->properties[at].value,
				 ws_result_property(now, old->properties[at].name), across);
	for (size_t at = 0; at < now->property_count; at++)
		if (!ws_result_property(old, now->properties[at].name))
			compare_property(differences, now->properties[at].name, NULL,
					 now->properties[at].value, across);
}

/* The n-th component of a role, or NULL. */
static const struct ws_component *component_of(const struct ws_result *result, const char *role,
					       size_t n)
{
	for (size_t at = 0; at < result->component_count; at++)
		if (equal(result->components[at].role, role) && n-- == 0)
			return &result->components[at];
	return NULL;
}

static size_t position_of(const struct ws_result *result, size_t at)
{
	size_t n = 0;

	for (size_t before = 0; before < at; before++)
		n += equal(result->components[before].role, result->components[at].role);
	return n;
}

/* What tells two apart: the name first, the bytes last. Those of a program that measures are not
 * what is measured.
 */
static void compare_components(struct ws_differences *differences, const char *role,
			       const struct ws_component *old, const struct ws_component *now,
			       const struct ws_across *across)
{
	struct ws_difference difference = {.name = role, .weight = weight_of(role, across)};

	if (!equal(old->name, now->name)) {
		difference.aspect = "name";
		difference.old = old->name;
		difference.now = now->name;
	} else if (!equal(old->version, now->version)) {
		difference.aspect = "version";
		difference.old = old->version;
		difference.now = now->version;
	} else if (old->sha256 && now->sha256 && !equal(old->sha256, now->sha256)) {
		difference.aspect = "sha256";
		difference.old = old->sha256;
		difference.now = now->sha256;
		if (difference.weight == WS_WEIGHT_CIRCUMSTANCE)
			difference.weight = WS_WEIGHT_BUILD;
	} else {
		return;
	}
	add(differences, difference);
}

static void compare_environments(struct ws_differences *differences, const struct ws_result *old,
				 const struct ws_result *now, const struct ws_across *across)
{
	static const struct ws_component none;

	for (size_t at = 0; at < old->component_count; at++) {
		const struct ws_component *this = &old->components[at];
		const struct ws_component *that =
			component_of(now, this->role, position_of(old, at));

		compare_components(differences, this->role, this, that ? that : &none, across);
	}
	for (size_t at = 0; at < now->component_count; at++) {
		const struct ws_component *that = &now->components[at];

		if (!component_of(old, that->role, position_of(now, at)))
			compare_components(differences, that->role, &none, that, across);
	}
}

int ws_differences_of(const struct ws_result *old, const struct ws_result *now,
		      const struct ws_across *across, struct ws_differences *differences)
{
	size_t most = old->property_count + now->property_count + old->component_count +
		      now->component_count;

	*differences = (struct ws_differences){0};
	if (!old->component_count || !now->component_count)
		return 0;
	differences->list = calloc(most, sizeof(*differences->list));
	if (!differences->list)
		return -ENOMEM;
	compare_environments(differences, old, now, across);
	compare_properties(differences, old, now, across);
	return 0;
}

const struct ws_difference *ws_circumstance(const struct ws_differences *differences, size_t n)
{
	for (size_t at = 0; at < differences->count; at++)
		if (differences->list[at].weight == WS_WEIGHT_CIRCUMSTANCE && n-- == 0)
			return &differences->list[at];
	return NULL;
}
