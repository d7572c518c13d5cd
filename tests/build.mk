# SPDX-License-Identifier: GPL-2.0-or-later
# tests/unit/test_X.c is a cmocka program of its own, under ASan and UBSan; tests/fuzz/fuzz_X.c a
# libFuzzer target. A file in its folder is enough: nothing is listed here.

UNIT_TESTS := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
FUZZERS    := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

$(UNIT_TESTS:%=$(BUILD)/asan/tests/%): $(BUILD)/asan/tests/%: $(BUILD)/asan/tests/unit/%.o \
		$(BUILD)/asan/libworldswitch.a $(BUILD)/asan/libprobe.a
	$(call say,LD)
	$(Q)$(CC) $(SANITIZE) -pie $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(HOST_LIBS) -lgsl -lgslcblas -lm -lcmocka

$(FUZZERS:%=$(BUILD)/fuzz/%): $(BUILD)/fuzz/%: $(BUILD)/fuzz/tests/fuzz/%.o \
		$(BUILD)/fuzz/libworldswitch.a $(BUILD)/fuzz/libprobe.a
	$(call say,LD)
	$(Q)$(CLANG) $(SANITIZE) -fsanitize=fuzzer -o $@ $(filter %.o,$^) $(filter %.a,$^) $(HOST_LIBS)

.PHONY: unit
unit: $(UNIT_TESTS:%=run-%)

.PHONY: $(UNIT_TESTS:%=run-%)
$(UNIT_TESTS:%=run-%): run-%: $(BUILD)/asan/tests/%
	$(call say,TEST,$(@:run-%=%))
	$(Q)$<

# How often verdicts on samples are wrong, measured on sources whose truth is known.
$(BUILD)/tests/alike: $(patsubst %.c,$(BUILD)/host/%.o,$(wildcard tests/experiments/*.c)) \
		$(BUILD)/host/libworldswitch.a
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) -pie $(LDFLAGS) -o $@ $^ $(HOST_LIBS) -lgsl -lgslcblas -lm

.PHONY: experiments
experiments: $(BUILD)/tests/alike
	$(call say,TEST,alike)
	$(Q)$<

# Every fuzzer for FUZZ_SECONDS, from its own corpus in tests/fuzz/corpus/ where there is one.
.PHONY: fuzz
fuzz: $(FUZZERS:%=run-%)

.PHONY: $(FUZZERS:%=run-%)
$(FUZZERS:%=run-%): run-%: $(BUILD)/fuzz/%
	@mkdir -p $(BUILD)/fuzz/corpus/$*
	$(call say,FUZZ,$*)
	$(Q)$< -max_total_time=$(FUZZ_SECONDS) -print_final_stats=0 -verbosity=0 \
		-artifact_prefix=$(BUILD)/fuzz/$*- $(BUILD)/fuzz/corpus/$* $(wildcard tests/fuzz/corpus/$*)

include tests/servers/build.mk
include tests/emulator/build.mk
