# SPDX-License-Identifier: GPL-2.0-or-later
# What the end-to-end tests preload into the emulator.

TEST_PRELOADS := $(patsubst tests/emulator/%.c,$(BUILD)/tests/emulator/%.so,$(wildcard tests/emulator/*.c))

$(TEST_PRELOADS): $(BUILD)/tests/emulator/%.so: tests/emulator/%.c
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS) -D_GNU_SOURCE -fPIC -shared $(LDFLAGS) -o $@ $<

.PHONY: test-emulator
test-emulator: $(TEST_PRELOADS)
