# SPDX-License-Identifier: GPL-2.0-or-later
# What the end-to-end tests preload into the emulator.

$(BUILD)/tests/emulator/clock.so: tests/emulator/clock.c
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS) -D_GNU_SOURCE -fPIC -shared $(LDFLAGS) -o $@ $<

.PHONY: test-emulator
test-emulator: $(BUILD)/tests/emulator/clock.so
