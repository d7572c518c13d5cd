/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the page says of two results of one target: as `compare` does, in its words. */
#ifndef WORLDSWITCH_REPORT_PAGE_CHANGES_H
#define WORLDSWITCH_REPORT_PAGE_CHANGES_H

#include <jansson.h>

#include "report/page.h"

/*
 * Each result of a target that is there already, against the first one that it may be compared
 * with; where there is none, against the first one, and why not. NULL: no memory.
 */
json_t *ws_page_changes(const struct ws_page *page);

#endif
