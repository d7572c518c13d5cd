// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One target may have been measured several times: with two kernels, on two CPU models. Columns
 * then need more than the target's name, and no more than what differs.
 */
#include "report/traits.h"
#include "analysis/analysis.h"
#include "analysis/controllers.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "report/image_label.h"
#include "report/peers.h"

static bool property_differs(const struct peers *peers, const char *name)
{
	const struct ws_result *peer;
	size_t at = 0;

	while ((peer = peers_next(peers, &at)))
		if (!peers_equal(ws_result_property(peer, name),
				 ws_result_property(peers->self, name)))
			return true;
	return false;
}

static void say_property(const struct peers *peers, const char *name, const char *prefix,
			 char text[WS_TRAIT_TEXT_MAX])
{
	const char *value = ws_result_property(peers->self, name);

	if (value && property_differs(peers, name))
		snprintf(text, WS_TRAIT_TEXT_MAX, "%s%s", prefix, value);
}

/* What follows a lone "--" is for the kernel's first program: how it was asked, not what was. */
static const char *first_word(const char *line)
{
	line += strspn(line, " ");
	return line[0] == '-' && line[1] == '-' && (!line[2] || line[2] == ' ') ? "" : line;
}

static bool has_word(const char *line, const char *word, size_t length)
{
	for (line = first_word(line); *line; line = first_word(line)) {
		size_t words = strcspn(line, " ");

		if (words == length && memcmp(line, word, length) == 0)
			return true;
		line += words;
	}
	return false;
}

static bool all_have_word(const struct peers *peers, const char *name, const char *word,
			  size_t length)
{
	const struct ws_result *peer;
	size_t at = 0;

	while ((peer = peers_next(peers, &at))) {
		const char *line = ws_result_property(peer, name);

		if (line && !has_word(line, word, length))
			return false;
	}
	return true;
}

/* Whether some other line has a word that this one has not. */
static bool others_have_more(const struct peers *peers, const char *name, const char *line)
{
	const struct ws_result *peer;
	size_t at = 0;

	while ((peer = peers_next(peers, &at))) {
		const char *other = ws_result_property(peer, name);

		for (other = first_word(other ? other : ""); *other; other = first_word(other)) {
			size_t length = strcspn(other, " ");

			if (!has_word(line, other, length))
				return true;
			other += length;
		}
	}
	return false;
}

/* Cut where it is too long: which words they are is in the document. */
static void say_line(const struct peers *peers, const char *name, char text[WS_TRAIT_TEXT_MAX])
{
	const char *line = ws_result_property(peers->self, name);
	size_t used = 0;

	if (!line)
		return;
	for (const char *word = first_word(line); *word; word = first_word(word)) {
		size_t length = strcspn(word, " ");

		if (!all_have_word(peers, name, word, length) && used < WS_TRAIT_TEXT_MAX)
			used += (size_t)snprintf(text + used, WS_TRAIT_TEXT_MAX - used, "%s%.*s",
						 used ? " " : "", (int)length, word);
		word += length;
	}
	if (!used && others_have_more(peers, name, line))
		snprintf(text, WS_TRAIT_TEXT_MAX, "-");
}

void ws_traits_of(const struct ws_result *results, size_t count, size_t at,
		  struct ws_traits *traits)
{
	struct peers peers = {.results = results, .count = count, .self = &results[at]};
	bool on_hypervisor = ws_result_component(&results[at], "hypervisor");

	*traits = (struct ws_traits){.text = {""}};
	peers.role = on_hypervisor ? "hypervisor" : "kernel";
	image_label(&peers, traits->text[WS_TRAIT_IMAGE]);
	say_property(&peers, "server", "", traits->text[WS_TRAIT_SERVER]);
	say_property(&peers, "cpu", "", traits->text[WS_TRAIT_CPU]);
	say_property(&peers, "cpu-model", "", traits->text[WS_TRAIT_CPU]);
	for (size_t i = 0; i < ws_controller_count; i++)
		say_property(&peers, ws_controllers[i].name, ws_controllers[i].shown,
			     traits->text[WS_TRAIT_CONTROLLER]);
	say_property(&peers, "cpus", "smp ", traits->text[WS_TRAIT_CPUS]);
	say_property(&peers, "dom0", "dom0 ", traits->text[WS_TRAIT_DOM0]);
	peers.role = "kernel";
	if (on_hypervisor)
		image_label(&peers, traits->text[WS_TRAIT_DOM0_KERNEL]);
	say_line(&peers, "kernel-command-line", traits->text[WS_TRAIT_LINE]);
	say_line(&peers, "xen-command-line", traits->text[WS_TRAIT_LINE]);
}
