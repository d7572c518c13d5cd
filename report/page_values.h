/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the page shows in the words of the other formats. NULL: no memory. */
#ifndef WORLDSWITCH_REPORT_PAGE_VALUES_H
#define WORLDSWITCH_REPORT_PAGE_VALUES_H

#include <jansson.h>

#include "report/table.h"

/* "1,203 ?", or the verdict's word; "85 ns" under another unit. */
json_t *ws_page_value(const struct ws_cell *cell, enum ws_unit unit);

/* "?: what it means". */
json_t *ws_page_remark(const struct ws_remark *remark);

#endif
