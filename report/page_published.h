/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The figures of others that stand on the page beside its results. */
#ifndef WORLDSWITCH_REPORT_PAGE_PUBLISHED_H
#define WORLDSWITCH_REPORT_PAGE_PUBLISHED_H

#include <jansson.h>

#include "report/page.h"

/* By architecture: columns, nearest machine first, and notes. NULL: no memory. */
json_t *ws_page_published(const struct ws_page *page);

#endif
