// SPDX-License-Identifier: GPL-2.0-or-later
/* The page's files inside the program, which may be installed without its source tree. */
#include "report/page_parts.h"

#define FILE_INSIDE(name, path)                                                                    \
	__asm__(".pushsection .rodata\n"                                                           \
		".global " #name "\n" #name ":\n"                                                  \
		".incbin \"" path "\"\n"                                                           \
		".byte 0\n"                                                                        \
		".popsection\n")

FILE_INSIDE(page_html, "report/page/page.html");
FILE_INSIDE(page_css, "report/page/page.css");
FILE_INSIDE(page_js, "report/page/page.js");

/* Chart.js, as Debian has it (libjs-chart.js); build.mk says where. */
FILE_INSIDE(page_chart_js, "chart.min.js");
