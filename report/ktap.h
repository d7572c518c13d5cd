/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * KTAP, the kernel's Test Anything Protocol (Documentation/dev-tools/ktap.rst of Linux): what is
 * said of a test stands before its line of result, in lines that begin with "#".
 */
#ifndef WORLDSWITCH_REPORT_KTAP_H
#define WORLDSWITCH_REPORT_KTAP_H

#include <stddef.h>
#include <stdio.h>

/* Text without "#", which begins a directive, and without what is no printable ASCII. */
void ktap_text(FILE *out, const char *text);

void ktap_begin(FILE *out, size_t count);

/* The line of result; directive NULL: none. It may be followed by a reason. */
void ktap_point(FILE *out, size_t number, int passed, const char *name, const char *directive,
		const char *reason);

#endif
