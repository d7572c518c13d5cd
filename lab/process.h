/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Child programs: the one place that forks and executes. No shell, no descriptor that was not asked
 * for, and no child that outlives this process: it gets SIGKILL when its parent dies
 * (PR_SET_PDEATHSIG), and it leads a process group so that its own children end with it. A child is
 * therefore not in the terminal's foreground group: Ctrl-C reaches this process alone, which must
 * end the child.
 */
#ifndef WORLDSWITCH_LAB_PROCESS_H
#define WORLDSWITCH_LAB_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "support/error.h"

#define PROCESS_DESCRIPTORS_MAX 8

struct process_spawn {
	const char *const *argv;        /* argv[0] is looked up in PATH; NULL at the end */
	const char *const *environment; /* NAME=VALUE, added to ours, NULL at the end; or NULL */
	const char *directory;          /* where it runs, or NULL for here */
	/* The child's descriptor N is descriptors[N] of ours, -1 for /dev/null; all others are
	 * closed in it. Fewer than three: the missing ones of stdin, stdout, stderr are /dev/null.
	 */
	int descriptors[PROCESS_DESCRIPTORS_MAX];
	size_t descriptor_count;
};

/* A child under way. pidfd becomes readable when it ends. */
struct process {
	pid_t pid;
	int pidfd;
};

/* Starts a program; its failure to execute is reported here: -ENOENT where it is not installed. */
int process_start(const struct process_spawn *spawn, struct process *process,
		  struct ws_error *error);

/*
 * Ends a child: SIGKILL to its group where it has not ended by itself, and reaps it. Returns its
 * wait status and closes the descriptor. To be called exactly once for each process_start.
 */
int process_end(struct process *process);

/* A description of a wait status: "exit status 3", "killed by signal 9 (Killed)". */
void process_describe(int status, char *text, size_t size);

struct process_command {
	const char *const *argv;
	const char *const *environment;
	const char *directory;
	size_t output_limit;  /* bytes of stdout, and of stderr, that are kept; more is -EFBIG */
	unsigned int timeout; /* seconds of its own (lab/patience.h); 0: none */
	const char *input;    /* what its stdin has, at most PIPE_BUF bytes; NULL: nothing */
	const volatile int *interrupted; /* NULL: never */
};

struct process_output {
	char *out, *err; /* allocated, NUL-terminated */
	size_t out_size, err_size;
	int status; /* as waitpid gives it */
};

/*
 * Runs a program to its end and collects what it printed. 0 where it exited with status 0; -EIO
 * where not; -ETIMEDOUT, -EINTR, -EFBIG where it was ended for that; -ENOENT where it is not
 * installed. The output is filled as far as it came (free it in every case) and no child is left.
 */
int process_run(const struct process_command *command, struct process_output *output,
		struct ws_error *error);
void process_output_free(struct process_output *output);

#endif
