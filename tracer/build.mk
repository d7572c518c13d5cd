# SPDX-License-Identifier: GPL-2.0-or-later
# The QEMU plugin. It links nothing: what it uses of the emulator (and of libc) is there when the
# emulator loads it.

TRACER         := $(BUILD)/tracer/worldswitch-tracer.so
TRACER_SOURCES := $(wildcard tracer/*.c tracer/classify/*.c)
TRACER_CFLAGS  := $(filter-out -fPIE,$(HOST_CFLAGS)) -fPIC -fvisibility=hidden

all: $(TRACER)

$(TRACER): $(TRACER_SOURCES:%.c=$(BUILD)/%.o)
	$(call say,LD)
	$(Q)$(CC) -shared -Wl,-z,now -Wl,-z,relro $(LDFLAGS) -o $@ $^

$(BUILD)/tracer/%.o: tracer/%.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(TRACER_CFLAGS) -MMD -MP -c $< -o $@

# What its unit tests link of it.
TRACER_CLASSIFY := $(patsubst %.c,$(BUILD)/asan/%.o,$(wildcard tracer/classify/*.c))
$(BUILD)/asan/tests/test_tracer_classify: $(TRACER_CLASSIFY)
$(BUILD)/asan/tests/test_tracer_x86_64: $(TRACER_CLASSIFY)
$(BUILD)/asan/tests/test_tracer_x86_64: private HOST_LIBS += -lcapstone
$(BUILD)/asan/tests/test_tracer_cells: $(addprefix $(BUILD)/asan/tracer/,cells.o descriptor.o options.o places.o stream.o)
$(patsubst tests/unit/%.c,$(BUILD)/asan/tests/%,$(wildcard tests/unit/test_tracer_path*.c)): $(BUILD)/asan/tracer/path.o
# These play the emulator and show what an emulator does.
$(BUILD)/asan/tests/test_tracer_cpus: $(addprefix $(BUILD)/asan/tracer/,cpus.o symbol.o)
$(BUILD)/asan/tests/test_tracer_cpus: private LDFLAGS += -rdynamic
$(BUILD)/asan/tests/test_tracer_monitor: $(addprefix $(BUILD)/asan/tracer/,monitor.o symbol.o)
$(BUILD)/asan/tests/test_tracer_monitor: private LDFLAGS += -rdynamic

include tests/tracer/build.mk
