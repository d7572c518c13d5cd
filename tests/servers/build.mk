# SPDX-License-Identifier: GPL-2.0-or-later
# What the emulated servers of the end-to-end tests have beside our own programs: Debian's busybox,
# static, of their architecture (tests/e2e/server_image.bash).

# $(call test_server,ARCHITECTURE)
define test_server
$(BUILD)/tests/servers/$(1)/busybox:
	$$(call say,FETCH)
	$$(Q)scripts/unpack $$(VMM_DEBIAN_$(1)) $$(@D) busybox-static
	$$(Q)cp "$$$$(find $$(@D)/busybox-static -path '*/bin/busybox')" $$@
	$$(Q)rm -r $$(@D)/busybox-static

test-servers: $(BUILD)/tests/servers/$(1)/busybox
endef

.PHONY: test-servers
$(foreach architecture,$(VMM_ARCHITECTURES),$(eval $(call test_server,$(architecture))))
