// SPDX-License-Identifier: GPL-2.0-or-later
/* What the checks of the machine found: a member that earlier versions did not write. */
#include <stdlib.h>

#include "analysis/analysis.h"
#include "report/read_parts.h"

static bool is_verdict(const char *text)
{
	return ws_finding_rank(text) >= 0;
}

static int read_finding(const struct node *node, struct ws_finding *finding)
{
	static const char *const keys[] = {"check", "verdict", "found", NULL};
	static const struct node_form check = {.fits = ws_finding_is_check, .meaning = "a check"};
	static const struct node_form verdict = {.fits = is_verdict,
						 .meaning = "a verdict of a check"};
	int failed = node_is_object(node);

	if (!failed)
		failed = node_only(node, keys);
	if (!failed)
		failed = node_copy(node, "check", &check, &finding->check);
	if (!failed)
		failed = node_copy(node, "verdict", &verdict, &finding->verdict);
	return failed ? failed : node_copy(node, "found", NULL, &finding->found);
}

int read_findings(const struct node *node, struct ws_result *result)
{
	struct node list;
	int failed = 0;

	if (!node_has(node, "hazards"))
		return 0;
	failed = node_list(node, "hazards", &list);
	if (failed)
		return failed;
	if (!node_length(&list))
		return node_fail(&list, "no checks: where none are known it is left out");
	if (node_length(&list) > WS_FINDINGS_MAX)
		return node_fail(&list, "more than %d checks", WS_FINDINGS_MAX);
	result->findings = calloc(WS_FINDINGS_MAX, sizeof(*result->findings));
	if (!result->findings)
		return node_no_memory(node);
	while (result->finding_count < node_length(&list) && !failed) {
		struct node one = node_element(&list, result->finding_count);

		failed = read_finding(&one, &result->findings[result->finding_count++]);
	}
	return failed;
}
