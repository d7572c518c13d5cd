# SPDX-License-Identifier: GPL-2.0-or-later
# What the emulated servers of the end-to-end tests have beside our own programs and the lab's packages:
# Debian's busybox, static, of their architecture (tests/e2e/server_image.bash), and a program of Xen's.

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

# What `xl console` becomes, which the lab's own Dom0 has no use for, of the Xen of this machine's release:
# that is in no name of a package which would lead there.
TEST_XEN_bookworm := 4.17
TEST_XEN_trixie   := 4.20
TEST_XEN          := $(TEST_XEN_$(shell . /etc/os-release 2>/dev/null && echo "$$VERSION_CODENAME"))
TEST_XEN_FOLDER   := $(BUILD)/tests/servers/x86_64

$(TEST_XEN_FOLDER)/xen-$(TEST_XEN)/bin/xenconsole:
	$(call say,FETCH)
	$(Q)scripts/unpack $(VMM_DEBIAN_x86_64) $(TEST_XEN_FOLDER) xen-utils-$(TEST_XEN)
	$(Q)mkdir -p $(@D)
	$(Q)cp $(TEST_XEN_FOLDER)/xen-utils-$(TEST_XEN)/usr/lib/xen-$(TEST_XEN)/bin/xenconsole $@
	$(Q)rm -r $(TEST_XEN_FOLDER)/xen-utils-$(TEST_XEN)

ifneq ($(TEST_XEN),)
test-servers: $(TEST_XEN_FOLDER)/xen-$(TEST_XEN)/bin/xenconsole
endif
