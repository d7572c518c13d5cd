# SPDX-License-Identifier: GPL-2.0-or-later
# make            builds everything; the program is build/worldswitch
# make check      every test      make bench   the speed figures    make fuzz    the fuzzers
# make lint       style           make format  rewrites the layout  make clean   removes build/
# make V=1        shows every command whole instead of a word and a file
#
# One rule file per room (ROOM/build.mk); nothing recursive. Shared flags and the rules for programs
# of the build machine are here.

BUILD        ?= build
CROSS_ARM64  ?= aarch64-linux-gnu-
CROSS_X86_64 ?= x86_64-linux-gnu-
CLANG        ?= clang
FUZZ_SECONDS ?= 10

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

# $(call say,WORD[,FILE]) before a command that begins with $(Q): "  CC      host/lab/deb.o", unless
# there is V=1 or -s.
V     ?= 0
Q     := $(if $(filter-out 0,$(V)),,@)
QUIET := $(findstring s,$(filter-out --%,$(firstword -$(MAKEFLAGS))))
say    = $(if $(Q),$(if $(QUIET),,@printf '  %-7s %s\n' '$(1)' '$(or $(2),$(@:$(BUILD)/%=%))'))

WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wpointer-arith -Wvla -Wwrite-strings -Wundef
STANDARD := -std=gnu11
INCLUDES := -Iinclude -I.

# What every program of the build machine is compiled and linked with.
HOST_CFLAGS := $(STANDARD) $(WARNINGS) $(INCLUDES) -O2 -g -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 \
               -fstack-protector-strong -fPIE
HOST_LIBS   := -larchive -ljansson -lfdt -lmd -lz -lelf -lsqlite3 -lm
SANITIZE    := -fsanitize=address,undefined -fno-sanitize-recover=all

# The host-side rooms make one library; the commands and the tests link it.
HOST_SOURCES := $(wildcard support/*.c host/*.c records/*.c server/*.c lab/*.c lab/arch/*/*.c \
                analysis/*.c analysis/classify/*.c report/*.c history/*.c data/*.c) probe/core/crc32.c \
                $(filter-out cli/main.c,$(wildcard cli/*.c))
CLI_SOURCES  := cli/main.c

.PHONY: all
all: $(BUILD)/worldswitch

include probe/build.mk
include vmm/build.mk
include dom0/build.mk
include tracer/build.mk
include lab/build.mk
include report/build.mk
include cli/build.mk
include tests/build.mk
include scripts/build.mk

# The same library three times: for use, under the sanitizers for the tests, and for the fuzzers.
$(BUILD)/host/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(HOST_CFLAGS) $(HOST_CFLAGS_$(*D)) -MMD -MP -c $< -o $@

$(BUILD)/asan/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(filter-out -O2 -D_FORTIFY_SOURCE=2,$(HOST_CFLAGS)) -O1 $(SANITIZE) $(HOST_CFLAGS_$(*D)) -MMD -MP -c $< -o $@

$(BUILD)/fuzz/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CLANG)
	$(Q)$(CLANG) $(filter-out -O2 -D_FORTIFY_SOURCE=2,$(HOST_CFLAGS)) -O1 $(SANITIZE) \
		-fsanitize=fuzzer-no-link $(HOST_CFLAGS_$(*D)) -MMD -MP -c $< -o $@

$(foreach variant,host asan fuzz,$(eval \
  $(BUILD)/$(variant)/libworldswitch.a: $(HOST_SOURCES:%.c=$(BUILD)/$(variant)/%.o)))
$(BUILD)/%/libworldswitch.a:
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/worldswitch: $(CLI_SOURCES:%.c=$(BUILD)/host/%.o) $(BUILD)/host/libworldswitch.a
	$(call say,LD)
	$(Q)$(CC) -pie $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
