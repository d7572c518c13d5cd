# SPDX-License-Identifier: GPL-2.0-or-later
# worldswitch-dom0: one static file, /init of a Linux that is Xen's Dom0. What it has in common with
# the other /init, worldswitch-vmm, is that one's.

DOM0_ARM64         := $(BUILD)/dom0/arm64/worldswitch-dom0
DOM0_ARM64_OBJECTS := $(patsubst %.c,$(BUILD)/vmm/arm64/%.o, \
                      $(wildcard dom0/*.c) probe/hypervisor/xen_pin.c probe/hypervisor/xen_control.c \
                      vmm/data.c vmm/init.c vmm/kallsyms.c vmm/modules.c vmm/output.c vmm/records.c vmm/symbols.c vmm/turn.c \
                      vmm/deadline.c vmm/arch/arm64/marker.c) \
                      $(BUILD)/vmm/arm64/libresult.a

all: $(DOM0_ARM64)

$(DOM0_ARM64): $(DOM0_ARM64_OBJECTS)
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(VMM_CC_arm64) -static -Wl,--gc-sections -Wl,--strip-debug -o $@ $^
