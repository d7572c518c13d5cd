# SPDX-License-Identifier: GPL-2.0-or-later
# The man page and the completion script: the program prints both from its tables of options.

all: $(BUILD)/worldswitch.1 $(BUILD)/completion/worldswitch

$(BUILD)/worldswitch.1: $(BUILD)/worldswitch
	$< help --man >$@

$(BUILD)/completion/worldswitch: $(BUILD)/worldswitch
	@mkdir -p $(@D)
	$< help --completion bash >$@
