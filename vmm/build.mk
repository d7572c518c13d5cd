# SPDX-License-Identifier: GPL-2.0-or-later
# worldswitch-vmm: one static file for each architecture that has a folder in vmm/arch/, with the
# probe's image of the same architecture inside. The libraries come from scripts/sysroot.

VMM_ARCHITECTURES := $(patsubst vmm/arch/%/,%,$(wildcard vmm/arch/*/))
VMM_CFLAGS := $(STANDARD) $(WARNINGS) $(INCLUDES) -O2 -g -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 \
              -fstack-protector-strong -ffunction-sections -fdata-sections

VMM_CC_arm64       := $(CROSS_ARM64)gcc
VMM_AR_arm64       := $(CROSS_ARM64)ar
VMM_DEBIAN_arm64   := arm64
VMM_MACHINE_arm64  := aarch64

VMM_CC_x86_64      := $(CROSS_X86_64)gcc
VMM_AR_x86_64      := $(CROSS_X86_64)ar
VMM_DEBIAN_x86_64  := amd64
VMM_MACHINE_x86_64 := x86_64

# What a result is made with: of these the program has what it uses.
VMM_RESULT_SOURCES := $(addprefix support/,clock.c error.c file.c) \
                      $(filter-out report/page%,$(wildcard host/*.c records/*.c analysis/*.c report/*.c data/*.c)) \
                      $(addprefix probe/core/,crc32.c firmware.c record.c text.c)

# $(call vmm_program,ARCHITECTURE): VMM_PROBE_ARCHITECTURE is another image to have inside.
define vmm_program
VMM_PROBE_$(1)   ?= $(BUILD)/probe/$(1)/probe.img
VMM_OBJECTS_$(1) := $(patsubst %.c,$(BUILD)/vmm/$(1)/%.o, \
                    $(wildcard vmm/*.c vmm/devices/*.c vmm/arch/$(1)/*.c)) \
                    $(BUILD)/vmm/$(1)/vmm/embedded.o
VMM_SYSROOT_$(1) := $(BUILD)/sysroot/$(1)
VMM_LIBS_$(1)    := $(BUILD)/sysroot/$(1)/lib/libjansson.a $(BUILD)/sysroot/$(1)/lib/libfdt.a

$$(VMM_LIBS_$(1)) &:
	$$(call say,FETCH)
	$$(Q)scripts/sysroot $$(VMM_DEBIAN_$(1)) $$(VMM_SYSROOT_$(1))

$(BUILD)/vmm/$(1)/libresult.a: $(VMM_RESULT_SOURCES:%.c=$(BUILD)/vmm/$(1)/%.o)
	$$(call say,AR)
	$$(Q)rm -f $$@ && $$(VMM_AR_$(1)) rcs $$@ $$^

all: $(BUILD)/vmm/$(1)/worldswitch-vmm

$(BUILD)/vmm/$(1)/%.o: %.c | $$(VMM_LIBS_$(1))
	@mkdir -p $$(@D)
	$$(call say,CC)
	$$(Q)$$(VMM_CC_$(1)) $$(VMM_CFLAGS) -isystem $$(VMM_SYSROOT_$(1))/include -MMD -MP -c $$< -o $$@

$(BUILD)/vmm/$(1)/vmm/embedded.o: vmm/embedded.S $$(VMM_PROBE_$(1))
	@mkdir -p $$(@D)
	$$(call say,AS)
	$$(Q)$$(VMM_CC_$(1)) -DWS_PROBE_IMAGE='"$$(VMM_PROBE_$(1))"' -c $$< -o $$@

$(BUILD)/vmm/$(1)/worldswitch-vmm: $$(VMM_OBJECTS_$(1)) $(BUILD)/vmm/$(1)/libresult.a $$(VMM_LIBS_$(1))
	$$(call say,LD)
	$$(Q)$$(VMM_CC_$(1)) -static -pthread -Wl,--gc-sections -Wl,--strip-debug -o $$@ $$^ -lm
endef

$(foreach architecture,$(VMM_ARCHITECTURES),$(eval $(call vmm_program,$(architecture))))

# What runs without KVM is tested on the build machine: the objects that each test and fuzzer needs.
# What asks its CPU or its kernel is of the machine's own architecture.
VMM_OWN := $(strip $(foreach architecture,$(VMM_ARCHITECTURES),$(if \
           $(filter $(VMM_MACHINE_$(architecture))-%,$(shell $(CC) -dumpmachine)),$(architecture))))

VMM_CONSOLE := bus console deadline devices/ns16550 devices/pl011 output records rounds

VMM_BACKEND := backend bus devices/doorbell event memory placement thread turn

VMM_OPTIONS := options parameters init modules deadline output records

VMM_TOOL := arch/$(VMM_OWN)/environment deadline environment findings output placement records tool \
            tool_end tool_watch worker

VMM_OBJECTS_test_vmm_acpi       := arch/x86_64/acpi
VMM_OBJECTS_test_vmm_apic       := $(VMM_OPTIONS) arch/x86_64/options
VMM_OBJECTS_test_vmm_backend    := $(VMM_BACKEND)
VMM_OBJECTS_test_vmm_backend_threads := $(VMM_BACKEND)
VMM_OBJECTS_test_vmm_cell       := cell deadline output records rounds
VMM_OBJECTS_test_vmm_console    := $(VMM_CONSOLE)
VMM_OBJECTS_test_vmm_cpuid      := arch/x86_64/cpuid
VMM_OBJECTS_test_vmm_devicetree := arch/arm64/devicetree
VMM_OBJECTS_test_vmm_elf        := arch/x86_64/elf
VMM_OBJECTS_test_vmm_emulator   := arch/arm64/environment
VMM_OBJECTS_test_vmm_header     := arch/arm64/header
VMM_OBJECTS_test_vmm_host       := arch/arm64/mode placement
VMM_OBJECTS_test_vmm_image      := image
VMM_OBJECTS_test_vmm_kallsyms   := data kallsyms
VMM_OBJECTS_test_vmm_kvm        := kvm
VMM_OBJECTS_test_vmm_lab        := lab_words
VMM_OBJECTS_test_vmm_memory     := memory
VMM_OBJECTS_test_vmm_modules    := modules
VMM_OBJECTS_test_vmm_ns16550    := bus devices/ns16550
VMM_OBJECTS_test_vmm_options    := $(VMM_OPTIONS) arch/arm64/options
VMM_OBJECTS_test_vmm_pl011      := bus devices/pl011
VMM_OBJECTS_test_vmm_pvh        := arch/x86_64/pvh
VMM_OBJECTS_test_vmm_sandbox    := arch/$(VMM_OWN)/audit arch/$(VMM_OWN)/environment deadline \
                                   environment output sandbox
VMM_OBJECTS_test_vmm_symbols    := symbols
VMM_OBJECTS_test_vmm_tool       := $(VMM_TOOL)
VMM_OBJECTS_test_vmm_tool_failures := $(VMM_TOOL)
VMM_OBJECTS_test_vmm_tool_findings := $(VMM_TOOL)
VMM_OBJECTS_test_vmm_vcpu       := bus deadline devices/ns16550 placement thread vcpu
VMM_OBJECTS_fuzz_vmm_elf        := arch/x86_64/elf
VMM_OBJECTS_fuzz_vmm_header     := arch/arm64/header
VMM_OBJECTS_fuzz_vmm_mmio       := $(VMM_CONSOLE) devices/doorbell memory

$(foreach test,$(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_vmm_*.c)),$(eval \
  $(BUILD)/asan/tests/$(test): $(VMM_OBJECTS_$(test):%=$(BUILD)/asan/vmm/%.o)))
$(foreach fuzzer,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_vmm_*.c)),$(eval \
  $(BUILD)/fuzz/$(fuzzer): $(VMM_OBJECTS_$(fuzzer):%=$(BUILD)/fuzz/vmm/%.o)))
