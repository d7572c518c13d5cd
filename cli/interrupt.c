// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A program that was stopped by a signal should end by it, once it has tidied up: a shell that runs
 * it in a loop then stops too, and reports 128 + the signal's number. SIGINT is taken even where it
 * was ignored (a shell does that to its background jobs); SIGHUP is not, for nohup(1)'s sake.
 */
#include "cli/interrupt.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

volatile int cli_interrupted;

static void note(int signal_number)
{
	cli_interrupted = signal_number;
}

void cli_interrupt_begin(void)
{
	struct sigaction action = {.sa_handler = note}; /* no SA_RESTART: waits end at once */
	struct sigaction before;

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &action, NULL);
}

int cli_interrupt_end(int status)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	int signal_number = cli_interrupted;

	if (!signal_number)
		return status;
	fflush(stdout);
	sigaction(signal_number, &action, NULL);
	raise(signal_number);
	return status;
}
