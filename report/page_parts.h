/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the page that are the same in each: report/page/, and the library for charts. */
#ifndef WORLDSWITCH_REPORT_PAGE_PARTS_H
#define WORLDSWITCH_REPORT_PAGE_PARTS_H

extern const char page_html[], page_css[], page_js[], page_chart_js[];

#endif
