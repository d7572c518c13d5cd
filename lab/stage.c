// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A snapshot is never needed: whatever goes wrong with one, a boot measures the same. Where another
 * process is making it right now, this one boots.
 */
#include "lab/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* For the user: what comes instead of a snapshot, and why. */
static void tell(const struct stage *stage, const char *instead, const char *why)
{
	char text[400];

	snprintf(text, sizeof(text), "%.300s: %s", why, instead);
	if (stage->observer->notice)
		stage->observer->notice(stage->observer->context, stage->plan->request.label, text);
}

/* Where there is none, or none any more, -ENOENT. */
static int find(struct stage *stage, struct session *session, struct ws_error *error)
{
	struct snapshot_record record;
	int result;

	free(stage->snapshot);
	result = snapshot_find(stage->plan, &stage->snapshot, &record, error);
	if (!result) {
		session_set_kvm_said(session, record.kvm_said);
		stage->kind = COMMAND_RESTORE;
	}
	return result;
}

static void send_to_child(void *context, const char *line)
{
	child_send(context, line);
}

static void begin_draft(struct stage *stage)
{
	struct ws_error error;
	int result = snapshot_begin(stage->plan, &stage->draft, &error);

	if (!result) {
		stage->kind = COMMAND_SAVE;
		stage->saver = (struct saver){.path = stage->draft.path, .send = send_to_child};
	} else if (result != -EBUSY) {
		tell(stage, "it is booted, and no snapshot of it kept", error.text);
	}
}

void stage_begin(struct stage *stage, const struct lab_plan *plan,
		 const struct lab_observer *observer, struct session *session)
{
	struct ws_error error;
	int result;

	*stage = (struct stage){
		.plan = plan, .observer = observer, .kind = COMMAND_BOOT, .draft = {.lock = -1}};
	if (!plan->snapshots)
		return;
	result = find(stage, session, &error);
	if (result == -EBADMSG) {
		tell(stage, "it is made again", error.text);
		snapshot_discard(plan);
	}
	if (result)
		begin_draft(stage);
}

int stage_start(const struct stage *stage, struct child *child, struct ws_error *error)
{
	struct arguments command = {.words = NULL};
	int result;

	if (stage->kind == COMMAND_BOOT)
		return child_start(&stage->plan->command, child, error);
	result = command_build(stage->plan, stage->kind, stage->snapshot, &command, error);
	if (!result)
		result = child_start(&command, child, error);
	arguments_free(&command);
	return result;
}

void stage_control(struct stage *stage, struct child *child, const char *data, size_t size)
{
	stage->saver.context = child;
	saver_feed(&stage->saver, data, size);
}

bool stage_over(const struct stage *stage)
{
	return stage->kind == COMMAND_SAVE &&
	       (stage->saver.state == SAVER_DONE || stage->saver.state == SAVER_FAILED);
}

bool stage_silent(const struct stage *stage)
{
	return stage->kind == COMMAND_RESTORE && !stage->heard;
}

/* From the emulator that saved to the one that measures. */
static void after_save(struct stage *stage, struct session *session, const char *how)
{
	const struct saver *saver = &stage->saver;
	struct ws_error error;
	int result;

	stage->kind = COMMAND_BOOT;
	stage->heard = false;
	if (saver->state == SAVER_DONE)
		result = snapshot_commit(&stage->draft, session_kvm_said(session), &error);
	else
		result = ws_fail(&error, EIO, "the booted machine %s: %s",
				 saver->state == SAVER_RUNNING ? "did not stop to be saved"
							       : "could not be saved",
				 saver->state == SAVER_FAILED ? saver->reason : how);
	snapshot_abandon(&stage->draft);
	if (!result)
		result = find(stage, session, &error);
	if (result && result != -ENOENT)
		tell(stage, "it is booted, and no snapshot of it kept", error.text);
}

bool stage_next(struct stage *stage, struct session *session, const char *how)
{
	if (stage->kind == COMMAND_SAVE) {
		after_save(stage, session, how);
		return true;
	}
	if (stage_silent(stage)) {
		struct ws_error error;

		ws_fail(&error, EIO, "its snapshot does not come to life: %s", how);
		snapshot_discard(stage->plan);
		stage->kind = COMMAND_BOOT;
		tell(stage, "it is booted", error.text);
		return true;
	}
	return false;
}

void stage_end(struct stage *stage)
{
	snapshot_abandon(&stage->draft);
	free(stage->snapshot);
	stage->snapshot = NULL;
}
