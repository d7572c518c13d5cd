# SPDX-License-Identifier: GPL-2.0-or-later
# What the report's page consists of is inside the program.

# The library for its charts, as libjs-chart.js has it.
CHART_JS ?= /usr/share/javascript/chart.js/chart.min.js

HOST_CFLAGS_report += -DWS_CHART_JS='"$(CHART_JS)"'

$(foreach variant,host asan fuzz,$(BUILD)/$(variant)/report/page_parts.o): \
	$(wildcard report/page/*) $(CHART_JS)
