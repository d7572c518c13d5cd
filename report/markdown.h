/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of GitHub's and GitLab's Markdown, for comments on a change. */
#ifndef WORLDSWITCH_REPORT_MARKDOWN_H
#define WORLDSWITCH_REPORT_MARKDOWN_H

#include <stddef.h>
#include <stdio.h>

/* Text that is shown as it is: nothing in it is markup, a link, or the name of somebody to call. */
void markdown_text(FILE *out, const char *text);

/* The line under the headings: the first column to the left, the others to the right. */
void markdown_rule(FILE *out, size_t columns);

#endif
