/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables of GitHub's and GitLab's Markdown, for comments on a change. */
#ifndef WORLDSWITCH_REPORT_MARKDOWN_H
#define WORLDSWITCH_REPORT_MARKDOWN_H

#include <stdio.h>

#include "report/table.h"

/* Text that is shown as it is: nothing in it is markup, a link, or the name of somebody to call. */
void markdown_text(FILE *out, const char *text);

/* The number that a cell has under this unit, with its marks, or its verdict's word. */
void markdown_value(FILE *out, const struct ws_cell *cell, enum ws_unit unit);

/* A line of a list. */
void markdown_remark(FILE *out, const struct ws_remark *remark);

#endif
