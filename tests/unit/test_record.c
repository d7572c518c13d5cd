// SPDX-License-Identifier: GPL-2.0-or-later
/* Does a console line become exactly the record that it holds, and nothing else one? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "records/record.h"
#include "tests/unit/record_line.h"

static int find(const char *prefix, const char *payload, struct record *record)
{
	char line[RECORD_LINE_MAX];
	char text[2 * RECORD_LINE_MAX];

	snprintf(text, sizeof(text), "%s%s", prefix, record_line(line, payload));
	return record_find(text, strlen(text), record);
}

static void test_every_kind(void **state)
{
	struct record record;

	(void)state;
	assert_int_equal(
		find("", "hello version=0.1.0 list=0123abcd arch=arm64 hypervisor=kvm", &record),
		0);
	assert_int_equal(record.kind, RECORD_HELLO);
	assert_string_equal(record.version, "0.1.0");
	assert_int_equal(record.list, 0x0123abcd);
	assert_string_equal(record.architecture, "arm64");
	assert_string_equal(record.hypervisor, "kvm");

	assert_int_equal(find("", "host release=6.12.107+deb13-cloud-arm64 mode=hvhe", &record), 0);
	assert_int_equal(record.kind, RECORD_HOST);
	assert_string_equal(record.release, "6.12.107+deb13-cloud-arm64");
	assert_string_equal(record.mode, "hvhe");

	assert_int_equal(find("", "machine gic=3 cpus=2", &record), 0);
	assert_string_equal(record.controller, "gic");
	assert_int_equal(record.controller_version, 3);
	assert_int_equal(record.cpus, 2);
	assert_string_equal(record.emulator, "");
	assert_int_equal(find("", "machine apic=2 cpus=2 emulator=tcg", &record), 0);
	assert_string_equal(record.emulator, "tcg");

	assert_int_equal(find("", "benchmark id=hypercall state=present", &record), 0);
	assert_int_equal(record.benchmark, WS_BENCHMARK_HYPERCALL);
	assert_true(record.present);
	assert_int_equal(
		find("", "benchmark id=intc-trap state=absent reason=no such x=y", &record), 0);
	assert_false(record.present);
	assert_string_equal(record.reason, "no such x=y");

	assert_int_equal(find("", "selftest windows=8 expected=57", &record), 0);
	assert_int_equal(record.windows, 8);
	assert_int_equal(record.expected, 57);

	assert_int_equal(find("", "start id=null", &record), 0);
	assert_int_equal(record.benchmark, WS_BENCHMARK_NULL);

	assert_int_equal(find("", "cell id=null verdict=measured windows=1000", &record), 0);
	assert_int_equal(record.kind, RECORD_CELL);
	assert_int_equal(record.verdict, WS_VERDICT_MEASURED);
	assert_int_equal(record.windows, 1000);

	assert_int_equal(find("",
			      "panic where=sync esr=0x96000045 elr=0x40001234 far=0xffffffff"
			      "ffffffff reason=a b",
			      &record),
			 0);
	assert_string_equal(record.where, "sync");
	assert_int_equal(record.esr, 0x96000045);
	assert_true(record.far == UINT64_MAX);

	assert_int_equal(find("", "vmm step=open errno=2 reason=no", &record), 0);
	assert_int_equal(record.error, 2);
	assert_int_equal(find("", "end cells=4", &record), 0);
	assert_int_equal(record.cells, 4);
}

static void test_every_kind_of_a_timed_probe(void **state)
{
	struct record record;

	(void)state;
	assert_int_equal(find("", "environment key=cpu-model text=A  B", &record), 0);
	assert_int_equal(record.kind, RECORD_ENVIRONMENT);
	assert_string_equal(record.key, "cpu-model");
	assert_string_equal(record.text, "A  B");

	assert_int_equal(find("",
			      "clock name=cntvct frequency=62500000 unit=ticks step=2 invariant=1",
			      &record),
			 0);
	assert_int_equal(record.kind, RECORD_CLOCK);
	assert_string_equal(record.clock, "cntvct");
	assert_int_equal(record.frequency, 62500000);
	assert_int_equal(record.clock_step, 2);
	assert_true(record.ticks && record.invariant);

	assert_int_equal(find("", "timing id=io-in clock=tsc batch=7", &record), 0);
	assert_int_equal(record.benchmark, WS_BENCHMARK_IO_IN);
	assert_string_equal(record.clock, "tsc");
	assert_int_equal(record.batch, 7);

	assert_int_equal(find("", "samples id=io-in v=0,ffffffffffffffff,a", &record), 0);
	assert_int_equal(record.kind, RECORD_SAMPLES);
	assert_int_equal(record.value_count, 3);
	assert_true(record.values[1] == UINT64_MAX);
	assert_int_equal(record.values[2], 10);
	assert_int_equal(find("", "nulls id=null v=1", &record), 0);
	assert_int_equal(record.kind, RECORD_NULLS);
}

static void test_damaged_values(void **state)
{
	static const char *const payloads[] = {
		"samples id=io-in v=",
		"samples id=io-in v=1,",
		"samples id=io-in v=,1",
		"samples id=io-in v=1 2",
		"samples id=io-in v=0x1",
		"samples id=none v=1",
		"samples id=io-in v=1g",
		"timing id=io-in clock=tsc",
		"timing id=io-in clock=tsc batch=0",
		"nulls id=io-in v=-1",
		"environment key= text=x",
		"clock name=tsc frequency=1 unit=ticks",
		"samples id=io-in v=10000000000000000",
		"clock name=tsc frequency=1 unit=ticks step=1 invariant=2",
		"clock name=tsc frequency=1 unit=hours step=1 invariant=1",
	};
	struct record record;

	(void)state;
	for (size_t at = 0; at < sizeof(payloads) / sizeof(payloads[0]); at++)
		assert_int_equal(find("", payloads[at], &record), -EBADMSG);
}

static void test_prefixes(void **state)
{
	struct record record;

	(void)state;
	assert_int_equal(find("(XEN) DOM1: ", "end cells=1", &record), 0);
	assert_int_equal(find("[    1.23] ", "end cells=1", &record), 0);
	assert_int_equal(find("@ws @ws 005 ", "end cells=1", &record), 0);
	assert_int_equal(find("\x01\xff", "end cells=1", &record), 0);
	assert_int_equal(record.cells, 1);
}

static void test_no_record(void **state)
{
	struct record record;

	(void)state;
	assert_int_equal(record_find("", 0, &record), -ENOENT);
	assert_int_equal(record_find("@ws", 3, &record), -ENOENT);
	assert_int_equal(record_find("hello", 5, &record), -ENOENT);
}

static void test_bad_payloads(void **state)
{
	static const char *const payloads[] = {
		"",
		"nonsense",
		"end",
		"end ",
		"end cells=",
		"end cells=-1",
		"end cells=+1",
		"end cells= 1",
		"end cells=1 ",
		"end cells=1x",
		"end cells=4294967296",
		"end cells=99999999999999999999",
		"end  cells=1",
		"end cells=1 more=2",
		"machine cpus=1 gic=3",
		"machine gic=3 cpus=1 emulator=",
		"machine gic=3 cpus=1 emulator=tcg more",
		"machine gic=3 cpus=1 emulator=123456789012345678901234567890123",
		"host release=6.12",
		"host release= mode=vhe",
		"host release=6.12 mode=",
		"host mode=vhe release=6.12",
		"host release=6.12 mode=vhe more=1",
		"benchmark id=nonsense state=present",
		"benchmark id=null state=perhaps",
		"benchmark id=null state=present reason=x",
		"cell id=null verdict=great windows=1",
		"cell id=null windows=1 verdict=measured",
		"hello version=0.1.0 list=123 arch=arm64 hypervisor=kvm",
		"hello version=0.1.0 list=0123ABCD arch=arm64 hypervisor=kvm",
		"hello version=0.1.0 list=0123abcd arch=arm64",
		"hello version=123456789012345678901234567890123 list=0123abcd arch=a h=h",
		"panic where=x esr=0x elr=0x1 far=0x1",
		"panic where=x esr=0x1ffffffffffffffff elr=0x1 far=0x1",
		"vmm step=s errno=40000 reason=x",
		"end cells=1\x01",
		"end cells=1\xff",
	};
	struct record record;

	(void)state;
	for (size_t i = 0; i < sizeof(payloads) / sizeof(payloads[0]); i++) {
		if (find("", payloads[i], &record) != -EBADMSG)
			fail_msg("taken for a record: '%s'", payloads[i]);
	}
}

static void test_damage(void **state)
{
	char line[RECORD_LINE_MAX];
	struct record record;
	size_t length;

	(void)state;
	record_line(line, "cell id=null verdict=measured windows=1000");
	length = strlen(line);
	for (size_t at = 0; at < length; at++) {
		line[at] ^= 1;
		assert_int_not_equal(record_find(line, length, &record), 0);
		line[at] ^= 1;
	}
	for (size_t cut = 0; cut < length; cut++) {
		char shorter[RECORD_LINE_MAX];

		memcpy(shorter, line, cut);
		shorter[cut] = '\0';
		assert_int_not_equal(record_find(shorter, cut, &record), 0);
	}
	line[length] = 'x';
	line[length + 1] = '\0';
	assert_int_equal(record_find(line, length + 1, &record), -EBADMSG);
}

static void test_too_long(void **state)
{
	char payload[256];
	struct record record;

	(void)state;
	memset(payload, 'x', sizeof(payload));
	memcpy(payload, "start id=", 9);
	payload[WS_RECORD_PAYLOAD_MAX + 1] = '\0';
	assert_int_equal(find("", payload, &record), -EBADMSG);
	memset(payload, 'r', sizeof(payload));
	memcpy(payload, "benchmark id=null state=absent reason=", 38);
	payload[WS_RECORD_PAYLOAD_MAX] = '\0';
	assert_int_equal(find("", payload, &record), 0);
	assert_int_equal(strlen(record.reason), WS_RECORD_PAYLOAD_MAX - 38);
}

static void test_list_checksum(void **state)
{
#define LINE(symbol, id, name, path, meaning) id "\n"
	static const char list[] = WS_BENCHMARK_LIST(LINE);
#undef LINE

	(void)state;
	assert_int_equal(record_list_checksum(), crc32(0, (const Bytef *)list, sizeof(list) - 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind),
		cmocka_unit_test(test_every_kind_of_a_timed_probe),
		cmocka_unit_test(test_damaged_values),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_no_record),
		cmocka_unit_test(test_bad_payloads),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_list_checksum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
