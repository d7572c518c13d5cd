/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the symbols of each part come from; lab.h has what is done with them. */
#ifndef WORLDSWITCH_LAB_SYMBOLS_H
#define WORLDSWITCH_LAB_SYMBOLS_H

#include "lab/lab.h"
#include "lab/plan.h"

/* A request for the symbols of one part. */
struct symbols_request {
	const struct lab_plan *plan;
	struct lab_symbol_files *files;
	const struct lab_observer *observer;
};

/* The Linux of a plan: the one with KVM, or Dom0's. */
const struct lab_image *symbols_linux(const struct lab_plan *plan);

/* Tells the observer what is going on. */
void symbols_say(const struct symbols_request *request, const char *step);

/*
 * Each fills one text. Without symbols it leaves a reason in it and returns 0, or what ends the
 * whole: -EINTR, -ENOMEM, or that a file which the user named cannot be used.
 */
int symbols_of_kernel(const struct symbols_request *request, struct lab_symbol_text *text,
		      struct ws_error *error);
int symbols_of_xen(const struct symbols_request *request, struct lab_symbol_text *text,
		   struct ws_error *error);
int symbols_of_program(const struct symbols_request *request, struct lab_symbol_text *text,
		       struct ws_error *error);
int symbols_of_domains(const struct symbols_request *request, struct lab_symbol_text *text,
		       struct ws_error *error);

/* What a part fails with ends the whole, or is only why it has no symbols: 0. */
int symbols_give_up(int result, const struct ws_error *reason, struct lab_symbol_text *text,
		    struct ws_error *error);

#endif
