/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ctrl-C and its like: noticed at once, obeyed when the children are gone and the cells kept. */
#ifndef WORLDSWITCH_CLI_INTERRUPT_H
#define WORLDSWITCH_CLI_INTERRUPT_H

/* The signal that came (SIGINT, SIGTERM, SIGHUP), or 0. */
extern volatile int cli_interrupted;

void cli_interrupt_begin(void);

/* Ends the program by the signal that came, if one did; else returns status. */
int cli_interrupt_end(int status);

#endif
