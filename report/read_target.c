// SPDX-License-Identifier: GPL-2.0-or-later
/* What was measured: the target, how it was set up, and what ran. */
#include <stdlib.h>
#include <string.h>

#include "report/read_parts.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS  "0123456789"

/* Each is compared with each, and there are some 20 of them. */
#define PROPERTIES_MAX 256
#define COMPONENTS_MAX 256

/* arm64/kvm-vhe, or host. */
static bool is_target(const char *text)
{
	size_t architecture = strspn(text, LETTERS DIGITS "_");
	size_t rest;

	if (strcmp(text, "host") == 0)
		return true;
	if (!architecture || text[architecture] != '/')
		return false;
	text += architecture + 1;
	rest = strspn(text, LETTERS DIGITS "-");
	return rest && !text[rest];
}

/* gic, kernel-command-line. */
static bool is_word(const char *text)
{
	size_t length = strspn(text, LETTERS DIGITS "_-");

	return length && !text[length] && strchr(LETTERS, text[0]);
}

static bool is_digest(const char *text)
{
	return strlen(text) == 64 && strspn(text, DIGITS "abcdef") == 64;
}

static bool is_not_empty(const char *text)
{
	return *text != '\0';
}

static const struct node_form target_form = {
	.fits = is_target,
	.meaning = "a target, such as arm64/kvm-vhe",
};

static const struct node_form word_form = {
	.fits = is_word,
	.meaning = "a word of small letters",
};

static const struct node_form digest_form = {
	.fits = is_digest,
	.meaning = "a SHA-256",
};

static const struct node_form name_form = {.fits = is_not_empty, .meaning = "a name"};

static int read_property(const struct node *object, const char *name, struct ws_property *property)
{
	if (!is_word(name))
		return node_fail(object, "'%.64s' is not %s", name, word_form.meaning);
	property->name = strdup(name);
	return property->name ? node_copy(object, name, NULL, &property->value)
			      : node_no_memory(object);
}

static int read_properties(const struct node *target, struct ws_result *result)
{
	struct node object;
	const char *name;
	json_t *value;
	int failed = node_object(target, "properties", &object);

	if (failed)
		return failed;
	if (json_object_size(object.value) > PROPERTIES_MAX)
		return node_fail(&object, "more than %d properties", PROPERTIES_MAX);
	result->properties =
		calloc(json_object_size(object.value) + 1, sizeof(*result->properties));
	if (!result->properties)
		return node_no_memory(target);
	json_object_foreach(object.value, name, value)
	{
		failed =
			read_property(&object, name, &result->properties[result->property_count++]);
		if (failed)
			break;
	}
	return failed;
}

int read_target(const struct node *node, struct ws_result *result)
{
	static const char *const keys[] = {"id", "properties", NULL};
	struct node target;
	int failed = node_object(node, "target", &target);

	if (!failed)
		failed = node_only(&target, keys);
	if (!failed)
		failed = node_copy(&target, "id", &target_form, &result->target);
	return failed ? failed : read_properties(&target, result);
}

static int read_component(const struct node *node, struct ws_component *component)
{
	static const char *const keys[] = {"role", "name", "version", "sha256", NULL};
	int failed = node_is_object(node);

	if (!failed)
		failed = node_only(node, keys);
	if (!failed)
		failed = node_copy(node, "role", &word_form, &component->role);
	if (!failed)
		failed = node_copy_or_null(node, "name", &name_form, &component->name);
	if (!failed)
		failed = node_copy_or_null(node, "version", &name_form, &component->version);
	if (!failed)
		failed = node_copy_or_null(node, "sha256", &digest_form, &component->sha256);
	return failed;
}

int read_components(const struct node *list, struct ws_result *result)
{
	int failed = 0;

	if (node_length(list) > COMPONENTS_MAX)
		return node_fail(list, "more than %d components", COMPONENTS_MAX);
	result->components = calloc(node_length(list) + 1, sizeof(*result->components));
	if (!result->components)
		return node_no_memory(list);
	while (result->component_count < node_length(list) && !failed) {
		struct node node = node_element(list, result->component_count);

		failed = read_component(&node, &result->components[result->component_count++]);
	}
	return failed;
}
