// SPDX-License-Identifier: GPL-2.0-or-later
/* Which A64 instructions may share a segment, which are markers, and whose an instruction is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <worldswitch/markers.h>

#include "tracer/classify/classify.h"

struct encoding {
	uint32_t word;
	const char *text;
};

static struct instruction decode(uint32_t word)
{
	const uint8_t bytes[] = {(uint8_t)word, (uint8_t)(word >> 8), (uint8_t)(word >> 16),
				 (uint8_t)(word >> 24)};

	return classifier_arm64.instruction(bytes, sizeof(bytes));
}

static void expect_kind(const struct encoding *list, size_t count, enum instruction_kind kind)
{
	for (size_t i = 0; i < count; i++)
		if (decode(list[i].word).kind != kind)
			fail_msg("%s is %d", list[i].text, decode(list[i].word).kind);
}
#define EXPECT_KIND(list, kind) expect_kind(list, sizeof(list) / sizeof((list)[0]), kind)

static void test_plain(void **state)
{
	static const struct encoding list[] = {
		{0x10000000, "adr x0, ."},
		{0xb0000000, "adrp x0, .+0x1000"},
		{0x91000400, "add x0, x0, #1"},
		{0xf1000400, "subs x0, x0, #1"},
		{0x92401c00, "and x0, x0, #0xff"},
		{0xd2800020, "mov x0, #1"},
		{0xf2a00020, "movk x0, #1, lsl #16"},
		{0xd3481c00, "ubfx x0, x0, #8, #0"},
		{0x93c10400, "extr x0, x0, x1, #1"},
		{0xaa0103e0, "mov x0, x1"},
		{0x8b010000, "add x0, x0, x1"},
		{0x8b214000, "add x0, x0, w1, uxtw"},
		{0x9a010000, "adc x0, x0, x1"},
		{0xfa410804, "ccmp x0, #1, #4, eq"},
		{0x9a810000, "csel x0, x0, x1, eq"},
		{0x9b010800, "madd x0, x0, x1, x2"},
		{0x9ba10800, "umaddl x0, w0, w1, x2"},
		{0x9bc17c00, "umulh x0, x0, x1"},
		{0x9ac10800, "udiv x0, x0, x1"},
		{0x9ac12000, "lsl x0, x0, x1"},
		{0xdac00c00, "rev x0, x0"},
		{0xdac01000, "clz x0, x0"},
		{0xd503201f, "nop"},
	};

	(void)state;
	EXPECT_KIND(list, INSTRUCTION_PLAIN);
}

static void test_leaves(void **state)
{
	static const struct encoding list[] = {
		{0xf9400000, "ldr x0, [x0]"},
		{0xa9bf7bfd, "stp x29, x30, [sp, #-16]!"},
		{0x58000000, "ldr x0, ."},
		{0xf8800000, "prfum pldl1keep, [x0]"},
		{0xb8e00000, "ldaddal w0, w0, [x0]"},
		{0x14000001, "b .+4"},
		{0x94000001, "bl .+4"},
		{0x54000020, "b.eq .+4"},
		{0xb4000020, "cbz x0, .+4"},
		{0x36000020, "tbz w0, #0, .+4"},
		{0xd61f0000, "br x0"},
		{0xd65f03c0, "ret"},
		{0xd69f03e0, "eret"},
		{0xd4000001, "svc #0"},
		{0xd4000002, "hvc #0"},
		{0xd4200000, "brk #0"},
		{0xd5384100, "mrs x0, sp_el0"},
		{0xd51c1120, "msr mdcr_el2, x0"},
		{0xd5033fdf, "isb"},
		{0xd503205f, "wfe"},
		{0xd538cba0, "mrs x0, s3_0_c12_c11_5"},
		{0xf9000000, "str x0, [x0]"},
		{0x39000000, "strb w0, [x0]"},
		{0xb8200000, "ldadd w0, w0, [x0]"},
		{0xd503233f, "paciasp"},
		{0xd503245f, "bti c"},
		{0xd5032bff, "hint #0x5f"},
		{0xd5032cbf, "hint #0x65"},
		{0xdac10000, "pacia x0, x0"},
		{0xdac143e0, "xpaci x0"},
		{0x9ac13000, "pacga x0, x0, x1"},
		{0x91800000, "addg x0, x0, #0, #0"},
		{0xd1800000, "subg x0, x0, #0, #0"},
		{0x9ac00000, "subp x0, x0, x0"},
		{0x9ac01000, "irg x0, x0, x0"},
		{0x9ac11400, "gmi x0, x0, x1"},
		{0x1ac14000, "crc32b w0, w0, w1"},
		{0xf380001f, "autiasppc .+0"},
		{0x91c00400, "smax x0, x0, #1"},
		{0x1e602800, "fadd d0, d0, d0"},
		{0x4e208400, "add v0.16b, v0.16b, v0.16b"},
		{0x04200000, "add z0.b, z0.b, z0.b"},
		{0x00000000, "udf #0"},
		{0xffffffff, "nothing"},
	};

	(void)state;
	EXPECT_KIND(list, INSTRUCTION_LEAVES);
}

static void test_world(void **state)
{
	(void)state;
	assert_int_equal(decode(0xd51c1100).kind, INSTRUCTION_WORLD);  /* msr hcr_el2, x0 */
	assert_int_equal(decode(0xd51c111f).kind, INSTRUCTION_WORLD);  /* msr hcr_el2, xzr */
	assert_int_equal(decode(0xd53c1100).kind, INSTRUCTION_LEAVES); /* mrs x0, hcr_el2 */
}

static void test_markers(void **state)
{
	(void)state;
	for (unsigned int number = WS_MARKER_FIRST; number <= WS_MARKER_LAST; number++) {
		struct instruction instruction = decode(0xd503201f | number << 5);

		assert_int_equal(instruction.kind, INSTRUCTION_MARKER);
		assert_int_equal(instruction.marker, number);
	}
}

static void test_sends_and_waits(void **state)
{
	(void)state;
	assert_int_equal(decode(0xd518cba7).kind, INSTRUCTION_SENDS); /* msr icc_sgi1r_el1, x7 */
	assert_int_equal(decode(0xd518cba7).operand, 7);
	assert_int_equal(decode(0xd518cbdf).kind, INSTRUCTION_SENDS); /* msr icc_asgi1r_el1, xzr */
	assert_int_equal(decode(0xd518cbdf).operand, 31);
	assert_int_equal(decode(0xd518cbe0).kind, INSTRUCTION_SENDS);  /* msr icc_sgi0r_el1, x0 */
	assert_int_equal(decode(0xd518cc20).kind, INSTRUCTION_LEAVES); /* msr icc_eoir1_el1, x0 */
	assert_int_equal(decode(0xd503207f).kind, INSTRUCTION_WAITS);  /* wfi */
}

static void test_stores(void **state)
{
	static const struct encoding list[] = {
		{0xb9000c25, "str w5, [x1, #12]"},      {0xb8000c25, "str w5, [x1, #0]!"},
		{0xb8004425, "str w5, [x1], #4"},       {0xb8000025, "stur w5, [x1]"},
		{0xb8226825, "str w5, [x1, x2]"},       {0xb8227825, "str w5, [x1, x2, lsl #2]"},
		{0xb8224825, "str w5, [x1, w2, uxtw]"},
	};

	(void)state;
	EXPECT_KIND(list, INSTRUCTION_STORES);
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		assert_int_equal(decode(list[i].word).operand, 5);
}

static void expect_sent(enum instruction_kind kind, uint64_t value, struct sent expected)
{
	struct sent sent;

	assert_true(classifier_arm64.sent(kind, value, &sent));
	assert_int_equal(sent.cpus, expected.cpus);
	assert_int_equal(sent.sender, expected.sender);
	assert_int_equal(sent.others, expected.others);
	assert_int_equal(sent.number, expected.number);
}

static void test_sent(void **state)
{
	(void)state;
	expect_sent(INSTRUCTION_SENDS, 0x5000002, (struct sent){.cpus = 2, .number = 5});
	expect_sent(INSTRUCTION_SENDS, 0x10001, (struct sent){.cpus = 0x10000});
	expect_sent(INSTRUCTION_SENDS, 0x20001, (struct sent){.cpus = 0});
	expect_sent(INSTRUCTION_SENDS, UINT64_C(1) << 32 | 1, (struct sent){.cpus = 0});
	expect_sent(INSTRUCTION_SENDS, UINT64_C(1) << 40 | 3, (struct sent){.others = true});
	expect_sent(INSTRUCTION_STORES, 0x00020001, (struct sent){.cpus = 2, .number = 1});
	expect_sent(INSTRUCTION_STORES, 0x01ff0002, (struct sent){.others = true, .number = 2});
	expect_sent(INSTRUCTION_STORES, 0x02000003, (struct sent){.sender = true, .number = 3});
	expect_sent(INSTRUCTION_STORES, 0x03ff0003, (struct sent){.number = 3});
}

static void test_vectors(void **state)
{
	(void)state;
	assert_true(classifier_arm64.handles_interrupt(0x10080, 0x10000));
	assert_true(classifier_arm64.handles_interrupt(0x10500, 0x10000));
	assert_true(classifier_arm64.handles_interrupt(0x10680, 0x10000));
	assert_false(classifier_arm64.handles_interrupt(0x10000, 0x10000));
	assert_false(classifier_arm64.handles_interrupt(0x10180, 0x10000));
	assert_false(classifier_arm64.handles_interrupt(0x10084, 0x10000));
	assert_false(classifier_arm64.handles_interrupt(0x10880, 0x10000));
	assert_true(classifier_arm64.may_handle_interrupt(0x10880));
	assert_true(classifier_arm64.may_be_vector(0x10580));
	assert_false(classifier_arm64.may_be_vector(0x10584));
	assert_true(classifier_arm64.handles_trap(0x10000, 0x10000));
	assert_true(classifier_arm64.handles_trap(0x10400, 0x10000));
	assert_false(classifier_arm64.handles_trap(0x10080, 0x10000));
	assert_false(classifier_arm64.handles_trap(0x10404, 0x10000));
	assert_false(classifier_arm64.handles_trap(0x10800, 0x10000));
}

static void test_loads(void **state)
{
	static const struct encoding list[] = {
		{0xb9400c25, "ldr w5, [x1, #12]"},      {0xb8400c25, "ldr w5, [x1, #0]!"},
		{0xb8404425, "ldr w5, [x1], #4"},       {0xb8400025, "ldur w5, [x1]"},
		{0xb8626825, "ldr w5, [x1, x2]"},       {0xb8627825, "ldr w5, [x1, x2, lsl #2]"},
		{0xb8624825, "ldr w5, [x1, w2, uxtw]"}, {0x88dffc25, "ldar w5, [x1]"},
	};

	(void)state;
	EXPECT_KIND(list, INSTRUCTION_LOADS);
}

static void test_acknowledges(void **state)
{
	static const struct encoding list[] = {
		{0xd538cc05, "mrs x5, icc_iar1_el1"},
		{0xd538c805, "mrs x5, icc_iar0_el1"},
		{0xd538c9a5, "mrs x5, icc_nmiar1_el1"},
	};

	(void)state;
	EXPECT_KIND(list, INSTRUCTION_ACKNOWLEDGES);
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		assert_int_equal(decode(list[i].word).operand, 5);
	assert_int_equal(decode(0xd518cc05).kind, INSTRUCTION_LEAVES);
}

static void test_acknowledged(void **state)
{
	static const struct {
		uint64_t value;
		enum instruction_kind instruction;
		struct acknowledged expected;
	} list[] = {
		{0, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_SENT, .number = 0}},
		{15, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_SENT, .number = 15}},
		{16, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_DEVICE, .number = 16}},
		{1019, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_DEVICE, .number = 1019}},
		{1020, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_NOTHING}},
		{1023, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_NOTHING}},
		{8192, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_DEVICE, .number = 8192}},
		{0x401, INSTRUCTION_ACKNOWLEDGES, {.kind = ACKNOWLEDGED_DEVICE, .number = 0x401}},
		{0x401, INSTRUCTION_LOADS, {.kind = ACKNOWLEDGED_SENT, .number = 1}},
		{0x41b, INSTRUCTION_LOADS, {.kind = ACKNOWLEDGED_DEVICE, .number = 27}},
		{0x3ff, INSTRUCTION_LOADS, {.kind = ACKNOWLEDGED_NOTHING}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct acknowledged answer =
			classifier_arm64.acknowledged(list[i].instruction, list[i].value);

		assert_int_equal(answer.kind, list[i].expected.kind);
		assert_int_equal(answer.number, list[i].expected.number);
	}
}

static void test_other_sizes(void **state)
{
	static const uint8_t nop[] = {0x1f, 0x20, 0x03, 0xd5};

	(void)state;
	for (size_t size = 0; size < sizeof(nop); size++)
		assert_int_equal(classifier_arm64.instruction(nop, size).kind, INSTRUCTION_LEAVES);
	assert_int_equal(classifier_arm64.instruction(nop, 4).kind, INSTRUCTION_PLAIN);
}

#define IMO (UINT64_C(1) << 4)
#define TWI (UINT64_C(1) << 13)
#define TGE (UINT64_C(1) << 27)

static void test_worlds(void **state)
{
	static const struct {
		uint64_t control;
		unsigned int level;
		enum ws_world world;
	} list[] = {
		{0, 0, WS_WORLD_HOST_USER},
		{IMO, 0, WS_WORLD_GUEST},
		{TGE, 0, WS_WORLD_HOST_USER},
		{IMO | TGE, 0, WS_WORLD_HOST_USER},
		{0, 1, WS_WORLD_HOST_KERNEL},
		{IMO, 1, WS_WORLD_GUEST},
		{~(IMO | TGE), 1, WS_WORLD_HOST_KERNEL},
		{~TGE, 1, WS_WORLD_GUEST},
		{0, 2, WS_WORLD_HYPERVISOR},
		{IMO, 2, WS_WORLD_HYPERVISOR},
		{IMO, 3, WS_WORLD_FIRMWARE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		assert_int_equal(classifier_arm64.world(list[i].level, list[i].control),
				 list[i].world);
}

static void test_traps(void **state)
{
	(void)state;
	assert_true(classifier_arm64.controls_interrupts(1, 0));
	assert_true(classifier_arm64.controls_interrupts(2, IMO));
	assert_false(classifier_arm64.controls_interrupts(1, IMO));
	assert_false(classifier_arm64.controls_interrupts(0, 0));
	assert_true(classifier_arm64.waits(1, IMO));
	assert_false(classifier_arm64.waits(1, TWI));
	assert_true(classifier_arm64.waits(2, TWI));
	assert_false(classifier_arm64.waits(0, 0));
}

static void test_states(void **state)
{
	const struct cpu_state el2h = {.status = 0x3c9, .counter = 0x1000};
	const struct cpu_state el0t = {.status = 0x60000000};
	const struct cpu_state el1h_branched = {.status = 0x3c5 | 1 << 10};

	(void)state;
	assert_int_equal(classifier_arm64.level(&el2h), 2);
	assert_int_equal(classifier_arm64.level(&el0t), 0);
	assert_int_equal(classifier_arm64.level(&el1h_branched), 1);
	assert_false(classifier_arm64.entry_faults(&el2h));
	assert_true(classifier_arm64.entry_faults(&el1h_branched));
	assert_true(classifier_arm64.describes(&el2h, 0x1000));
	assert_false(classifier_arm64.describes(&el2h, 0x1004));
}

static void test_find(void **state)
{
	(void)state;
	assert_ptr_equal(classifier_find("aarch64"), &classifier_arm64);
	assert_null(classifier_find("arm"));
	assert_null(classifier_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_leaves),
		cmocka_unit_test(test_world),
		cmocka_unit_test(test_markers),
		cmocka_unit_test(test_other_sizes),
		cmocka_unit_test(test_worlds),
		cmocka_unit_test(test_sends_and_waits),
		cmocka_unit_test(test_stores),
		cmocka_unit_test(test_sent),
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_loads),
		cmocka_unit_test(test_acknowledges),
		cmocka_unit_test(test_acknowledged),
		cmocka_unit_test(test_traps),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
