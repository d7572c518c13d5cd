// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The history keeps what it was given, whatever happens to its file, and to the processes that
 * write to it.
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/file.h"
#include "tests/unit/history_file.h"

static void write_file(const char *bytes, size_t size, off_t at)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, size, at), size);
	close(fd);
}

static void what_is_no_database_is_set_aside(void **state)
{
	static const char text[] = "This is no database, but somebody's only copy of a poem.";
	struct ws_history *history;
	char kept[sizeof(text)] = "";
	int fd;

	(void)state;
	write_file(text, sizeof(text), 0);
	history = open_history();
	assert_non_null(ws_history_set_aside(history));
	fd = open(ws_history_set_aside(history), O_RDONLY);
	assert_int_equal(read(fd, kept, sizeof(kept)), sizeof(text));
	close(fd);
	assert_string_equal(kept, text);
	assert_int_equal(add(history, 1), 1);
	ws_history_close(history);
}

/* Its first page is whole, so that it opens: the damage is found by who comes across it. */
static void damage_within_is_set_aside_when_it_is_found(void **state)
{
	struct ws_history *history = open_history();
	char garbage[4096];
	struct stat status;
	char *aside;

	(void)state;
	for (unsigned int number = 0; number < 50; number++)
		add(history, number);
	ws_history_close(history);
	memset(garbage, 0xa5, sizeof(garbage));
	assert_int_equal(stat(path, &status), 0);
	for (off_t at = sizeof(garbage); at < status.st_size; at += sizeof(garbage))
		write_file(garbage, sizeof(garbage), at);
	history = open_history();
	assert_int_equal(add(history, 99), 1);
	assert_non_null(ws_history_set_aside(history));
	assert_int_equal(count_of(history), 1);
	aside = strdup(ws_history_set_aside(history));
	ws_history_close(history);
	assert_int_equal(stat(aside, &status), 0);
	assert_true(status.st_size > 4096);
	free(aside);
}

static void execute(const char *sql)
{
	sqlite3 *database;

	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
}

static void an_old_one_is_brought_up_to_date(void **state)
{
	struct ws_history *history;

	(void)state;
	execute(history_steps[0]);
	execute("PRAGMA user_version = 1;"
		"INSERT INTO result VALUES (1, 'abc', '2020-01-01T00:00:00Z', 'arm64/xen', '{}')");
	history = open_history();
	add(history, 1);
	assert_int_equal(count_of(history), 2);
	ws_history_close(history);
	execute("DROP INDEX cell_result"); /* which only a later step makes */
}

static void a_later_one_is_refused_and_left_alone(void **state)
{
	struct ws_history *history;
	char before[WS_DIGEST_SIZE], after[WS_DIGEST_SIZE];
	struct ws_error error;

	(void)state;
	execute("CREATE TABLE result (something TEXT); PRAGMA user_version = 1000");
	assert_int_equal(ws_file_digest(path, before, &error), 0);
	assert_int_equal(ws_history_open(path, &history, &error), -EPROTO);
	assert_non_null(strstr(error.text, "a later version of worldswitch made it"));
	assert_int_equal(ws_file_digest(path, after, &error), 0);
	assert_string_equal(before, after);
}

/* Tells the parent of each result that it has added. */
static void add_and_tell(int to, unsigned int first, unsigned int count)
{
	struct ws_history *history = open_history();

	for (unsigned int number = first; number < first + count; number++) {
		add(history, number);
		if (write(to, &number, sizeof(number)) != sizeof(number))
			_exit(1);
	}
	ws_history_close(history);
}

static pid_t start(int pipe_of[2], unsigned int first, unsigned int count)
{
	pid_t child;

	assert_int_equal(pipe(pipe_of), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		add_and_tell(pipe_of[1], first, count);
		_exit(0);
	}
	close(pipe_of[1]);
	return child;
}

static unsigned int hear(int from)
{
	unsigned int number, heard = 0;

	while (read(from, &number, sizeof(number)) == sizeof(number))
		heard++;
	close(from);
	return heard;
}

static void two_runs_at_once_lose_nothing(void **state)
{
	int pipes[2][2];
	pid_t children[2];
	struct ws_history *history;

	(void)state;
	for (unsigned int at = 0; at < 2; at++)
		children[at] = start(pipes[at], at * 100, 40);
	for (unsigned int at = 0; at < 2; at++) {
		int status;

		assert_int_equal(hear(pipes[at][0]), 40);
		assert_int_equal(waitpid(children[at], &status, 0), children[at]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	history = open_history();
	assert_int_equal(count_of(history), 80);
	ws_history_close(history);
}

#define KILLED_RUNS 200

static void wait_for_the_first(int from)
{
	struct pollfd polled = {.fd = from, .events = POLLIN};

	assert_int_equal(poll(&polled, 1, -1), 1);
}

/*
 * At moments over all of what a run does with the history, each a little later than the last: from
 * its start or, since that may take any time, from its first finished result.
 */
static void a_killed_run_loses_no_finished_result(void **state)
{
	unsigned int finished = 0;
	struct ws_history *history;

	(void)state;
	for (unsigned int at = 0; at < KILLED_RUNS; at++) {
		const struct timespec moment = {.tv_nsec = (long)(at * 100000L)};
		int pipe_of[2];
		pid_t child = start(pipe_of, at * 1000, 1000);

		if (at % 2)
			wait_for_the_first(pipe_of[0]);
		nanosleep(&moment, NULL);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		finished += hear(pipe_of[0]);
	}
	history = open_history();
	assert_null(ws_history_set_aside(history));
	assert_in_range(count_of(history), finished, finished + KILLED_RUNS);
	assert_true(finished > 0);
	ws_history_close(history);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(what_is_no_database_is_set_aside, remove_files),
		cmocka_unit_test_teardown(damage_within_is_set_aside_when_it_is_found,
					  remove_files),
		cmocka_unit_test_teardown(an_old_one_is_brought_up_to_date, remove_files),
		cmocka_unit_test_teardown(a_later_one_is_refused_and_left_alone, remove_files),
		cmocka_unit_test_teardown(two_runs_at_once_lose_nothing, remove_files),
		cmocka_unit_test_teardown(a_killed_run_loses_no_finished_result, remove_files),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
