# SPDX-License-Identifier: GPL-2.0-or-later
# worldswitch-dom0: one static file for each architecture that has a folder in dom0/arch/, /init of a
# Linux that is Xen's Dom0. What it has in common with the other /init, worldswitch-vmm, is that one's,
# and what with the probe as Dom0 the probe's.

DOM0_ARCHITECTURES := $(patsubst dom0/arch/%/,%,$(wildcard dom0/arch/*/))

# $(call dom0_program,ARCHITECTURE)
define dom0_program
DOM0_OBJECTS_$(1) := $(patsubst %.c,$(BUILD)/vmm/$(1)/%.o, \
                     $(wildcard dom0/*.c dom0/arch/$(1)/*.c) \
                     $(addprefix probe/hypervisor/,xen_channels.c xen_control.c xen_pin.c) \
                     $(addprefix vmm/,data.c deadline.c firmware.c init.c kallsyms.c modules.c output.c records.c symbols.c \
                     turn.c arch/$(1)/firmware.c arch/$(1)/marker.c)) $(BUILD)/vmm/$(1)/libresult.a

all: $(BUILD)/dom0/$(1)/worldswitch-dom0

$(BUILD)/dom0/$(1)/worldswitch-dom0: $$(DOM0_OBJECTS_$(1))
	@mkdir -p $$(@D)
	$$(call say,LD)
	$$(Q)$$(VMM_CC_$(1)) -static -Wl,--gc-sections -Wl,--strip-debug -o $$@ $$^
endef

$(foreach architecture,$(DOM0_ARCHITECTURES),$(eval $(call dom0_program,$(architecture))))

# What only reads what it is given is tested on the build machine.
$(BUILD)/asan/tests/test_dom0_line: $(BUILD)/asan/dom0/arch/x86_64/line.o
