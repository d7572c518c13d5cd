// SPDX-License-Identifier: GPL-2.0-or-later
/* What ran: the software with its versions and the machine, each item once for all results. */
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"
#include "analysis/controllers.h"
#include "report/peers.h"
#include "report/table.h"

/* The rest of the environment (probe, tracer, checksums) is in the JSON document. */
static const char *const shown_roles[] = {"kernel", "hypervisor", "emulator"};

/* Behind the CPU and its interrupt controller; the text before the value. */
static const struct {
	const char *name;
	const char *prefix;
} shown_properties[] = {
	{.name = "dom0", .prefix = "Dom0 "},
	{.name = "cpu-model", .prefix = ""},
	{.name = "accelerator", .prefix = "accelerator "},
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

struct list {
	FILE *text;
	const char *separator;
};

static bool component_was_said(const struct ws_result *results, size_t at, size_t component)
{
	const struct ws_component *this = &results[at].components[component];

	for (size_t result = 0; result <= at; result++) {
		size_t end = result < at ? results[result].component_count : component;

		for (size_t other = 0; other < end; other++) {
			const struct ws_component *that = &results[result].components[other];

			if (peers_equal(that->role, this->role) &&
			    peers_equal(that->name, this->name) &&
			    peers_equal(that->version, this->version))
				return true;
		}
	}
	return false;
}

static void print_component(struct list *list, const struct ws_component *component)
{
	fprintf(list->text, "%s%s", list->separator,
		component->name ? component->name : component->role);
	if (component->version)
		fprintf(list->text, " %s", component->version);
	list->separator = ", ";
}

static void print_role(struct list *list, const struct ws_result *results, size_t count,
		       const char *role)
{
	for (size_t at = 0; at < count; at++)
		for (size_t component = 0; component < results[at].component_count; component++)
			if (peers_equal(results[at].components[component].role, role) &&
			    !component_was_said(results, at, component))
				print_component(list, &results[at].components[component]);
}

/* NULL of a target that could not be prepared: it did not run. */
static const char *property(const struct ws_result *result, const char *name)
{
	return result->component_count ? ws_result_property(result, name) : NULL;
}

static bool property_was_said(const struct ws_result *results, size_t at, const char *name)
{
	for (size_t result = 0; result < at; result++)
		if (peers_equal(property(&results[result], name), property(&results[at], name)))
			return true;
	return false;
}

static void print_property(struct list *list, const struct ws_result *results, size_t count,
			   const char *name, const char *prefix)
{
	for (size_t at = 0; at < count; at++) {
		const char *value = property(&results[at], name);

		if (!value || property_was_said(results, at, name))
			continue;
		fprintf(list->text, "%s%s%s", list->separator, prefix, value);
		list->separator = ", ";
	}
}

/* What the emulator does not have of hardware, once for all results of which it is said. */
void ws_table_limits(FILE *out, const struct ws_table *table, const struct ws_result *results,
		     size_t count, const struct ws_table_options *options)
{
	static const char name[] = "emulator-limits";

	for (size_t at = 0; at < count; at++) {
		const char *limits = property(&results[at], name);

		if (limits && !property_was_said(results, at, name))
			ws_paragraph(out, options->width, WS_NOTE_INDENT,
				     table->columns[at].architecture, limits);
	}
}

void ws_ran_list(FILE *out, const struct ws_result *results, size_t count)
{
	struct list list = {.text = out, .separator = ""};

	for (size_t at = 0; at < COUNT_OF(shown_roles); at++)
		print_role(&list, results, count, shown_roles[at]);
	print_property(&list, results, count, "cpu", "");
	for (size_t at = 0; at < ws_controller_count; at++)
		print_property(&list, results, count, ws_controllers[at].name,
			       ws_controllers[at].shown);
	for (size_t at = 0; at < COUNT_OF(shown_properties); at++)
		print_property(&list, results, count, shown_properties[at].name,
			       shown_properties[at].prefix);
}

void ws_table_ran(FILE *out, const struct ws_result *results, size_t count,
		  const struct ws_table_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *memory = open_memstream(&text, &size);

	if (!memory)
		return;
	ws_ran_list(memory, results, count);
	if (fclose(memory) == 0 && *text)
		ws_paragraph(out, options->width, WS_NOTE_INDENT, "ran", text);
	free(text);
}
