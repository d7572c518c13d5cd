# SPDX-License-Identifier: GPL-2.0-or-later
# Probes that misbehave, for the end-to-end tests: the real one with one source file replaced, for
# each architecture. The images are $(BUILD)/tests/probes/NAME/ARCH/probe.img.

# NAME:the file of the probe that tests/probes/NAME.c replaces
TEST_PROBES := panic:probe/bench/null.c garbage:probe/core/say.c bad-crc:probe/core/crc32.c \
               stale:probe/core/identity.c unsettled:probe/core/say.c stuck:probe/bench/intc_trap.c silent:probe/core/main.c \
               lost-event:probe/bench/virtual_ipi.c no-second-cpu:probe/arch/common/second.c \
               silent-dom0:probe/bench/backend_xen.c deaf-dom0:probe/bench/backend_xen.c

# $(call test_probe,NAME,REPLACED,ARCH)
define test_probe
$(call probe_image,tests/probes/$(1)/$(3),$(3),$(filter-out $(2),$(PROBE_SOURCES_$(3))) \
  tests/probes/$(1).c)
endef

test_name     = $(firstword $(subst :, ,$(1)))
test_replaced = $(lastword $(subst :, ,$(1)))
$(foreach arch,$(PROBE_ARCHS),$(foreach probe,$(TEST_PROBES),$(eval \
  $(call test_probe,$(call test_name,$(probe)),$(call test_replaced,$(probe)),$(arch)))))

.PHONY: test-probes
test-probes: $(foreach arch,$(PROBE_ARCHS),$(foreach probe,$(TEST_PROBES),\
  $(BUILD)/tests/probes/$(call test_name,$(probe))/$(arch)/probe.img))
