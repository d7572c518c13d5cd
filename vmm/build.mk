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
	$(call say,FETCH)
	$(Q)scripts/sysroot arm64 $(VMM_ARM64_SYSROOT)

$(BUILD)/vmm/arm64/%.o: %.c $(VMM_ARM64_LIBFDT)
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CROSS_ARM64)gcc $(VMM_ARM64_CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/vmm/arm64/vmm/embedded.o: vmm/embedded.S $(VMM_PROBE_ARM64)
	@mkdir -p $(@D)
	$(call say,AS)
	$(Q)$(CROSS_ARM64)gcc -DWS_PROBE_IMAGE='"$(VMM_PROBE_ARM64)"' -c $< -o $@

$(VMM_ARM64): $(VMM_ARM64_OBJECTS) $(VMM_ARM64_LIBFDT)
	$(call say,LD)
	$(Q)$(CROSS_ARM64)gcc -static -pthread -Wl,--gc-sections -Wl,--strip-debug -o $@ $^

# What runs without KVM is tested on the build machine: the objects that each test and fuzzer needs.
VMM_CONSOLE := bus console deadline devices/pl011 output records

VMM_BACKEND := backend bus devices/doorbell event memory placement thread turn

VMM_OBJECTS_test_vmm_backend    := $(VMM_BACKEND)
VMM_OBJECTS_test_vmm_console    := $(VMM_CONSOLE)
VMM_OBJECTS_test_vmm_devicetree := arch/arm64/devicetree
VMM_OBJECTS_test_vmm_firmware   := firmware lab_words
VMM_OBJECTS_test_vmm_header     := arch/arm64/header
VMM_OBJECTS_test_vmm_host       := arch/arm64/mode deadline host output placement records
VMM_OBJECTS_test_vmm_image      := image
VMM_OBJECTS_test_vmm_kvm        := kvm
VMM_OBJECTS_test_vmm_memory     := memory
VMM_OBJECTS_test_vmm_options    := options parameters init deadline output records
VMM_OBJECTS_test_vmm_pl011      := bus devices/pl011
VMM_OBJECTS_test_vmm_symbols    := symbols
VMM_OBJECTS_test_vmm_vcpu       := bus deadline placement thread vcpu
VMM_OBJECTS_fuzz_vmm_header     := arch/arm64/header
VMM_OBJECTS_fuzz_vmm_mmio       := $(VMM_CONSOLE) devices/doorbell memory

$(foreach test,$(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_vmm_*.c)),$(eval \
  $(BUILD)/asan/tests/$(test): $(VMM_OBJECTS_$(test):%=$(BUILD)/asan/vmm/%.o)))
$(foreach fuzzer,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_vmm_*.c)),$(eval \
  $(BUILD)/fuzz/$(fuzzer): $(VMM_OBJECTS_$(fuzzer):%=$(BUILD)/fuzz/vmm/%.o)))
