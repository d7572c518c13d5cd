/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which emulator of a plan runs now: one that boots and saves the machine, then one that is
 * restored and measures, or one that boots and measures where there can be no snapshot.
 */
#ifndef WORLDSWITCH_LAB_STAGE_H
#define WORLDSWITCH_LAB_STAGE_H

#include "lab/child.h"
#include "lab/command.h"
#include "lab/saver.h"
#include "lab/session.h"
#include "lab/snapshot.h"

struct stage {
	const struct lab_plan *plan;
	const struct lab_observer *observer;
	enum command_kind kind;
	struct snapshot_draft draft; /* save */
	struct saver saver;          /* save */
	char *snapshot;              /* restore: the file; allocated */
	bool heard;                  /* the machine has said something */
};

/* Chooses the first one. */
void stage_begin(struct stage *stage, const struct lab_plan *plan,
		 const struct lab_observer *observer, struct session *session);

int stage_start(const struct stage *stage, struct child *child, struct ws_error *error);

/* What came by the stream of an emulator that saves. */
void stage_control(struct stage *stage, struct child *child, const char *data, size_t size);

/* The emulator has done its part of it, or can't. */
bool stage_over(const struct stage *stage);

/* A machine that was restored and has not said a word. */
bool stage_silent(const struct stage *stage);

/* It has ended by itself or after stage_over: whether another one is to be started, how: why. */
bool stage_next(struct stage *stage, struct session *session, const char *how);

/* Nothing half-made is left. */
void stage_end(struct stage *stage);

#endif
