// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One target may have been measured several times: with two kernels, on two CPU models. Columns
 * then need more than the target's name, and no more than what differs: of two versions the first
 * numbers that do, of two packages of one version the words that the other's name has not.
 */
#include "report/traits.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define NUMBERS_MAX  8 /* of a version */
#define DIGEST_SHOWN 7

static bool equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The results of one target; those of which nothing is known were never set up. */
struct peers {
	const struct ws_result *results;
	size_t count;
	const struct ws_result *self;
};

/* The next peer from *at on, or NULL. */
static const struct ws_result *next_peer(const struct peers *peers, size_t *at)
{
	while (*at < peers->count) {
		const struct ws_result *peer = &peers->results[(*at)++];

		if (peer != peers->self && peer->property_count &&
		    equal(peer->target, peers->self->target))
			return peer;
	}
	return NULL;
}

static const char *property(const struct ws_result *result, const char *name)
{
	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return result->properties[at].value;
	return NULL;
}

static bool property_differs(const struct peers *peers, const char *name)
{
	const struct ws_result *peer;
	size_t at = 0;

	while ((peer = next_peer(peers, &at)))
		if (!equal(property(peer, name), property(peers->self, name)))
			return true;
	return false;
}

static void say_property(const struct peers *peers, const char *name, const char *prefix,
			 char text[WS_TRAIT_TEXT_MAX])
{
	const char *value = property(peers->self, name);

	if (value && property_differs(peers, name))
		snprintf(text, WS_TRAIT_TEXT_MAX, "%s%s", prefix, value);
}

/* NULL: it runs on the bare machine. */
static const struct ws_component *image_of(const struct ws_result *result)
{
	for (size_t at = 0; at < result->component_count; at++)
		if (equal(result->components[at].role, "kernel") ||
		    equal(result->components[at].role, "hypervisor"))
			return &result->components[at];
	return NULL;
}

/* The next peer's image that is not this one's, or NULL. */
static const struct ws_component *next_image(const struct peers *peers, size_t *at)
{
	const struct ws_component *self = image_of(peers->self);
	const struct ws_result *peer;

	while ((peer = next_peer(peers, at))) {
		const struct ws_component *image = image_of(peer);

		if (image &&
		    (!equal(image->sha256, self->sha256) || !equal(image->version, self->version) ||
		     !equal(image->name, self->name)))
			return image;
	}
	return NULL;
}

/* The length of a version's first numbers, "6.12" of "6.12.107-1" where it is two. */
static size_t numbers_length(const char *version, unsigned int numbers)
{
	size_t length = 0;

	for (; version[length]; length++)
		if (!isalnum((unsigned char)version[length]) && --numbers == 0)
			break;
	return length;
}

static bool version_is_unique(const struct peers *peers, unsigned int numbers)
{
	const char *self = image_of(peers->self)->version;
	size_t length = numbers_length(self, numbers);
	const struct ws_component *image;
	size_t at = 0;

	while ((image = next_image(peers, &at)))
		if (image->version && numbers_length(image->version, numbers) == length &&
		    memcmp(image->version, self, length) == 0)
			return false;
	return true;
}

static bool say_version(const struct peers *peers, char text[WS_TRAIT_TEXT_MAX])
{
	const char *version = image_of(peers->self)->version;
	size_t length;

	for (unsigned int numbers = 2; version && numbers <= NUMBERS_MAX; numbers++) {
		length = numbers_length(version, numbers);
		if (length >= WS_TRAIT_TEXT_MAX)
			break;
		if (version_is_unique(peers, numbers)) {
			snprintf(text, WS_TRAIT_TEXT_MAX, "%.*s", (int)length, version);
			return true;
		}
	}
	return false;
}

/* How much of a name's begin another's has too, by whole words with the '-' after them. */
static size_t common_begin(const char *name, const char *other)
{
	size_t common = 0;

	for (size_t at = 0; name[at] && name[at] == other[at]; at++)
		if (name[at] == '-')
			common = at + 1;
	return common;
}

/* The same from the end, with the '-' before them. */
static size_t common_end(const char *name, const char *other)
{
	size_t length = strlen(name), other_length = strlen(other);
	size_t common = 0;

	for (size_t at = 1; at <= length && at <= other_length; at++) {
		if (name[length - at] != other[other_length - at])
			break;
		if (name[length - at] == '-')
			common = at;
	}
	return common;
}

static bool say_name(const struct peers *peers, char text[WS_TRAIT_TEXT_MAX])
{
	const char *name = image_of(peers->self)->name;
	size_t begin = SIZE_MAX, end = SIZE_MAX, length = name ? strlen(name) : 0;
	const struct ws_component *image;
	size_t at = 0;

	while (name && (image = next_image(peers, &at))) {
		if (!image->name || strcmp(image->name, name) == 0)
			return false;
		if (common_begin(name, image->name) < begin)
			begin = common_begin(name, image->name);
		if (common_end(name, image->name) < end)
			end = common_end(name, image->name);
	}
	if (!name)
		return false;
	if (begin + end >= length) /* nothing but what the others have: its last word, then */
		end = 0;
	if (length - begin - end >= WS_TRAIT_TEXT_MAX)
		return false;
	snprintf(text, WS_TRAIT_TEXT_MAX, "%.*s", (int)(length - begin - end), name + begin);
	return true;
}

static void say_image(const struct peers *peers, char text[WS_TRAIT_TEXT_MAX])
{
	const struct ws_component *self = image_of(peers->self);
	size_t at = 0;

	if (!self || !next_image(peers, &at) || say_version(peers, text) || say_name(peers, text))
		return;
	if (self->sha256)
		snprintf(text, WS_TRAIT_TEXT_MAX, "%.*s", DIGEST_SHOWN, self->sha256);
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

	while ((peer = next_peer(peers, &at))) {
		const char *line = property(peer, name);

		if (!line || !has_word(line, word, length))
			return false;
	}
	return true;
}

/* Whether some other line has a word that this one has not. */
static bool others_have_more(const struct peers *peers, const char *name, const char *line)
{
	const struct ws_result *peer;
	size_t at = 0;

	while ((peer = next_peer(peers, &at))) {
		const char *other = property(peer, name);

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
	const char *line = property(peers->self, name);
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
	const struct peers peers = {.results = results, .count = count, .self = &results[at]};

	*traits = (struct ws_traits){.text = {""}};
	say_image(&peers, traits->text[WS_TRAIT_IMAGE]);
	say_property(&peers, "cpu", "", traits->text[WS_TRAIT_CPU]);
	say_property(&peers, "gic", "GICv", traits->text[WS_TRAIT_CONTROLLER]);
	say_property(&peers, "apic", "", traits->text[WS_TRAIT_CONTROLLER]);
	say_property(&peers, "cpus", "smp ", traits->text[WS_TRAIT_CPUS]);
	say_line(&peers, "kernel-command-line", traits->text[WS_TRAIT_LINE]);
	say_line(&peers, "xen-command-line", traits->text[WS_TRAIT_LINE]);
}
