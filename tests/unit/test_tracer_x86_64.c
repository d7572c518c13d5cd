// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which x86-64 instructions may share a segment, held against a disassembler that knows them all;
 * which are markers, whose an instruction is, and what is sent.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <capstone/capstone.h>
#include <cmocka.h>

#include <worldswitch/markers.h>

#include "tracer/classify/x86_64.h"

struct sample {
	const char *text;
	enum instruction_kind kind;
	uint8_t size;
	uint8_t bytes[10];
};

static const struct sample samples[] = {
	{"mov %rax,%rcx", INSTRUCTION_PLAIN, 3, {0x48, 0x89, 0xc1}},
	{"mov %eax,(%rcx)", INSTRUCTION_STORES, 2, {0x89, 0x01}},
	{"mov %rax,(%rcx)", INSTRUCTION_LEAVES, 3, {0x48, 0x89, 0x01}},
	{"mov %ax,(%rcx)", INSTRUCTION_LEAVES, 3, {0x66, 0x89, 0x01}},
	{"movl $1,(%rcx)", INSTRUCTION_STORES, 6, {0xc7, 0x01, 1}},
	{"xchg %eax,(%rcx)", INSTRUCTION_STORES, 2, {0x87, 0x01}},
	{"mov (%rcx),%eax", INSTRUCTION_LEAVES, 2, {0x8b, 0x01}},
	{"lea (%rcx),%eax", INSTRUCTION_PLAIN, 2, {0x8d, 0x01}},
	{"movabs $1,%rax", INSTRUCTION_PLAIN, 10, {0x48, 0xb8, 1}},
	{"mov $1,%ax", INSTRUCTION_PLAIN, 4, {0x66, 0xb8, 1}},
	{"div %ecx", INSTRUCTION_LEAVES, 2, {0xf7, 0xf1}},
	{"mul %ecx", INSTRUCTION_PLAIN, 2, {0xf7, 0xe1}},
	{"xbegin", INSTRUCTION_LEAVES, 6, {0xc7, 0xf8}},
	{"push %rax", INSTRUCTION_LEAVES, 1, {0x50}},
	{"jmp .", INSTRUCTION_LEAVES, 2, {0xeb, 0xfe}},
	{"pause", INSTRUCTION_LEAVES, 2, {0xf3, 0x90}},
	{"movaps %xmm0,%xmm1", INSTRUCTION_LEAVES, 3, {0x0f, 0x28, 0xc8}},
	{"sti", INSTRUCTION_LEAVES, 1, {0xfb}},
	{"hlt", INSTRUCTION_WAITS, 1, {0xf4}},
	{"wrmsr", INSTRUCTION_SENDS, 2, {0x0f, 0x30}},
	{"vmrun", INSTRUCTION_ENTERS, 3, {0x0f, 0x01, 0xd8}},
	{"vmmcall", INSTRUCTION_LEAVES, 3, {0x0f, 0x01, 0xd9}},
	{"lidt (%rax)", INSTRUCTION_TABLE, 3, {0x0f, 0x01, 0x18}},
	{"lgdt (%rax)", INSTRUCTION_LEAVES, 3, {0x0f, 0x01, 0x10}},
	{"iretq", INSTRUCTION_RETURNS, 2, {0x48, 0xcf}},
	{"rep movsq", INSTRUCTION_REPEATS, 3, {0xf3, 0x48, 0xa5}},
	{"repne scasb", INSTRUCTION_REPEATS, 2, {0xf2, 0xae}},
	{"rep outsb", INSTRUCTION_REPEATS, 2, {0xf3, 0x6e}},
	{"rep movsb with small addresses", INSTRUCTION_REPEATS, 3, {0x67, 0xf3, 0xa4}},
	{"movsb", INSTRUCTION_LEAVES, 1, {0xa4}},
	{"marker", INSTRUCTION_MARKER, 7, {0x0f, 0x1f, 0x80, WS_MARKER_END, 0, 0x73, 0x77}},
	{"not one", INSTRUCTION_PLAIN, 7, {0x0f, 0x1f, 0x80, WS_MARKER_LAST + 1, 0, 0x73, 0x77}},
	{"a marker's by RCX",
	 INSTRUCTION_PLAIN,
	 7,
	 {0x0f, 0x1f, 0x81, WS_MARKER_END, 0, 0x73, 0x77}},
	{"nothing", INSTRUCTION_LEAVES, 0, {0}},
	{"a prefix alone", INSTRUCTION_LEAVES, 1, {0x66}},
	{"half an instruction", INSTRUCTION_LEAVES, 2, {0x48, 0x89}},
};

static void test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		enum instruction_kind kind =
			classifier_x86_64.instruction(samples[i].bytes, samples[i].size).kind;

		if (kind != samples[i].kind)
			fail_msg("%s is %d", samples[i].text, kind);
	}
}

static bool may_fault(csh disassembler, const cs_insn *insn)
{
	static const uint8_t groups[] = {CS_GRP_JUMP, CS_GRP_CALL, CS_GRP_RET,
					 CS_GRP_INT,  CS_GRP_IRET, CS_GRP_PRIVILEGE};

	for (size_t i = 0; i < sizeof(groups); i++)
		if (cs_insn_group(disassembler, insn, groups[i]))
			return true;
	if (insn->id == X86_INS_LEA || insn->id == X86_INS_NOP)
		return false;
	for (uint8_t i = 0; i < insn->detail->x86.op_count; i++) {
		const cs_x86_op *operand = &insn->detail->x86.operands[i];

		if (operand->type == X86_OP_MEM ||
		    (operand->type == X86_OP_REG &&
		     (operand->reg == X86_REG_INVALID ||
		      cs_reg_name(disassembler, operand->reg)[0] == 'x')))
			return true;
	}
	return insn->id == X86_INS_DIV || insn->id == X86_INS_IDIV;
}

/* Whatever shares a segment is an instruction of that length, on registers alone. */
static void test_against_disassembler(void **state)
{
	unsigned int plain = 0;
	csh disassembler;

	(void)state;
	srand(1);
	assert_int_equal(cs_open(CS_ARCH_X86, CS_MODE_64, &disassembler), CS_ERR_OK);
	cs_option(disassembler, CS_OPT_DETAIL, CS_OPT_ON);
	for (unsigned int i = 0; i < 1000000; i++) {
		uint8_t bytes[10];
		size_t size = (size_t)rand() % sizeof(bytes) + 1;
		cs_insn *insn;

		for (size_t at = 0; at < size; at++)
			bytes[at] = (uint8_t)rand();
		if (classifier_x86_64.instruction(bytes, size).kind != INSTRUCTION_PLAIN)
			continue;
		plain++;
		if (!cs_disasm(disassembler, bytes, size, 0, 1, &insn))
			continue; /* nothing at all: it always faults, which ends its block */
		if (insn->size != size || may_fault(disassembler, insn))
			fail_msg("%s %s, of %zu bytes", insn->mnemonic, insn->op_str, size);
		cs_free(insn, 1);
	}
	assert_true(plain > 10000);
	cs_close(&disassembler);
}

static void test_worlds(void **state)
{
	static const struct {
		struct cpu_state state;
		enum ws_world world;
	} list[] = {
		{{.status = 0x10, .mode = 0xd01}, WS_WORLD_HOST_KERNEL},
		{{.status = 0x10, .mode = 0x1d01}, WS_WORLD_HYPERVISOR},
		{{.status = 0x33, .mode = 0x1d01}, WS_WORLD_HOST_USER},
		{{.status = 0x33, .mode = 0x1d01, .counter = UINT64_C(0x7fffffffffff)},
		 WS_WORLD_HOST_USER},
		{{.status = 0x33, .mode = 0x1d01, .counter = UINT64_C(0xffff800000000000)},
		 WS_WORLD_HOST_KERNEL},
		{{.status = 0x10, .mode = 0x1d01, .counter = UINT64_C(0xffff82d040000000)},
		 WS_WORLD_HYPERVISOR},
		{{.status = 0x10, .mode = 0}, WS_WORLD_FIRMWARE},
		{{.status = 0x10, .mode = 0x1d01, .control = CONTROL_IN_GUEST}, WS_WORLD_GUEST},
		{{.status = 0x33, .mode = 0x1d01, .control = CONTROL_IN_GUEST}, WS_WORLD_GUEST},
		{{.status = 0x33,
		  .mode = 0x1d01,
		  .control = CONTROL_IN_GUEST,
		  .counter = UINT64_C(0xffff800000000000)},
		 WS_WORLD_GUEST},
		{{.status = 0x10, .mode = 0x1000, .control = CONTROL_IN_GUEST}, WS_WORLD_GUEST},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		unsigned int level = classifier_x86_64.level(&list[i].state);

		assert_true(level < CLASSIFY_LEVELS);
		assert_int_equal(classifier_x86_64.world(level, list[i].state.control),
				 list[i].world);
	}
}

static uint64_t registers[8];

static uint64_t read(unsigned int number)
{
	return registers[number];
}

static void expect_sent(enum instruction_kind kind, uint64_t value, const struct sent *wanted)
{
	struct sent sent;

	assert_true(x86_64_sent(kind, value, &sent));
	assert_int_equal(sent.number, wanted->number);
	assert_int_equal(sent.cpus, wanted->cpus);
	assert_int_equal(sent.sender, wanted->sender);
	assert_int_equal(sent.others, wanted->others);
}

static void test_sent(void **state)
{
	struct sent sent;

	(void)state;
	expect_sent(INSTRUCTION_STORES, 0x03000000000000fdULL,
		    &(struct sent){.number = 0xfd, .cpus = 1 << 3});
	expect_sent(INSTRUCTION_STORES, 0x03000000000008fdULL,
		    &(struct sent){.number = 0xfd, .cpus = 3});
	expect_sent(INSTRUCTION_STORES, 0xff000000000000fdULL,
		    &(struct sent){.number = 0xfd, .sender = true, .others = true});
	expect_sent(INSTRUCTION_STORES, 0x400fd, &(struct sent){.number = 0xfd, .sender = true});
	expect_sent(INSTRUCTION_STORES, 0xc00fd, &(struct sent){.number = 0xfd, .others = true});
	expect_sent(INSTRUCTION_STORES, 0x800fd,
		    &(struct sent){.number = 0xfd, .sender = true, .others = true});
	expect_sent(INSTRUCTION_SENDS, 0x00000001000000fdULL,
		    &(struct sent){.number = 0xfd, .cpus = 2});
	expect_sent(INSTRUCTION_SENDS, 0x00000001000008fdULL,
		    &(struct sent){.number = 0xfd, .cpus = 1});
	expect_sent(INSTRUCTION_SENDS, 0xffffffff000000fdULL,
		    &(struct sent){.number = 0xfd, .sender = true, .others = true});
	assert_false(x86_64_sent(INSTRUCTION_SENDS, 0x4500, &sent)); /* INIT */
	assert_false(x86_64_sent(INSTRUCTION_SENDS, 0x400, &sent));  /* NMI */
}

static void test_sends(void **state)
{
	uint64_t value;

	(void)state;
	registers[X86_64_RAX] = 0xfd;
	registers[X86_64_RDX] = 1;
	registers[X86_64_RCX] = 0x830;
	assert_true(x86_64_sends(0, read, &value));
	assert_int_equal(value, 0x1000000fdULL);
	registers[X86_64_RCX] = 0x83f;
	assert_true(x86_64_sends(0, read, &value));
	assert_int_equal(value, 0x400fd);
	registers[X86_64_RCX] = 0x48;
	assert_false(x86_64_sends(0, read, &value));
}

static void test_handler(void **state)
{
	uint8_t entry[16] = {0x78, 0x56, 0x08, 0, 0, 0x8e, 0x34, 0x12, 0xf0, 0xde, 0xbc, 0x9a};

	(void)state;
	assert_int_equal(x86_64_handler(entry), 0x9abcdef012345678ULL);
	entry[5] = 0x0e; /* not present */
	assert_int_equal(x86_64_handler(entry), 0);
}

static void test_enters(void **state)
{
	const struct cpu_state hypervisor = {.status = 0x10, .mode = 0x1d01};
	const struct cpu_state kernel = {.status = 0x10, .mode = 0xd01};

	(void)state;
	registers[X86_64_RAX] = 0x1000;
	assert_true(classifier_x86_64.enters(classifier_x86_64.level(&hypervisor), read));
	assert_false(classifier_x86_64.enters(classifier_x86_64.level(&kernel), read));
	registers[X86_64_RAX] = 0x1008;
	assert_false(classifier_x86_64.enters(classifier_x86_64.level(&hypervisor), read));
}

/* A paravirtualized kernel sends and waits by hypercalls alone. */
static void test_paravirtual_kernel(void **state)
{
	const struct cpu_state kernel = {
		.status = 0x33, .mode = 0x1d01, .counter = UINT64_C(0xffffffff81000000)};
	unsigned int level = classifier_x86_64.level(&kernel);

	(void)state;
	assert_false(classifier_x86_64.controls_interrupts(level, 0));
	assert_false(classifier_x86_64.waits(level, 0));
	assert_false(classifier_x86_64.restarts(level));
	assert_false(classifier_x86_64.enters(level, read));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),  cmocka_unit_test(test_against_disassembler),
		cmocka_unit_test(test_worlds), cmocka_unit_test(test_sent),
		cmocka_unit_test(test_sends),  cmocka_unit_test(test_handler),
		cmocka_unit_test(test_enters), cmocka_unit_test(test_paravirtual_kernel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
