// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A snapshot is never needed: whatever goes wrong with one, a boot measures the same. Where another
 * process is making it right now, this one boots.
 */
#include "lab/stage.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static void tell(const struct stage *stage, const char *what, const char *why)
{
	char text[320];

	snprintf(text, sizeof(text), "%s%s", what, why);
	if (stage->observer->progress)
		stage->observer->progress(stage->observer->context, stage->plan->request.label,
					  text);
}

static bool find(struct stage *stage, struct session *session)
{
	char kvm_said[SNAPSHOT_KVM_MAX];

	free(stage->snapshot);
	if (snapshot_find(stage->plan, &stage->snapshot, kvm_said) < 0)
		return false;
	session_set_kvm_said(session, kvm_said);
	stage->kind = COMMAND_RESTORE;
	return true;
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
		tell(stage, "going on without a snapshot: ", error.text);
	}
}

void stage_begin(struct stage *stage, const struct lab_plan *plan,
		 const struct lab_observer *observer, struct session *session)
{
	*stage = (struct stage){
		.plan = plan, .observer = observer, .kind = COMMAND_BOOT, .draft = {.lock = -1}};
	if (!plan->snapshots || find(stage, session))
		return;
	begin_draft(stage);
}

int stage_start(const struct stage *stage, struct child *child, struct ws_error *error)
{
	struct arguments command = {.words = NULL};
	int result = command_build(stage->plan, stage->kind, stage->snapshot, &command, error);

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

/* From the emulator that saved to the one that measures. */
static void after_save(struct stage *stage, struct session *session, const char *how)
{
	const struct saver *saver = &stage->saver;
	struct ws_error error;
	int result = -EIO;

	stage->kind = COMMAND_BOOT;
	stage->heard = false;
	if (saver->state == SAVER_DONE)
		result = snapshot_commit(&stage->draft, session_kvm_said(session), &error);
	else
		ws_fail(&error, EIO, "%s", saver->state == SAVER_FAILED ? saver->reason : how);
	snapshot_abandon(&stage->draft);
	if (result || !find(stage, session))
		tell(stage,
		     "going on without a snapshot: ", result ? error.text : "it was gone at once");
}

bool stage_next(struct stage *stage, struct session *session, const char *how)
{
	if (stage->kind == COMMAND_SAVE) {
		after_save(stage, session, how);
		return true;
	}
	if (stage->kind == COMMAND_RESTORE && !stage->heard) {
		snapshot_discard(stage->plan);
		stage->kind = COMMAND_BOOT;
		tell(stage, "going on without a snapshot: ", how);
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
