# SPDX-License-Identifier: GPL-2.0-or-later
# Probes that misbehave, for the end-to-end tests: the real one with one source file replaced. The
# images are $(BUILD)/tests/probes/NAME/probe.img.

# NAME:the file of the probe that tests/probes/NAME.c replaces
TEST_PROBES := panic:probe/bench/null.c garbage:probe/core/say.c bad-crc:probe/core/crc32.c \
               stale:probe/core/identity.c silent:probe/core/main.c \
               lost-event:probe/bench/virtual_ipi.c no-second-cpu:probe/arch/arm64/psci.c \
               silent-dom0:probe/bench/backend_xen.c deaf-dom0:probe/bench/backend_xen.c

# $(call test_probe,NAME,REPLACED)
define test_probe
$(call probe_image,tests/probes/$(1),arm64,$(filter-out $(2),$(PROBE_SOURCES_arm64)) tests/probes/$(1).c)
endef

$(foreach probe,$(TEST_PROBES),$(eval \
  $(call test_probe,$(firstword $(subst :, ,$(probe))),$(lastword $(subst :, ,$(probe))))))

.PHONY: test-probes
test-probes: $(foreach probe,$(TEST_PROBES),$(BUILD)/tests/probes/$(firstword $(subst :, ,$(probe)))/probe.img)
