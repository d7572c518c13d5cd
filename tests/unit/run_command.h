/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `worldswitch run` as a process, in a folder of its own and with a lab that is not one. To be
 * included once, after cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_RUN_COMMAND_H
#define WORLDSWITCH_TESTS_RUN_COMMAND_H

#include <dirent.h>
#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include "cli/commands.h"
#include "tests/unit/fake_lab.h"

#define ARGUMENTS_MAX 16

static struct {
	char folder[64]; /* the test's own: data folder, working folder */
	char before[4096];
	int status; /* as waitpid gives it */
	char out[16384], err[16384];
} ran;

static inline int set_up(void **state)
{
	(void)state;
	memset(&fake, 0, sizeof(fake));
	snprintf(ran.folder, sizeof(ran.folder), "%s", P_tmpdir "/worldswitch-test-XXXXXX");
	if (!mkdtemp(ran.folder) || !getcwd(ran.before, sizeof(ran.before)))
		return -1;
	setenv("XDG_DATA_HOME", ran.folder, 1);
	return chdir(ran.folder);
}

static inline int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", ran.folder);
	return chdir(ran.before) || system(command);
}

static inline void read_text(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	text[fread(text, 1, size - 1, file)] = '\0';
	fclose(file);
	unlink(path);
}

/* In a child, since a run may end by a signal. */
static inline void run_command(int (*command)(int, char **), const char *const *words)
{
	char *argv[ARGUMENTS_MAX] = {(char *)"worldswitch run"};
	int argc = 1;
	pid_t child;

	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)words[argc - 1];
	child = fork();
	if (child == 0) {
		if (!freopen("out.txt", "w", stdout) || !freopen("err.txt", "w", stderr))
			_exit(99);
		exit(command(argc, argv));
	}
	assert_int_equal(waitpid(child, &ran.status, 0), child);
	read_text("out.txt", ran.out, sizeof(ran.out));
	read_text("err.txt", ran.err, sizeof(ran.err));
}

#define RUN(...) run_command(cli_run, (const char *const[]){__VA_ARGS__, NULL})

static inline void assert_status(int expected)
{
	if (!WIFEXITED(ran.status) || WEXITSTATUS(ran.status) != expected)
		fail_msg("wait status %#x, expected exit %d; err: %s", (unsigned int)ran.status,
			 expected, ran.err);
}

/* The number of cells in a document or set with this verdict. */
static inline size_t cells_of(json_t *document, const char *verdict)
{
	json_t *results = json_object_get(document, "results");
	size_t at, number, found = 0;

	if (!results)
		results = json_pack("[O]", document);
	else
		json_incref(results);
	for (at = 0; at < json_array_size(results); at++) {
		const json_t *cells = json_object_get(json_array_get(results, at), "cells");

		for (number = 0; number < json_array_size(cells); number++) {
			const json_t *cell = json_array_get(cells, number);

			found += strcmp(json_string_value(json_object_get(cell, "verdict")),
					verdict) == 0;
		}
	}
	json_decref(results);
	return found;
}

static inline size_t cells_in(const char *path, const char *verdict)
{
	json_t *document = json_load_file(path, 0, NULL);
	size_t found;

	assert_non_null(document);
	found = cells_of(document, verdict);
	json_decref(document);
	return found;
}

/* The only file that matches in the data folder; "" where there is none. */
static inline const char *kept(void)
{
	static char path[512];
	DIR *folder = opendir("worldswitch/results");
	struct dirent *entry;

	*path = '\0';
	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.') {
			assert_int_equal(*path, '\0');
			snprintf(path, sizeof(path), "worldswitch/results/%s", entry->d_name);
		}
	if (folder)
		closedir(folder);
	return path;
}

#endif
