# SPDX-License-Identifier: GPL-2.0-or-later
# The probe's image, by gcc and by clang, and its core as a library for the build machine with the
# fake architecture: for the tests, and for whoever writes records.

PROBE_CORE := $(wildcard probe/core/*.c probe/bench/*.c probe/hypervisor/*.c)

# What ports to real machines have in common, and each port.
PROBE_COMMON := $(PROBE_CORE) $(wildcard probe/arch/common/*.c)
PROBE_ARCHS  := arm64 x86_64

# $(PROBE_SOURCES_ARCH), $(call probe_sources,ARCH)
probe_sources = $(PROBE_COMMON) $(wildcard probe/arch/$(1)/*.c probe/arch/$(1)/*.S)
$(foreach arch,$(PROBE_ARCHS),$(eval PROBE_SOURCES_$(arch) := $(call probe_sources,$(arch))))

# What of the ports is plain C, and reads what it is given: tested and fuzzed where it can be.
PROBE_HOST := $(PROBE_CORE) $(wildcard probe/arch/fake/*.c) \
              $(addprefix probe/arch/arm64/,machine.c uart.c) \
              $(addprefix probe/arch/x86_64/,acpi.c acpi_off.c acpi_table.c machine.c mptable.c \
                program.c start_info.c xen_context.c)

PROBE_CFLAGS := $(STANDARD) $(WARNINGS) $(INCLUDES) -O2 -g -ffreestanding -mgeneral-regs-only \
                -fvisibility=hidden -fno-stack-protector -fno-asynchronous-unwind-tables -fno-common
PROBE_LDFLAGS := -static -z norelro -z noexecstack -z max-page-size=4096 --build-id=none

# Per architecture. arm64: a flat image that relocates itself, by the one kind of relocation that
# needs no symbol, so no other may be there; atomic operations of Armv8.0, in place, as there is no
# library to choose better ones at run time. x86_64: a program at a fixed address; interrupts share
# its stack, so nothing is below the stack pointer.
PROBE_CROSS_arm64    := $(CROSS_ARM64)
PROBE_TARGET_arm64   := aarch64-linux-gnu
PROBE_CFLAGS_arm64   := -fpie -mno-outline-atomics
PROBE_LDFLAGS_arm64  := -pie --no-dynamic-linker
PROBE_OBJCOPY_arm64  := -O binary
PROBE_RELOCATION_arm64 := R_AARCH64_RELATIVE

PROBE_CROSS_x86_64   := $(CROSS_X86_64)
PROBE_TARGET_x86_64  := x86_64-linux-gnu
PROBE_CFLAGS_x86_64  := -fno-pie -mno-red-zone -fcf-protection=none
PROBE_LDFLAGS_x86_64 := -no-pie -m elf_x86_64
PROBE_OBJCOPY_x86_64 := --strip-all
PROBE_RELOCATION_x86_64 := none

# A variant is an architecture by one of the compilers: ARCH or ARCH-clang.
PROBE_VARIANTS := $(PROBE_ARCHS) $(PROBE_ARCHS:%=%-clang)
probe_arch     = $(patsubst %-clang,%,$(1))
$(foreach arch,$(PROBE_ARCHS),\
  $(eval PROBE_CC_$(arch) := $(PROBE_CROSS_$(arch))gcc)\
  $(eval PROBE_LD_$(arch) := $(PROBE_CROSS_$(arch))ld)\
  $(eval PROBE_CC_$(arch)-clang := $(CLANG) --target=$(PROBE_TARGET_$(arch)))\
  $(eval PROBE_LD_$(arch)-clang := ld.lld))

# $(call probe_image,FOLDER,VARIANT,SOURCES): $(BUILD)/FOLDER/probe.img from the variant's objects
probe_image = $(call probe_image_of,$(1),$(2),$(3),$(call probe_arch,$(2)))
define probe_image_of
$(BUILD)/$(1)/probe.elf: $(3:%=$(BUILD)/probe/$(2)/%.o) probe/arch/$(4)/probe.lds
	@mkdir -p $$(@D)
	$$(call say,LD)
	$$(Q)$$(PROBE_LD_$(2)) $$(PROBE_LDFLAGS) $$(PROBE_LDFLAGS_$(4)) \
		-T probe/arch/$(4)/probe.lds -o $$@ $$(filter %.o,$$^)

$(BUILD)/$(1)/probe.img: $(BUILD)/$(1)/probe.elf
	@! $$(PROBE_CROSS_$(4))readelf -rW $$< | grep ' R_[A-Z0-9]*_' | grep -v $$(PROBE_RELOCATION_$(4))
	$$(call say,OBJCOPY)
	$$(Q)$$(PROBE_CROSS_$(4))objcopy $$(PROBE_OBJCOPY_$(4)) $$< $$@
endef

# $(call probe_objects,VARIANT,ARCH)
define probe_objects
$(BUILD)/probe/$(1)/%.c.o: %.c
	@mkdir -p $$(@D)
	$$(call say,CC)
	$$(Q)$$(PROBE_CC_$(1)) $$(PROBE_CFLAGS) $$(PROBE_CFLAGS_$(2)) -MMD -MP -c $$< -o $$@

$(BUILD)/probe/$(1)/%.S.o: %.S
	@mkdir -p $$(@D)
	$$(call say,AS)
	$$(Q)$$(PROBE_CC_$(1)) $$(INCLUDES) -g -MMD -MP -c $$< -o $$@
endef

$(foreach variant,$(PROBE_VARIANTS),\
  $(eval $(call probe_objects,$(variant),$(call probe_arch,$(variant))))\
  $(eval $(call probe_image,probe/$(variant),$(variant),\
    $(PROBE_SOURCES_$(call probe_arch,$(variant))))))

all: $(PROBE_ARCHS:%=$(BUILD)/probe/%/probe.img)

.PHONY: probe
probe: $(PROBE_VARIANTS:%=$(BUILD)/probe/%/probe.img)

$(foreach variant,host asan fuzz,$(eval \
  $(BUILD)/$(variant)/libprobe.a: $(PROBE_HOST:%.c=$(BUILD)/$(variant)/%.o)))
$(BUILD)/%/libprobe.a:
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

include tests/probes/build.mk
