/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How `doctor` shows what it found, of the lab or of this machine. */
#ifndef WORLDSWITCH_CLI_DOCTOR_PRINT_H
#define WORLDSWITCH_CLI_DOCTOR_PRINT_H

#include "cli/run_options.h"
#include "host/hazards.h"
#include "lab/lab.h"

/* A document of its own, or lines that are printed as they come. */
struct doctor_print {
	struct json_t *list; /* NULL: lines */
	unsigned int width;  /* of the terminal */
	int status;
};

void doctor_print_begin(struct doctor_print *print, enum cli_format format);
void doctor_print_check(struct doctor_print *print, const struct lab_check *check);
void doctor_print_finding(struct doctor_print *print, const struct host_finding *finding);

/* The exit status. */
int doctor_print_end(struct doctor_print *print);

#endif
