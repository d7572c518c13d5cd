/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of a result document, each read from its node into memory that the caller owns: of what
 * could not be read as well, so that it is given back in one place. Errors as in read_node.h.
 */
#ifndef WORLDSWITCH_REPORT_READ_PARTS_H
#define WORLDSWITCH_REPORT_READ_PARTS_H

#include <worldswitch/result.h>

#include "report/read_node.h"

int read_result(const struct node *node, struct ws_result *result);
/* Fails: what can be read, and what to do about a document of another schema. */
int read_other_schema(const struct node *node, const char *schema);
int read_target(const struct node *node, struct ws_result *result);
int read_components(const struct node *list, struct ws_result *result);
int read_findings(const struct node *node, struct ws_result *result);
int read_cell(const struct node *node, const char *target, struct ws_cell *cell);
/* Of at most so many samples. */
int read_distribution(const struct node *node, uint32_t limit,
		      struct ws_distribution *distribution);
int read_segments(const struct node *list, struct ws_cell *cell);
int read_timing(const struct node *node, struct ws_cell *cell); /* its distribution was read */

#endif
