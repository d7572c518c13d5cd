// SPDX-License-Identifier: GPL-2.0-or-later
/* See explain_print.h. A file is written whole or not at all. */
#include "cli/explain_print.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "report/explain.h"
#include "report/names.h"
#include "support/file.h"

static int explain_one(struct cli_explained *explained, struct ws_explanation *explanation,
		       struct ws_error *error)
{
	const struct ws_explained_cell cell = {
		.target = explained->request.target->id,
		.variation = cli_explained_variation(explained),
		.benchmark = explained->benchmark,
		.value = explained->cell.value,
		.baseline = explained->cell.baseline,
	};

	return ws_explain(explained->trace, &explained->names.naming, &cell, explanation, error);
}

static struct ws_explained_environment environment_of(const struct cli_explained *explained)
{
	struct ws_explained_environment environment = {0};

	environment.properties = lab_plan_properties(explained->plan, &environment.property_count);
	environment.components = lab_plan_components(explained->plan, &environment.component_count);
	for (size_t world = 0; world < WS_WORLD_COUNT; world++)
		if (*explained->names.reasons[world])
			environment.reasons[world] = explained->names.reasons[world];
	return environment;
}

static int print_json(FILE *out, const struct cli_explained *list,
		      const struct ws_explanation *explanations, size_t count)
{
	struct ws_explained_environment environments[CLI_EXPLAINED_MAX];

	for (size_t at = 0; at < count; at++)
		environments[at] = environment_of(&list[at]);
	return count == 1 ? ws_explain_json(out, explanations, environments)
			  : ws_explain_difference_json(out, explanations, environments);
}

static int print_one(FILE *out, const struct cli_explain_options *options,
		     const struct cli_explained *explained,
		     const struct ws_explanation *explanation)
{
	switch (options->format) {
	case CLI_EXPLAIN_JSON:
		return print_json(out, explained, explanation, 1);
	case CLI_EXPLAIN_FOLDED:
		ws_explain_folded(out, explanation);
		return 0;
	case CLI_EXPLAIN_CALLGRIND:
		return ws_explain_callgrind(out, explanation);
	case CLI_EXPLAIN_TRACE_EVENT:
		return ws_explain_trace_event(out, explanation);
	default:
		return ws_explain_table(out, explanation, options->by);
	}
}

static int print(FILE *out, const struct cli_explain_options *options,
		 const struct cli_explained *list, const struct ws_explanation *explanations,
		 size_t count)
{
	if (count == 1)
		return print_one(out, options, list, explanations);
	switch (options->format) {
	case CLI_EXPLAIN_JSON:
		return print_json(out, list, explanations, count);
	case CLI_EXPLAIN_FOLDED:
		return ws_explain_difference_folded(out, explanations);
	default:
		return ws_explain_difference(out, explanations, options->by);
	}
}

static int deliver(const struct cli_explain_options *options, const char *text, size_t size,
		   struct ws_error *error)
{
	if (options->output)
		return ws_file_write(options->output, text, size, error);
	fwrite(text, 1, size, stdout);
	return cli_flush_output(error);
}

static int print_all(const struct cli_explain_options *options, const struct cli_explained *list,
		     const struct ws_explanation *explanations, size_t count,
		     struct ws_error *error)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int result = out ? print(out, options, list, explanations, count) : -ENOMEM;

	if (out && fclose(out) && !result)
		result = -ENOMEM;
	if (result)
		ws_fail_errno(error, -result, "cannot print what was found");
	else
		result = deliver(options, text, size, error);
	free(text);
	return result;
}

int cli_explain_print(const struct cli_explain_options *options, struct cli_explained *list,
		      size_t count, struct ws_error *error)
{
	struct ws_explanation explanations[CLI_EXPLAINED_MAX] = {0};
	int result = 0;

	for (size_t at = 0; at < count && !result; at++)
		result = explain_one(&list[at], &explanations[at], error);
	if (!result)
		result = print_all(options, list, explanations, count, error);
	for (size_t at = 0; at < count; at++)
		ws_explanation_free(&explanations[at]);
	return result;
}
