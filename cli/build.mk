# SPDX-License-Identifier: GPL-2.0-or-later
# The man page and the completion script: the program prints both from its tables of options.

all: $(BUILD)/worldswitch.1 $(BUILD)/completion/worldswitch

$(BUILD)/worldswitch.1: $(BUILD)/worldswitch
	$(call say,GEN)
	$(Q)$< help --man >$@

$(BUILD)/completion/worldswitch: $(BUILD)/worldswitch
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$< help --completion bash >$@
