/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * worldswitch-vmm as a tool, in a process of its own, with processes that say what guests would. To
 * be included once, after cmocka.h.
 */
#ifndef WORLDSWITCH_TESTS_RUN_TOOL_H
#define WORLDSWITCH_TESTS_RUN_TOOL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <worldswitch/benchmarks.h>

#include "tests/unit/log_text.h"
#include "vmm/tool.h"

#define OUTPUT_MAX 262144

/*
 * Who has ended by then did so by the few seconds of the one limit under test: those that are not
 * take 90 s and more. How much longer than that a loaded machine takes is not ours.
 */
#define PROMPT_SECONDS 60

static const struct vmm_options defaults = {
	.benchmarks = 1U << WS_BENCHMARK_NULL | 1U << WS_BENCHMARK_HYPERCALL |
		      1U << WS_BENCHMARK_INTC_TRAP,
	.timeout = 120,
	.patience = 1,
};

struct outcome {
	int status;
	double seconds;
	char out[OUTPUT_MAX];
	char err[4096];
};

static inline void read_back(FILE *file, char *text, size_t size)
{
	rewind(file);
	text[fread(text, 1, size - 1, file)] = '\0';
	fclose(file);
}

static inline double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline const struct outcome *run_into(FILE *out, const struct vmm_options *options,
					     int (*work)(const struct vmm_options *))
{
	static struct outcome outcome;
	FILE *err = tmpfile();
	double begin = now();
	int status;
	pid_t child = fork();

	if (child == 0) {
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		exit(vmm_tool_run(options, work));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	outcome.status = WEXITSTATUS(status);
	outcome.seconds = now() - begin;
	read_back(out, outcome.out, sizeof(outcome.out));
	read_back(err, outcome.err, sizeof(outcome.err));
	return &outcome;
}

static inline const struct outcome *run(const struct vmm_options *options,
					int (*work)(const struct vmm_options *))
{
	return run_into(tmpfile(), options, work);
}

static inline void say(const struct log_text *text)
{
	if (write(STDOUT_FILENO, text->text, text->size) != (ssize_t)text->size)
		_exit(9);
}

/* What a guest that is well says. */
static inline int well(const struct vmm_options *options)
{
	struct log_text text = {.size = 0};

	log_text_head(&text, false);
	log_text_cell(&text, "null", "pmccntr", 1);
	if (options->benchmarks & 1U << WS_BENCHMARK_HYPERCALL)
		log_text_cell(&text, "hypercall", "pmccntr", 1);
	if (options->benchmarks & 1U << WS_BENCHMARK_INTC_TRAP)
		log_text_cell(&text, "intc-trap", "pmccntr", 1);
	log_text_record(&text, "end cells=3");
	say(&text);
	return 0;
}

static inline int wait_for_the_end(void)
{
	while (pause())
		continue;
	return 0;
}

/* How often a text stands in another one. */
static inline size_t count_of(const char *text, const char *what)
{
	size_t count = 0;

	while ((text = strstr(text, what))) {
		count++;
		text++;
	}
	return count;
}

#endif
