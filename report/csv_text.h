/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A field of a CSV file (RFC 4180): quoted where it has to be. NULL is an empty one. */
#ifndef WORLDSWITCH_REPORT_CSV_TEXT_H
#define WORLDSWITCH_REPORT_CSV_TEXT_H

#include <stdio.h>

void ws_csv_text(FILE *out, const char *text);

#endif
