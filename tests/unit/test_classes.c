// SPDX-License-Identifier: GPL-2.0-or-later
/* What instructions are spent on, by their encodings, the values they pass on, and their functions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/classify/entry.h"
#include "tests/unit/traced_lines.h"

static void expect(const struct line *lines, size_t count, int words)
{
	struct fixture fixture;
	struct ws_spent *spent;

	fill(&fixture, lines, count, words);
	spent = words ? ws_classes_arm64(&fixture.trace, &fixture.functions)
		      : ws_classes_x86_64(&fixture.trace, &fixture.functions);
	assert_non_null(spent);
	for (size_t at = 0; at < count; at++) {
		if (spent[at].class_of != lines[at].class_of ||
		    spent[at].direction != lines[at].direction)
			fail_msg("line %zu (%s): class %d, direction %d", at, lines[at].bytes,
				 spent[at].class_of, spent[at].direction);
	}
	free(spent);
}

#define SAVE    WS_DIRECTION_SAVE
#define RESTORE WS_DIRECTION_RESTORE

static void what_mrs_reads_and_a_store_keeps_is_saved(void **state)
{
	static const struct line lines[] = {
		{"save", "d5381001", WS_CLASS_EL1, SAVE},            /* mrs x1, sctlr_el1 */
		{"save", "f9000001", WS_CLASS_EL1, SAVE},            /* str x1, [x0] */
		{"save", "d53c1102", WS_CLASS_EL2_CONFIGURATION, 0}, /* mrs x2, hcr_el2 */
		{"save", "8b020021", WS_CLASS_CODE, 0},              /* add x1, x1, x2 */
		{"save", "f9000001", WS_CLASS_CODE, 0},              /* str x1, [x0] */
	};

	(void)state;
	expect(lines, COUNT(lines), 1);
}

static void what_a_load_fetches_and_msr_writes_is_restored(void **state)
{
	static const struct line lines[] = {
		{"restore", "a9400c02", WS_CLASS_EL1, RESTORE},  /* ldp x2, x3, [x0] */
		{"restore", "d5181002", WS_CLASS_EL1, RESTORE},  /* msr sctlr_el1, x2 */
		{"restore", "d5182003", WS_CLASS_EL1, RESTORE},  /* msr ttbr0_el1, x3 */
		{"restore", "d2800004", WS_CLASS_CODE, 0},       /* mov x4, #0 */
		{"restore", "d51c2104", WS_CLASS_EL2_MEMORY, 0}, /* msr vttbr_el2, x4 */
	};

	(void)state;
	expect(lines, COUNT(lines), 1);
}

/* The running thread, to the kernel that runs; a guest's register where it is kept. */
static void a_register_may_be_used_or_kept(void **state)
{
	static const struct line lines[] = {
		{"use", "d5384100", WS_CLASS_SYSTEM, 0},            /* mrs x0, sp_el0 */
		{"use", "f9400001", WS_CLASS_CODE, 0},              /* ldr x1, [x0] */
		{"keep", "d5384102", WS_CLASS_EL1, SAVE},           /* mrs x2, sp_el0 */
		{"keep", "f9000022", WS_CLASS_EL1, SAVE},           /* str x2, [x1] */
		{"keep", "f9400023", WS_CLASS_EL1, RESTORE},        /* ldr x3, [x1] */
		{"keep", "d5181043", WS_CLASS_EL1, RESTORE},        /* msr cpacr_el1, x3 */
		{"set", "d2800004", WS_CLASS_CODE, 0},              /* mov x4, #0 */
		{"set", "d5181044", WS_CLASS_EL2_CONFIGURATION, 0}, /* msr cpacr_el1, x4 */
	};

	(void)state;
	expect(lines, COUNT(lines), 1);
}

static void entries_and_mitigations_are_known_by_name(void **state)
{
	static const struct line lines[] = {
		{"__guest_exit", "a9000022", WS_CLASS_GENERAL, SAVE},                /* stp */
		{"__kvm_nvhe___guest_enter", "a9400022", WS_CLASS_GENERAL, RESTORE}, /* ldp */
		{"__guest_exit", "d69f03e0", WS_CLASS_EXCEPTION, 0},                 /* eret */
		{"__bp_harden_hyp_vecs", "d5033fdf", WS_CLASS_MITIGATION, 0},        /* isb */
		{"save", "d5033fdf", WS_CLASS_BARRIER, 0},
		{"vgic_v2_save_state", "b9400001", WS_CLASS_VGIC, SAVE},       /* ldr w1 */
		{"vgic_v2_restore_state", "b9000001", WS_CLASS_VGIC, RESTORE}, /* str w1 */
		{"el1h_64_irq_handler", "a9000022", WS_CLASS_CODE, 0},
		{"save", "3d800001", WS_CLASS_FP, SAVE}, /* str q1 */
		{NULL, "a9000022", WS_CLASS_CODE, 0},
	};

	(void)state;
	expect(lines, COUNT(lines), 1);
}

static void x86_instructions_say_what_they_are_for(void **state)
{
	static const struct line lines[] = {
		{"run", "0f01d8", WS_CLASS_EXCEPTION, 0},     /* vmrun */
		{"run", "0f01da", WS_CLASS_VMCB, RESTORE},    /* vmload */
		{"run", "0f01db", WS_CLASS_VMCB, SAVE},       /* vmsave */
		{"run", "0f22d8", WS_CLASS_CONTROL, 0},       /* mov %rax, %cr3 */
		{"run", "0f0110", WS_CLASS_CONTROL, RESTORE}, /* lgdt (%rax) */
		{"run", "0f00d8", WS_CLASS_CONTROL, RESTORE}, /* ltr %ax */
		{"run", "0f002c24", WS_CLASS_MITIGATION, 0},  /* verw (%rsp) */
		{"run", "480fae00", WS_CLASS_FP, SAVE},       /* fxsave64 (%rax) */
		{"run", "480fc718", WS_CLASS_FP, RESTORE},    /* xrstors64 (%rax) */
		{"run", "0faee8", WS_CLASS_MITIGATION, 0},    /* lfence */
		{"run", "0faef0", WS_CLASS_BARRIER, 0},       /* mfence */
		{"run", "0f0138", WS_CLASS_TLB, 0},           /* invlpg (%rax) */
		{"run", "48cf", WS_CLASS_EXCEPTION, 0},       /* iretq */
		{"run", "0f", WS_CLASS_CODE, 0},
		{"run", "", WS_CLASS_CODE, 0},
	};

	(void)state;
	expect(lines, COUNT(lines), 0);
}

static void x86_msrs_are_known_by_a_constant_in_ecx(void **state)
{
	static const struct line lines[] = {
		{"run", "0f30", WS_CLASS_VMCB, 0},
		{"run", "b948000000", WS_CLASS_CODE, 0}, /* mov $0x48, %ecx */
		{"run", "0f30", WS_CLASS_MITIGATION, 0}, /* wrmsr */
		{"run", "89f9", WS_CLASS_CODE, 0},       /* mov %edi, %ecx */
		{"run", "0f30", WS_CLASS_VMCB, 0},
		{"run", "b9e0060000", WS_CLASS_CODE, 0}, /* mov $0x6e0, %ecx */
		{"run", "0f32", WS_CLASS_TIMER, 0},      /* rdmsr */
		{"run", "c3", WS_CLASS_CODE, 0},
		{"run", "0f32", WS_CLASS_VMCB, 0},
	};

	(void)state;
	expect(lines, COUNT(lines), 0);
}

static void x86_code_is_known_by_name(void **state)
{
	static const struct line lines[] = {
		{"__svm_vcpu_run", "4157", WS_CLASS_GENERAL, SAVE},        /* push %r15 */
		{"__svm_vcpu_run", "488b4808", WS_CLASS_GENERAL, RESTORE}, /* mov 8(%rax), %rcx */
		{"__svm_vcpu_run", "48894808", WS_CLASS_GENERAL, SAVE},    /* mov %rcx, 8(%rax) */
		{"__svm_vcpu_run", "e801000000", WS_CLASS_MITIGATION, 0},  /* call .+6 */
		{"__svm_vcpu_run", "31c9", WS_CLASS_EXCEPTION, 0},         /* xor %ecx, %ecx */
		{"__x86_indirect_thunk_rax", "ffe0", WS_CLASS_MITIGATION, 0}, /* jmp *%rax */
		{"x86_decode_insn", "4157", WS_CLASS_DECODE, 0},
		{"svm_vcpu_run", "4157", WS_CLASS_CODE, 0},
		{"svm_vcpu_run", "e805000000", WS_CLASS_CODE, 0},
	};

	(void)state;
	expect(lines, COUNT(lines), 0);
}

/* What a decoder calls decodes too, but for what says otherwise of itself; its caller does not. */
static void what_a_decoder_calls_decodes(void **state)
{
	static const struct line lines[] = {
		{"svm_vmexit_handler", "90", WS_CLASS_CODE, 0},
		{"svm_get_insn_len", "90", WS_CLASS_DECODE, 0},
		{"__hvm_copy", "90", WS_CLASS_DECODE, 0},
		{"__x86_return_thunk", "c3", WS_CLASS_MITIGATION, 0},
		{"x86_emulate_insn", "90", WS_CLASS_DECODE, 0},
		{"eventfd_signal", "90", WS_CLASS_CODE, 0},
	};
	static const uint32_t parents[COUNT(lines)] = {WS_CALLS_NONE, 0, 1, 2, 0, 4};
	struct ws_call list[COUNT(lines)] = {0};
	uint32_t of[COUNT(lines)];
	struct ws_calls calls = {
		.list = list, .count = COUNT(lines), .of = of, .executed = COUNT(lines)};
	struct fixture fixture;
	struct ws_spent *spent;

	(void)state;
	for (size_t at = 0; at < COUNT(lines); at++) {
		list[at] = (struct ws_call){.parent = parents[at], .function = (uint32_t)at};
		of[at] = (uint32_t)at;
	}
	fill(&fixture, lines, COUNT(lines), 0);
	spent = ws_classes_x86_64(&fixture.trace, &fixture.functions);
	assert_non_null(spent);
	assert_int_equal(entry_spent_below(&entry_x86_64, &fixture.functions, &calls, spent), 0);
	for (size_t at = 0; at < COUNT(lines); at++)
		assert_int_equal(spent[at].class_of, lines[at].class_of);
	free(spent);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_mrs_reads_and_a_store_keeps_is_saved),
		cmocka_unit_test(what_a_load_fetches_and_msr_writes_is_restored),
		cmocka_unit_test(a_register_may_be_used_or_kept),
		cmocka_unit_test(entries_and_mitigations_are_known_by_name),
		cmocka_unit_test(x86_instructions_say_what_they_are_for),
		cmocka_unit_test(x86_msrs_are_known_by_a_constant_in_ecx),
		cmocka_unit_test(x86_code_is_known_by_name),
		cmocka_unit_test(what_a_decoder_calls_decodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
