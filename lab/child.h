/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An emulator under way: its process, and the three pipes out of it. */
#ifndef WORLDSWITCH_LAB_CHILD_H
#define WORLDSWITCH_LAB_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/arguments.h"
#include "lab/process.h"
#include "records/lines.h"

enum child_pipe { CHILD_CONSOLE, CHILD_ERRORS, CHILD_STREAM, CHILD_PIPES };

struct child {
	struct process process;
	int pipes[CHILD_PIPES]; /* our ends, non-blocking; -1 where it has ended or is not there */
	struct lines error_lines;
	char last_words[256]; /* the last line of stderr; printable */
};

/*
 * Starts the command with no input. It may write to descriptor 3 too, and read from it what
 * child_send sends. On failure nothing is left.
 */
int child_start(const struct arguments *command, struct child *child, struct ws_error *error);

/* The same with what this descriptor gives as its input; -1: none. */
int child_start_with(const struct arguments *command, int input, struct child *child,
		     struct ws_error *error);

/*
 * Reads what a pipe holds, at most size bytes; 0: nothing for now, or it has ended. What is read
 * from stderr is looked through for its last line as well.
 */
size_t child_read(struct child *child, enum child_pipe pipe, char *buffer, size_t size);

/* A line to its descriptor 3; a child that does not take it has its time limit. */
void child_send(const struct child *child, const char *line);

/* Asks it to end. */
void child_terminate(const struct child *child);

/* Ends it, reaps it, and says how it ended: "exit status 1: its last words". */
void child_end(struct child *child, char *how, size_t size);

#endif
