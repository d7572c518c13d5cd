// SPDX-License-Identifier: GPL-2.0-or-later
/* Checks read a few files each; nobody waits for the watch, which lasts as long as the run. */
#include "vmm/findings.h"

#include <stdio.h>
#include <string.h>

#include "probe/core/record.h"

#define PREFIX "finding part=00 check= verdict= text="

void vmm_findings_record(const struct host_finding *finding, vmm_findings_line line, void *context)
{
	const char *verdict = host_state_word(finding->state);
	const char *rest = finding->found;
	size_t room =
		WS_RECORD_PAYLOAD_MAX - strlen(PREFIX) - strlen(finding->id) - strlen(verdict);

	for (unsigned int number = 0; number == 0 || *rest; number++) {
		char part[WS_RECORD_PAYLOAD_MAX];
		struct ws_record record;

		snprintf(part, sizeof(part), "%.*s", (int)room, rest);
		ws_record_begin(&record, "finding");
		ws_record_decimal(&record, "part", number);
		ws_record_word(&record, "check", finding->id);
		ws_record_word(&record, "verdict", verdict);
		ws_record_text(&record, "text", part);
		ws_record_end(&record);
		line(context, record.text, record.length);
		rest += strlen(part);
	}
}

struct host_watch *vmm_findings_begin(const struct host_cpus *cpus, vmm_findings_line line,
				      void *context)
{
	const struct host_question question = {.root = "", .cpus = *cpus};
	struct host_finding findings[HOST_FINDINGS_MAX];
	size_t count = host_examine_settings(&question, findings, HOST_FINDINGS_MAX);

	for (size_t at = 0; at < count; at++)
		vmm_findings_record(&findings[at], line, context);
	return host_watch_begin(&question);
}

void vmm_findings_end(struct host_watch *watch, vmm_findings_line line, void *context)
{
	struct host_finding findings[HOST_FINDINGS_MAX];
	size_t count = host_watch_end(watch, findings, HOST_FINDINGS_MAX);

	for (size_t at = 0; at < count; at++)
		vmm_findings_record(&findings[at], line, context);
}
