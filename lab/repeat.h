/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Measuring again what a result says was measured: with the properties that it has, and the very
 * kernel and hypervisor. A result names a package, of which the cache may have another build by
 * now, or a file, of which it knows no more than the name.
 */
#ifndef WORLDSWITCH_LAB_REPEAT_H
#define WORLDSWITCH_LAB_REPEAT_H

#include <worldswitch/result.h>

#include "lab/lab.h"

/*
 * The user's words for images that the cache may not have. Of several files the one is taken that
 * has the bytes which ran.
 */
struct lab_repeat_images {
	const char *const *kernels, *const *xens;
	size_t kernel_count, xen_count;
};

struct lab_repeat {
	struct lab_request request; /* its strings are the result's, the caller's, or these */
	char *append;
	char *kernel;
	char *xen;
};

/*
 * The request for the target, the machine and the software of a result; what is to be measured is
 * the caller's to add. -EINVAL and a line that begins with `name` where this version cannot measure
 * that again; -ENOMEM. Freed by lab_repeat_free always.
 */
int lab_repeat_of(const struct ws_result *result, const char *name,
		  const struct lab_repeat_images *images, struct lab_repeat *repeat,
		  struct ws_error *error);
void lab_repeat_free(struct lab_repeat *repeat);

/* Whether the command line that a result says, if any, is that of its target and no more. */
bool lab_repeat_adds_nothing(const struct ws_result *result);

/* Whether a plan is of the result's machine and software; -ESTALE and a line that says what not. */
int lab_repeat_check(const struct lab_plan *plan, const struct ws_result *result, const char *name,
		     struct ws_error *error);

/* What else ran is other than it was: "; the emulator is ..., it was ...". Empty: nothing. */
void lab_repeat_differences(const struct lab_plan *plan, const struct ws_result *result, char *text,
			    size_t size);

#endif
