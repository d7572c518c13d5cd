/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that the page's script works on, as JSON. */
#ifndef WORLDSWITCH_REPORT_PAGE_DATA_H
#define WORLDSWITCH_REPORT_PAGE_DATA_H

#include "report/page.h"

/* Allocated; NULL: no memory. */
char *ws_page_data(const struct ws_page *page);

#endif
