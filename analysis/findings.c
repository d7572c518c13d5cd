// SPDX-License-Identifier: GPL-2.0-or-later
/* What the checks of a machine found (`doctor host`), as a result has it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/analysis.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz"

int ws_finding_rank(const char *verdict)
{
	static const char *const verdicts[] = {WS_FINDING_VERDICTS};

	for (size_t at = 0; at < sizeof(verdicts) / sizeof(verdicts[0]); at++)
		if (strcmp(verdicts[at], verdict) == 0)
			return (int)at;
	return -1;
}

bool ws_finding_is_check(const char *word)
{
	return *word && strchr(LETTERS, *word) && !word[strspn(word, LETTERS "0123456789-")];
}

bool ws_finding_is_hazard(const struct ws_finding *finding)
{
	return ws_finding_rank(finding->verdict) >= ws_finding_rank("hazard");
}

void ws_finding_free(struct ws_finding *finding)
{
	free(finding->check);
	free(finding->verdict);
	free(finding->found);
}

int ws_result_add_finding(struct ws_result *result, const char *check, const char *verdict,
			  const char *found)
{
	struct ws_finding *finding;

	if (!result->findings)
		result->findings = calloc(WS_FINDINGS_MAX, sizeof(*result->findings));
	if (!result->findings || result->finding_count == WS_FINDINGS_MAX)
		return -ENOMEM;
	finding = &result->findings[result->finding_count];
	*finding = (struct ws_finding){
		.check = strdup(check), .verdict = strdup(verdict), .found = strdup(found)};
	if (!finding->check || !finding->verdict || !finding->found) {
		ws_finding_free(finding);
		return -ENOMEM;
	}
	result->finding_count++;
	return 0;
}

void ws_findings_free(struct ws_result *result)
{
	for (size_t at = 0; at < result->finding_count; at++)
		ws_finding_free(&result->findings[at]);
	free(result->findings);
}
