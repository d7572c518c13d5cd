# SPDX-License-Identifier: GPL-2.0-or-later
# The man pages and the completion script: the program prints both from its tables of options.

all: $(BUILD)/man/worldswitch.1 $(BUILD)/completion/worldswitch

$(BUILD)/man/worldswitch.1: $(BUILD)/worldswitch
	$(call say,GEN)
	$(Q)$< help --man-pages $(@D)

$(BUILD)/completion/worldswitch: $(BUILD)/worldswitch
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$< help --completion bash >$@
