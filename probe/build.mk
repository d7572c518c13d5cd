# SPDX-License-Identifier: GPL-2.0-or-later
# The probe's image, by gcc and by clang, and its core as a library for the build machine with the
# fake architecture: for the tests, and for whoever writes records.

PROBE_CORE := $(wildcard probe/core/*.c probe/bench/*.c probe/hypervisor/*.c)

PROBE_ARM64 := $(PROBE_CORE) $(wildcard probe/arch/arm64/*.c probe/arch/arm64/*.S)
# What of the port is plain C, and reads what it is given: tested and fuzzed where it can be.
PROBE_HOST  := $(PROBE_CORE) $(wildcard probe/arch/fake/*.c) probe/arch/arm64/machine.c

PROBE_CFLAGS := $(STANDARD) $(WARNINGS) $(INCLUDES) -O2 -g -ffreestanding -mgeneral-regs-only \
                -fpie -fvisibility=hidden -fno-stack-protector -fno-asynchronous-unwind-tables \
                -fno-common
PROBE_LDFLAGS := -pie -static --no-dynamic-linker -z norelro -z max-page-size=4096 --build-id=none

# Atomic operations of Armv8.0, in place: there is no library to choose better ones at run time.
PROBE_CC_arm64       := $(CROSS_ARM64)gcc -mno-outline-atomics
PROBE_LD_arm64       := $(CROSS_ARM64)ld
PROBE_CC_arm64-clang := $(CLANG) --target=aarch64-linux-gnu -mno-outline-atomics
PROBE_LD_arm64-clang := ld.lld

# $(call probe_image,FOLDER,VARIANT,SOURCES): $(BUILD)/FOLDER/probe.img from the variant's objects
define probe_image
$(BUILD)/$(1)/probe.elf: $(3:%=$(BUILD)/probe/$(2)/%.o) probe/arch/arm64/probe.lds
	@mkdir -p $$(@D)
	$$(call say,LD)
	$$(Q)$$(PROBE_LD_$(2)) $$(PROBE_LDFLAGS) -T probe/arch/arm64/probe.lds -o $$@ $$(filter %.o,$$^)
endef

define probe_objects
$(BUILD)/probe/$(1)/%.c.o: %.c
	@mkdir -p $$(@D)
	$$(call say,CC)
	$$(Q)$$(PROBE_CC_$(1)) $$(PROBE_CFLAGS) -MMD -MP -c $$< -o $$@

$(BUILD)/probe/$(1)/%.S.o: %.S
	@mkdir -p $$(@D)
	$$(call say,AS)
	$$(Q)$$(PROBE_CC_$(1)) $$(INCLUDES) -g -MMD -MP -c $$< -o $$@
endef

$(foreach variant,arm64 arm64-clang,$(eval $(call probe_objects,$(variant))))
$(foreach variant,arm64 arm64-clang,$(eval \
  $(call probe_image,probe/$(variant),$(variant),$(PROBE_ARM64))))

# boot.S relocates itself, by the one kind of relocation that needs no symbol: no other may be there.
$(BUILD)/%/probe.img: $(BUILD)/%/probe.elf
	@! $(CROSS_ARM64)readelf -rW $< | grep 'R_AARCH64_' | grep -v R_AARCH64_RELATIVE
	$(call say,OBJCOPY)
	$(Q)$(CROSS_ARM64)objcopy -O binary $< $@

all: $(BUILD)/probe/arm64/probe.img

.PHONY: probe
probe: $(BUILD)/probe/arm64/probe.img $(BUILD)/probe/arm64-clang/probe.img

$(foreach variant,host asan fuzz,$(eval \
  $(BUILD)/$(variant)/libprobe.a: $(PROBE_HOST:%.c=$(BUILD)/$(variant)/%.o)))
$(BUILD)/%/libprobe.a:
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

include tests/probes/build.mk
