# SPDX-License-Identifier: GPL-2.0-or-later
# worldswitch-vmm: one static file for each architecture that has a folder in vmm/arch/, with the
# probe's image inside. libfdt for the target comes from scripts/sysroot.

VMM_PROBE_ARM64   ?= $(BUILD)/probe/arm64/probe.img
VMM_ARM64         := $(BUILD)/vmm/arm64/worldswitch-vmm
VMM_ARM64_SYSROOT := $(BUILD)/sysroot/arm64
VMM_ARM64_LIBFDT  := $(VMM_ARM64_SYSROOT)/lib/libfdt.a
VMM_ARM64_CFLAGS  := $(STANDARD) $(WARNINGS) $(INCLUDES) -isystem $(VMM_ARM64_SYSROOT)/include \
                     -O2 -g -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
                     -ffunction-sections -fdata-sections
VMM_ARM64_OBJECTS := $(patsubst %.c,$(BUILD)/vmm/arm64/%.o, \
                     $(wildcard vmm/*.c vmm/devices/*.c vmm/arch/arm64/*.c) \
                     support/error.c probe/core/record.c probe/core/crc32.c) \
                     $(BUILD)/vmm/arm64/vmm/embedded.o

all: $(VMM_ARM64)

$(VMM_ARM64_LIBFDT):
	scripts/sysroot arm64 $(VMM_ARM64_SYSROOT)

$(BUILD)/vmm/arm64/%.o: %.c $(VMM_ARM64_LIBFDT)
	@mkdir -p $(@D)
	$(CROSS_ARM64)gcc $(VMM_ARM64_CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/vmm/arm64/vmm/embedded.o: vmm/embedded.S $(VMM_PROBE_ARM64)
	@mkdir -p $(@D)
	$(CROSS_ARM64)gcc -DWS_PROBE_IMAGE='"$(VMM_PROBE_ARM64)"' -c $< -o $@

$(VMM_ARM64): $(VMM_ARM64_OBJECTS) $(VMM_ARM64_LIBFDT)
	$(CROSS_ARM64)gcc -static -Wl,--gc-sections -Wl,--strip-debug -o $@ $^

# What of the VMM runs without KVM is tested on the build machine.
VMM_TESTED := $(patsubst vmm/%.c,%,$(filter-out vmm/main.c vmm/kvm.c vmm/vm.c vmm/vcpu.c \
              vmm/image.c,$(wildcard vmm/*.c vmm/devices/*.c)) \
              vmm/arch/arm64/devicetree.c vmm/arch/arm64/header.c)
