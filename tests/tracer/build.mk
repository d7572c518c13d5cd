# SPDX-License-Identifier: GPL-2.0-or-later
# The tracer's own guests: every tests/tracer/ARCHITECTURE/*.S is one bare-metal program, linked
# where it is loaded. `make check-tracer` runs them all.

TRACER_GUESTS := $(patsubst %.S,$(BUILD)/%.elf,$(wildcard tests/tracer/*/*.S))

TRACER_GUEST_arm64  := $(CROSS_ARM64)gcc -march=armv8.5-a -Wl,-Ttext=0x40200000
TRACER_GUEST_x86_64 := $(CROSS_X86_64)gcc -m64 -no-pie -Wl,-Ttext=0x200000 -Wl,-z,noexecstack

.SECONDEXPANSION:
$(TRACER_GUESTS): $(BUILD)/tests/tracer/%.elf: tests/tracer/%.S \
		$$(wildcard tests/tracer/$$(*D)/*.h) include/worldswitch/markers.h
	@mkdir -p $(@D)
	$(call say,AS)
	$(Q)$(TRACER_GUEST_$(*D)) -Iinclude -nostdlib -static -Wl,--build-id=none \
		-Wl,--no-warn-rwx-segments -o $@ $<

.PHONY: check-tracer
check-tracer: $(TRACER) $(TRACER_GUESTS)
	tests/tracer/run.sh $(BUILD)
