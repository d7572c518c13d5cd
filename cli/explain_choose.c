// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A set of results may have a target several times: on two CPU models, with two kernels. The
 * options by which they were asked for tell them apart; of an image a document has the name and the
 * version, of which a part is enough.
 */
#include "cli/explain_choose.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/controller.h"
#include "lab/repeat.h"
#include "report/traits.h"

static const char *property_of(const struct ws_result *result, const char *name)
{
	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return result->properties[at].value;
	return "";
}

static bool has_text(const struct cli_values *values, const char *text)
{
	for (size_t at = 0; at < values->count; at++)
		if (strcmp(values->texts[at], text) == 0)
			return true;
	return values->count == 0;
}

/* What was added to a command line ends it, or ends the kernel's part of it. */
static bool has_addition(const char *text, const char *line)
{
	const char *found = strstr(line, text);
	const char *end = found ? found + strlen(text) : "?";

	return !*end || strncmp(end, " -- ", strlen(" -- ")) == 0;
}

/* An empty one is the result's to which nothing was added. */
static bool has_words(const struct cli_values *values, const struct ws_result *result,
		      const char *line)
{
	for (size_t at = 0; at < values->count; at++)
		if (*values->texts[at] ? has_addition(values->texts[at], line)
				       : lab_repeat_adds_nothing(result))
			return true;
	return values->count == 0;
}

static bool has_image(const struct cli_values *values, const struct ws_result *result,
		      const char *role)
{
	for (size_t at = 0; at < result->component_count; at++) {
		const struct ws_component *component = &result->components[at];

		if (strcmp(component->role, role) != 0)
			continue;
		for (size_t value = 0; value < values->count; value++) {
			const char *text = basename(values->texts[value]);

			if ((component->name && strstr(component->name, text)) ||
			    (component->version && strstr(component->version, text)))
				return true;
		}
	}
	return values->count == 0;
}

static bool has_number(const struct cli_numbers *numbers, const char *text)
{
	for (size_t at = 0; at < numbers->count; at++)
		if (strtoul(text, NULL, 10) == numbers->numbers[at])
			return true;
	return numbers->count == 0;
}

static bool has_dom0(const struct cli_numbers *dom0s, const char *text)
{
	for (size_t at = 0; at < dom0s->count; at++)
		if (dom0s->numbers[at] == lab_dom0_find(text))
			return true;
	return dom0s->count == 0;
}

static bool has_controller(const struct cli_run_options *options, const struct lab_target *target,
			   const struct ws_result *result)
{
	const struct lab_controller *controller = lab_controller_of(target->architecture);
	const struct cli_numbers *numbers = &options->controllers[target->architecture];
	unsigned int version =
		controller_version(controller, property_of(result, controller->option));

	for (size_t at = 0; at < numbers->count; at++)
		if (numbers->numbers[at] == version)
			return true;
	return numbers->count == 0;
}

static bool is_meant(const struct ws_result *result, const struct lab_target *target,
		     const struct cli_run_options *options)
{
	bool xen = target->hypervisor == LAB_XEN;

	return strcmp(result->target, target->id) == 0 &&
	       has_text(&options->models, property_of(result, "cpu")) &&
	       has_controller(options, target, result) &&
	       has_number(&options->cpus, property_of(result, "cpus")) &&
	       (!xen || has_dom0(&options->dom0s, property_of(result, "dom0"))) &&
	       has_words(&options->appends, result,
			 property_of(result, xen ? "xen-command-line" : "kernel-command-line")) &&
	       has_image(&options->kernels, result, "kernel") &&
	       has_image(&options->xens, result, "hypervisor");
}

void cli_explain_tell(FILE *out, const struct ws_result *choices, size_t count, size_t at)
{
	struct ws_traits traits;
	bool any = false;

	ws_traits_of(choices, count, at, &traits);
	for (size_t trait = 0; trait < WS_TRAIT_COUNT; trait++) {
		if (!*traits.text[trait])
			continue;
		fprintf(out, "%s%s", any ? " " : "", traits.text[trait]);
		any = true;
	}
	if (!any)
		fprintf(out, "the one of %s", choices[at].created);
}

/* The results are borrowed by shallow copies, so that they stand beside each other. */
static int list_choices(const struct ws_results *results, const struct cli_explain_cell *cell,
			const struct cli_run_options *options, size_t count, struct ws_error *error)
{
	struct ws_result *choices = calloc(count, sizeof(*choices));
	char *text = NULL;
	size_t size = 0, used = 0;
	FILE *out = choices ? open_memstream(&text, &size) : NULL;
	bool whole;

	for (size_t at = 0; at < results->count && out; at++)
		if (is_meant(&results->list[at], cell->target, options))
			choices[used++] = results->list[at];
	for (size_t at = 0; at < used; at++) {
		fputs(at ? "; " : "", out);
		cli_explain_tell(out, choices, used, at);
	}
	whole = out && fclose(out) == 0;
	if (whole)
		ws_fail(error, EINVAL,
			"%s has %zu results of %s, choose one by --cpu, --kernel ...: %s",
			cell->from, used, cell->target->id, text);
	else
		ws_fail_errno(error, ENOMEM, "cannot read %s", cell->from);
	free(text);
	free(choices);
	return whole ? -EINVAL : -ENOMEM;
}

static bool names_two(const struct cli_run_options *options)
{
	const size_t counts[] = {
		options->models.count,  options->kernels.count, options->xens.count,
		options->appends.count, options->cpus.count,    options->dom0s.count,
	};

	for (size_t at = 0; at < sizeof(counts) / sizeof(counts[0]); at++)
		if (counts[at] == 2)
			return true;
	for (size_t at = 0; at < LAB_ARCHITECTURE_COUNT; at++)
		if (options->controllers[at].count == 2)
			return true;
	return false;
}

/* Of two additions each is one result's: two of one of them are no "with and without". */
static int check_additions(const struct ws_results *results, const struct cli_explain_cell *cell,
			   const struct cli_run_options *options, struct ws_error *error)
{
	struct cli_run_options one = *options;
	int result = 0;

	one.appends.count = 1;
	for (size_t at = 0; at < options->appends.count && !result; at++) {
		size_t found = 0;

		one.appends.texts[0] = options->appends.texts[at];
		for (size_t i = 0; i < results->count; i++)
			found += is_meant(&results->list[i], cell->target, &one);
		if (!found)
			result = ws_fail(error, EINVAL,
					 "--append '%.100s': %s has no such result of %s%s",
					 one.appends.texts[0], cell->from, cell->target->id,
					 *one.appends.texts[0]
						 ? ""
						 : ", to whose command line nothing was added");
		else if (found > 1)
			result = list_choices(results, cell, &one, found, error);
	}
	return result;
}

int cli_explain_choose(const struct ws_results *results, const struct cli_explain_cell *cell,
		       const struct cli_run_options *options, size_t *chosen, size_t limit,
		       size_t *count, struct ws_error *error)
{
	size_t found = 0;

	for (size_t at = 0; at < results->count; at++) {
		if (!is_meant(&results->list[at], cell->target, options))
			continue;
		if (found < limit)
			chosen[found] = at;
		found++;
	}
	*count = found;
	if (!found)
		return ws_fail(error, EINVAL,
			       "%s has no result of %s that these options would have measured",
			       cell->from, cell->target->id);
	if (found > 1 && (found > limit || !names_two(options)))
		return list_choices(results, cell, options, found, error);
	return options->appends.count > 1 ? check_additions(results, cell, options, error) : 0;
}
