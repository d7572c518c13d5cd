# SPDX-License-Identifier: GPL-2.0-or-later
# The tracer's own guests: every tests/tracer/*.S is one bare-metal arm64 program, linked where it
# is loaded. `make check-tracer` runs them all.

TRACER_GUESTS := $(patsubst %.S,$(BUILD)/%.elf,$(wildcard tests/tracer/*.S))

$(TRACER_GUESTS): $(BUILD)/tests/tracer/%.elf: tests/tracer/%.S \
		$(wildcard tests/tracer/*.h) \
		include/worldswitch/markers.h
	@mkdir -p $(@D)
	$(call say,AS)
	$(Q)$(CROSS_ARM64)gcc -march=armv8.5-a -Iinclude -nostdlib -static -Wl,-Ttext=0x40200000 \
		-Wl,--build-id=none -Wl,--no-warn-rwx-segments -o $@ $<

.PHONY: check-tracer
check-tracer: $(TRACER) $(TRACER_GUESTS)
	tests/tracer/run.sh $(BUILD)
