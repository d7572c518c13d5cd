// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One rule for all columns of a target, so that they can be read beside each other: versions, where
 * they differ, to as many numbers as tell all of them apart (6.12 and 6.1; 6.12.107, 6.12.48 and
 * 6.1.176); then, where images of one version have different names, the words of the name that not
 * all begin or end with (cloud, rt); then, where both are the same, the begin of the checksum.
 */
#include "report/image_label.h"
#include "analysis/analysis.h"
#include "analysis/controllers.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NUMBERS_MIN  2 /* of a version */
#define NUMBERS_MAX  8
#define DIGEST_SHOWN 7
#define NAME_SIZE    128

/* The parts that all columns of a target show. */
struct rule {
	unsigned int numbers; /* of the version; 0: none is shown */
	bool name;
	size_t begin, end; /* what all names share, and is left out */
	bool digest;
};

/* The next image from *at on: of the result itself and of its peers. */
static const struct ws_component *next_image(const struct peers *peers, size_t *at)
{
	while (*at < peers->count) {
		const struct ws_result *result = &peers->results[(*at)++];

		const struct ws_component *image = ws_result_component(result, peers->role);

		if (image && peers_equal(result->target, peers->self->target))
			return image;
	}
	return NULL;
}

/* Whether any two images differ, as a function says of two. */
static bool any_differ(const struct peers *peers, const struct rule *rule,
		       bool (*differ)(const struct rule *rule, const struct ws_component *a,
				      const struct ws_component *b))
{
	const struct ws_component *a, *b;

	for (size_t at = 0; (a = next_image(peers, &at));)
		for (size_t next = at; (b = next_image(peers, &next));)
			if (differ(rule, a, b))
				return true;
	return false;
}

/* The length of a version's first numbers, "6.12" of "6.12.107-1" where it is two. */
static size_t numbers_length(const char *version, unsigned int numbers)
{
	size_t length = 0;

	if (!numbers || !version)
		return 0;
	for (; version[length]; length++)
		if (!isalnum((unsigned char)version[length]) && --numbers == 0)
			break;
	return length;
}

static bool same_numbers(const struct rule *rule, const struct ws_component *a,
			 const struct ws_component *b)
{
	size_t length = numbers_length(a->version, rule->numbers);

	return numbers_length(b->version, rule->numbers) == length &&
	       (!length || memcmp(a->version, b->version, length) == 0);
}

static bool versions_differ(const struct rule *rule, const struct ws_component *a,
			    const struct ws_component *b)
{
	(void)rule;
	return !peers_equal(a->version, b->version);
}

/* Two versions that look the same as far as they are shown. */
static bool versions_collide(const struct rule *rule, const struct ws_component *a,
			     const struct ws_component *b)
{
	return versions_differ(rule, a, b) && same_numbers(rule, a, b);
}

/* Words such as 6.12.107+deb13 or the 50 of 6.1.0-50: not 16k. */
static bool is_version(const char *word, size_t length)
{
	return isdigit((unsigned char)*word) &&
	       (memchr(word, '.', length) || strspn(word, "0123456789") >= length);
}

/* What packages and files of this kind begin with tells nothing of one of them. */
static const char *skip_prefix(const char *name)
{
	static const char *const prefixes[] = {"linux-image-", "vmlinuz-", "xen-hypervisor-"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t length = strlen(prefixes[i]);

		if (strncmp(name, prefixes[i], length) == 0 && name[length])
			return name + length;
	}
	return name;
}

/* A name without the words that are a version: that is said already. */
static void plain_name(const struct ws_component *image, char name[NAME_SIZE])
{
	const char *word = image->name ? skip_prefix(image->name) : "";
	size_t used = 0;

	*name = '\0';
	while (*word && used < NAME_SIZE) {
		size_t length = strcspn(word, "-");

		if (!is_version(word, length))
			used += (size_t)snprintf(name + used, NAME_SIZE - used, "%s%.*s",
						 used ? "-" : "", (int)length, word);
		word += length + (word[length] == '-');
	}
}

static bool names_differ(const struct rule *rule, const struct ws_component *a,
			 const struct ws_component *b)
{
	char name[NAME_SIZE], other[NAME_SIZE];

	plain_name(a, name);
	plain_name(b, other);
	return same_numbers(rule, a, b) && strcmp(name, other) != 0;
}

static bool digests_differ(const struct rule *rule, const struct ws_component *a,
			   const struct ws_component *b)
{
	return same_numbers(rule, a, b) && !names_differ(rule, a, b) &&
	       !peers_equal(a->sha256, b->sha256);
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

/* What all names share; no end where that would leave nothing of one. */
static void find_shared(const struct peers *peers, struct rule *rule)
{
	char first[NAME_SIZE], name[NAME_SIZE];
	const struct ws_component *image;
	size_t at = 0, shortest;

	plain_name(next_image(peers, &at), first);
	rule->begin = rule->end = shortest = strlen(first);
	while ((image = next_image(peers, &at))) {
		plain_name(image, name);
		if (common_begin(first, name) < rule->begin)
			rule->begin = common_begin(first, name);
		if (common_end(first, name) < rule->end)
			rule->end = common_end(first, name);
		if (strlen(name) < shortest)
			shortest = strlen(name);
	}
	if (rule->begin + rule->end >= shortest)
		rule->end = 0;
}

static struct rule find_rule(const struct peers *peers)
{
	struct rule rule = {.numbers = 0};

	if (any_differ(peers, &rule, versions_differ))
		rule.numbers = NUMBERS_MIN;
	while (rule.numbers && rule.numbers < NUMBERS_MAX &&
	       any_differ(peers, &rule, versions_collide))
		rule.numbers++;
	rule.name = any_differ(peers, &rule, names_differ);
	rule.digest = any_differ(peers, &rule, digests_differ);
	if (rule.name)
		find_shared(peers, &rule);
	return rule;
}

/* Cut where there is no room. */
static void add(char text[WS_TRAIT_TEXT_MAX], const char *part, size_t length)
{
	size_t used = strlen(text);

	if (length)
		snprintf(text + used, WS_TRAIT_TEXT_MAX - used, "%s%.*s", used ? " " : "",
			 (int)length, part);
}

static void say_image(const struct rule *rule, const struct ws_component *image,
		      char text[WS_TRAIT_TEXT_MAX])
{
	char name[NAME_SIZE];

	plain_name(image, name);
	if (image->version)
		add(text, image->version, numbers_length(image->version, rule->numbers));
	if (rule->name)
		add(text, name + rule->begin, strlen(name) - rule->begin - rule->end);
	if (rule->digest && image->sha256)
		add(text, image->sha256, strnlen(image->sha256, DIGEST_SHOWN));
	if (rule->numbers && !*text)
		add(text, name, strlen(name));
}

static bool is_same(const struct ws_result *a, const struct ws_result *b, const char *property)
{
	return peers_equal(ws_result_property(a, property), ws_result_property(b, property));
}

static bool is_twin(const struct ws_result *a, const struct ws_result *b)
{
	static const char *const names[] = {"cpu", "cpus", "dom0", "kernel-command-line",
					    "xen-command-line"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!is_same(a, b, names[i]))
			return false;
	for (size_t i = 0; i < ws_controller_count; i++)
		if (!is_same(a, b, ws_controllers[i].name))
			return false;
	return true;
}

/* Whether another result was set up in the same way, but for its image. */
static bool has_twin(const struct peers *peers)
{
	const struct ws_result *peer;

	for (size_t at = 0; (peer = peers_next(peers, &at));)
		if (is_twin(peer, peers->self))
			return true;
	return false;
}

/* Of a result that could not be prepared: what was asked for, of a file its name alone. */
static void say_wanted(const struct peers *peers, char text[WS_TRAIT_TEXT_MAX])
{
	static const char *const names[] = {"kernel", "xen", "suite"};

	if (!has_twin(peers))
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *wanted = ws_result_property(peers->self, names[i]);
		const char *slash = wanted ? strrchr(wanted, '/') : NULL;

		if (wanted && slash && strchr("./", *wanted))
			wanted = slash + 1;
		if (wanted)
			add(text, skip_prefix(wanted), strlen(skip_prefix(wanted)));
	}
}

void image_label(const struct peers *peers, char text[WS_TRAIT_TEXT_MAX])
{
	const struct ws_component *image = ws_result_component(peers->self, peers->role);
	struct rule rule;

	*text = '\0';
	if (!image) {
		say_wanted(peers, text);
		return;
	}
	rule = find_rule(peers);
	say_image(&rule, image, text);
}
