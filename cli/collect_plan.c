// SPDX-License-Identifier: GPL-2.0-or-later
/* What a plan says of itself outlives the plan in its result. */
#include <errno.h>

#include "cli/collect.h"

static int copy_properties(struct ws_result *result, const struct lab_plan *plan)
{
	size_t count;
	const struct ws_property *list = lab_plan_properties(plan, &count);
	int failed = 0;

	for (size_t at = 0; at < count && !failed; at++)
		failed = ws_result_add_property(result, list[at].name, list[at].value);
	return failed;
}

static int copy_components(struct ws_result *result, const struct lab_plan *plan)
{
	size_t count;
	const struct ws_component *list = lab_plan_components(plan, &count);
	int failed = 0;

	for (size_t at = 0; at < count && !failed; at++)
		failed = ws_result_add_component(result, list[at].role, list[at].name,
						 list[at].version, list[at].sha256);
	return failed;
}

int collect_plan(struct collect *collect, size_t at, const struct lab_plan *plan,
		 struct ws_error *error)
{
	struct ws_result *result = &collect->results[at];

	collect->targets[at].plan = plan;
	if (!copy_properties(result, plan) && !copy_components(result, plan))
		return 0;
	return ws_fail_errno(error, ENOMEM, "cannot describe %s", result->target);
}
