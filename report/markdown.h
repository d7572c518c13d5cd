/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of GitHub's and GitLab's Markdown, for comments on a change. */
#ifndef WORLDSWITCH_REPORT_MARKDOWN_H
#define WORLDSWITCH_REPORT_MARKDOWN_H

#include <stdio.h>

/* Text that is shown as it is: nothing in it is markup, a link, or the name of somebody to call. */
void markdown_text(FILE *out, const char *text);

#endif
