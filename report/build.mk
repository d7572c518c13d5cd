# SPDX-License-Identifier: GPL-2.0-or-later
# What the report's page consists of is inside the program.

# Where the library for its charts is, as libjs-chart.js has it.
CHART_JS ?= /usr/share/javascript/chart.js

HOST_CFLAGS_report += -Wa,-I$(CHART_JS)

$(foreach variant,host asan fuzz,$(BUILD)/$(variant)/report/page_parts.o): \
	$(wildcard report/page/*) $(CHART_JS)/chart.min.js
