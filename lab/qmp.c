// SPDX-License-Identifier: GPL-2.0-or-later
/* QEMU's words are taken for what they may be: any bytes at all, of which one line is bounded. */
#include "lab/qmp.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void take_text(struct qmp_line *parsed, const json_t *text)
{
	const char *value = json_string_value(text);

	snprintf(parsed->text, sizeof(parsed->text), "%s", value ? value : "");
	for (char *at = parsed->text; *at; at++)
		if (*at < 0x20 || *at > 0x7e)
			*at = '?';
}

static enum qmp_kind kind_of_event(const char *event, const json_t *data)
{
	const char *status = json_string_value(json_object_get(data, "status"));

	if (strcmp(event, "GUEST_PANICKED") == 0 || strcmp(event, "WATCHDOG") == 0)
		return QMP_STOPPED;
	if (strcmp(event, "MIGRATION") != 0 || !status)
		return QMP_OTHER;
	if (strcmp(status, "completed") == 0)
		return QMP_SAVED;
	return strcmp(status, "failed") == 0 ? QMP_NOT_SAVED : QMP_OTHER;
}

static int decode(const json_t *root, struct qmp_line *parsed)
{
	const char *event = json_string_value(json_object_get(root, "event"));
	const json_t *answer = json_object_get(root, "return");
	const json_t *refusal = json_object_get(root, "error");

	if (event) {
		parsed->kind = kind_of_event(event, json_object_get(root, "data"));
	} else if (refusal) {
		parsed->kind = QMP_ERROR;
		take_text(parsed, json_object_get(refusal, "desc"));
	} else if (answer) {
		parsed->kind = QMP_RETURN;
		take_text(parsed, json_object_get(answer, "error-desc"));
	} else if (json_is_object(json_object_get(root, "QMP"))) {
		parsed->kind = QMP_GREETING;
	} else {
		return -EBADMSG;
	}
	return 0;
}

int qmp_parse(const char *line, size_t length, struct qmp_line *parsed)
{
	json_t *root = json_loadb(line, length, JSON_REJECT_DUPLICATES, NULL);
	int result;

	*parsed = (struct qmp_line){.kind = QMP_OTHER};
	result = json_is_object(root) ? decode(root, parsed) : -EBADMSG;
	json_decref(root);
	return result;
}
