// SPDX-License-Identifier: GPL-2.0-or-later
/* Each command is sent when the one before it was answered. */
#include "lab/saver.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Events tell when a save has ended. The limit on its speed is for networks, and the greatest that
 * there is.
 */
static const char *const preparation[] = {
	"{\"execute\": \"qmp_capabilities\"}",
	"{\"execute\": \"migrate-set-capabilities\", \"arguments\": {\"capabilities\": "
	"[{\"capability\": \"events\", \"state\": true}]}}",
	"{\"execute\": \"migrate-set-parameters\", \"arguments\": "
	"{\"max-bandwidth\": 1099511627776}}",
	"{\"execute\": \"cont\"}",
};

#define PREPARATION_COUNT (sizeof(preparation) / sizeof(preparation[0]))

static void send_line(const struct saver *saver, const char *line)
{
	saver->send(saver->context, line);
}

static void fail(struct saver *saver, const char *reason)
{
	saver->state = SAVER_FAILED;
	snprintf(saver->reason, sizeof(saver->reason), "%s",
		 reason[0] ? reason : "the emulator does not say why");
}

static void save(struct saver *saver)
{
	json_t *command = json_pack("{s:s, s:{s:o}}", "execute", "migrate", "arguments", "uri",
				    json_sprintf("file:%s", saver->path));
	char *line = command ? json_dumps(command, 0) : NULL;

	json_decref(command);
	if (!line) {
		fail(saver, "its name cannot be said to the emulator");
		return;
	}
	saver->state = SAVER_SAVING;
	send_line(saver, line);
	free(line);
}

static void take_return(struct saver *saver, const struct qmp_line *line)
{
	if (saver->state == SAVER_PREPARING) {
		if (++saver->prepared < PREPARATION_COUNT)
			send_line(saver, preparation[saver->prepared]);
		else
			saver->state = SAVER_RUNNING;
	} else if (saver->state == SAVER_ASKING) {
		fail(saver, line->text);
	}
}

static void take(struct saver *saver, const struct qmp_line *line)
{
	if (line->kind == QMP_GREETING && saver->state == SAVER_GREETING) {
		saver->state = SAVER_PREPARING;
		send_line(saver, preparation[0]);
	} else if (line->kind == QMP_RETURN) {
		take_return(saver, line);
	} else if (line->kind == QMP_ERROR) {
		fail(saver, line->text);
	} else if (line->kind == QMP_STOPPED &&
		   (saver->state == SAVER_RUNNING || saver->state == SAVER_PREPARING)) {
		save(saver);
	} else if (line->kind == QMP_SAVED && saver->state == SAVER_SAVING) {
		saver->state = SAVER_DONE;
	} else if (line->kind == QMP_NOT_SAVED && saver->state == SAVER_SAVING) {
		saver->state = SAVER_ASKING;
		send_line(saver, "{\"execute\": \"query-migrate\"}");
	}
}

static void take_line(void *context, const char *text, size_t length, bool cut)
{
	struct saver *saver = context;
	struct qmp_line line;

	if (saver->state == SAVER_DONE || saver->state == SAVER_FAILED)
		return;
	if (cut || qmp_parse(text, length, &line) < 0)
		fail(saver, "the emulator says what is no QMP");
	else
		take(saver, &line);
}

void saver_feed(struct saver *saver, const char *data, size_t size)
{
	lines_feed(&saver->lines, data, size, take_line, saver);
}
