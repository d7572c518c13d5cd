// SPDX-License-Identifier: GPL-2.0-or-later
/* What instructions are spent on, by their encodings, the values they pass on, and their functions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analysis/classes.h"
#include "analysis/classify/entry.h"
#include "analysis/classify/phases.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LIMIT        16

/* One instruction: its function, its encoding, and what is expected of it. */
struct line {
	const char *function;
	const char *bytes; /* hexadecimal, as a manual writes it; of arm64 the word */
	enum ws_class class_of;
	enum ws_direction direction;
};

struct fixture {
	struct ws_trace_instruction instructions[LIMIT];
	struct ws_function list[LIMIT];
	uint32_t of[LIMIT];
	struct ws_trace_run run;
	struct ws_trace trace;
	struct ws_functions functions;
};

static void put_bytes(struct ws_trace_instruction *instruction, const char *text, int word)
{
	size_t size = strlen(text) / 2;

	instruction->size = (uint8_t)size;
	for (size_t at = 0; at < size; at++) {
		char digits[3] = {text[2 * at], text[2 * at + 1]};

		instruction->bytes[word ? size - 1 - at : at] = (uint8_t)strtoul(digits, NULL, 16);
	}
}

static void fill(struct fixture *fixture, const struct line *lines, size_t count, int words)
{
	memset(fixture, 0, sizeof(*fixture));
	for (size_t at = 0; at < count; at++) {
		fixture->instructions[at].world = WS_WORLD_HYPERVISOR;
		fixture->instructions[at].address = 0x1000 + 16 * at;
		put_bytes(&fixture->instructions[at], lines[at].bytes, words);
		fixture->list[at] = (struct ws_function){
			.world = WS_WORLD_HYPERVISOR,
			.address = 0x1000,
			.name = lines[at].function,
			.module = "",
		};
		fixture->of[at] = (uint32_t)at;
	}
	fixture->run = (struct ws_trace_run){.count = (uint32_t)count};
	fixture->trace = (struct ws_trace){
		.instructions = fixture->instructions,
		.instruction_count = count,
		.runs = &fixture->run,
		.run_count = 1,
		.executed = count,
	};
	fixture->functions = (struct ws_functions){fixture->list, count, fixture->of};
}

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

struct phase_line {
	const char *function;
	enum ws_world world;
	uint32_t parent;
	uint32_t from; /* what jumped to it */
	enum ws_phase phase;
};

#define PHASES_MAX 16

static uint32_t origin_of(const struct ws_call *list, uint32_t from)
{
	return from == WS_CALLS_NONE || list[from].origin == WS_CALLS_NONE ? from
									   : list[from].origin;
}

static void assert_phases(const struct phase_line *lines, size_t count,
			  const struct ws_phase_table *table, bool under_xen)
{
	struct ws_call list[PHASES_MAX] = {0};
	uint32_t of[PHASES_MAX];
	struct ws_calls calls = {.list = list, .count = count, .of = of};
	struct line instructions[PHASES_MAX] = {0};
	struct fixture fixture;
	uint8_t *phases;

	for (size_t at = 0; at < count; at++) {
		instructions[at] = (struct line){lines[at].function, "d503201f", 0, 0};
		list[at] = (struct ws_call){
			.parent = lines[at].parent,
			.function = (uint32_t)at,
			.origin = origin_of(list, lines[at].from),
			.from = lines[at].from,
		};
		of[at] = (uint32_t)at;
	}
	fill(&fixture, instructions, count, 1);
	for (size_t at = 0; at < count; at++)
		fixture.instructions[at].world = fixture.list[at].world = lines[at].world;
	phases = ws_phases_of(&fixture.trace, &fixture.functions, &calls, table, under_xen);
	assert_non_null(phases);
	for (size_t at = 0; at < count; at++)
		assert_int_equal(phases[at], lines[at].phase);
	free(phases);
}

#define NONE WS_CALLS_NONE

/* Out of the guest until something is handled; what the table does not name is its caller's. */
static void the_way_back_begins_where_something_is_handled(void **state)
{
	static const struct phase_line lines[] = {
		{"probe", WS_WORLD_GUEST, NONE, NONE, WS_PHASE_GUEST},
		{"__guest_exit", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_EXIT},
		{"__kvm_nvhe___kvm_vcpu_run", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_SAVE},
		{"a_helper", WS_WORLD_HYPERVISOR, 2, NONE, WS_PHASE_SAVE},
		{"kvm_arch_vcpu_ioctl_run", WS_WORLD_HOST_KERNEL, 0, NONE, WS_PHASE_DISPATCH},
		{"handle_exit", WS_WORLD_HOST_KERNEL, 4, NONE, WS_PHASE_HANDLE},
		{"kvm_smccc_call_handler", WS_WORLD_HOST_KERNEL, 5, NONE, WS_PHASE_HANDLE},
		{"__kvm_nvhe___kvm_vcpu_run", WS_WORLD_HYPERVISOR, 4, NONE, WS_PHASE_RESTORE},
		{"__guest_enter", WS_WORLD_HYPERVISOR, 7, NONE, WS_PHASE_ENTRY},
		{"probe", WS_WORLD_GUEST, NONE, NONE, WS_PHASE_GUEST},
		{"__kvm_nvhe___kvm_vcpu_run", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_SAVE},
		{NULL, WS_WORLD_HYPERVISOR, NONE, NONE, WS_PHASE_DISPATCH},
	};

	(void)state;
	assert_phases(lines, COUNT(lines), &ws_phases_arm64, false);
}

/* do_trap_guest_sync ends in do_sysreg, which is called from nowhere else. */
static void a_tail_call_is_of_what_ended_by_it(void **state)
{
	static const struct phase_line lines[] = {
		{"guest_sync_slowpath", WS_WORLD_HYPERVISOR, NONE, NONE, WS_PHASE_EXIT},
		{"enter_hypervisor_from_guest", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_SAVE},
		{"_spin_unlock_irqrestore", WS_WORLD_HYPERVISOR, 0, 1, WS_PHASE_SAVE},
		{"do_trap_guest_sync", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_HANDLE},
		{"do_sysreg", WS_WORLD_HYPERVISOR, 0, 3, WS_PHASE_HANDLE},
		{"vgic_to_sgi", WS_WORLD_HYPERVISOR, 4, NONE, WS_PHASE_HANDLE},
		{"guest_sync_slowpath", WS_WORLD_HYPERVISOR, NONE, NONE, WS_PHASE_ENTRY},
	};

	(void)state;
	assert_phases(lines, COUNT(lines), &ws_phases_arm64, true);
}

/* Of a chain of jumps the last that the table names has what follows; the first has it not. */
static void a_chain_of_tail_calls_is_of_its_last_row(void **state)
{
	static const struct phase_line lines[] = {
		{"leave_hypervisor_to_guest", WS_WORLD_HYPERVISOR, NONE, NONE, WS_PHASE_RESTORE},
		{"a_helper", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_RESTORE},
		{"do_softirq", WS_WORLD_HYPERVISOR, 0, 1, WS_PHASE_DISPATCH},
		{"process_pending", WS_WORLD_HYPERVISOR, 0, 2, WS_PHASE_DISPATCH},
		{"another", WS_WORLD_HYPERVISOR, 0, 3, WS_PHASE_DISPATCH},
		{"enter_hypervisor_from_guest", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_SAVE},
		{"do_softirq", WS_WORLD_HYPERVISOR, 0, 5, WS_PHASE_DISPATCH},
		{"process_pending", WS_WORLD_HYPERVISOR, 0, 6, WS_PHASE_DISPATCH},
	};

	(void)state;
	assert_phases(lines, COUNT(lines), &ws_phases_arm64, true);
}

/* Linux's softirqs are what an interrupt is handled by, Xen's are its dispatcher. */
static void a_row_is_of_one_owner(void **state)
{
	static const struct phase_line of_linux[] = {
		{"asm_sysvec_reschedule_ipi", WS_WORLD_HYPERVISOR, NONE, NONE, WS_PHASE_HANDLE},
		{"__do_softirq", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_HANDLE},
	};
	static const struct phase_line of_xen[] = {
		{"svm_vmexit_handler", WS_WORLD_HYPERVISOR, NONE, NONE, WS_PHASE_HANDLE},
		{"__do_softirq", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_DISPATCH},
		{"asm_sysvec_reschedule_ipi", WS_WORLD_HOST_KERNEL, NONE, NONE, WS_PHASE_HANDLE},
		{"__do_softirq", WS_WORLD_HOST_KERNEL, 2, NONE, WS_PHASE_HANDLE},
		{"svm_vmexit_handler", WS_WORLD_HOST_KERNEL, NONE, NONE, WS_PHASE_DISPATCH},
	};

	(void)state;
	assert_phases(of_linux, COUNT(of_linux), &ws_phases_x86_64, false);
	assert_phases(of_xen, COUNT(of_xen), &ws_phases_x86_64, true);
}

/* Split mode's host enters EL2 to run a guest, and also to save a timer. */
static void a_crossing_is_of_what_it_is_for(void **state)
{
	static const struct phase_line lines[] = {
		{"kvm_arch_vcpu_put", WS_WORLD_HOST_KERNEL, NONE, NONE, WS_PHASE_SAVE},
		{"__kvm_nvhe___host_exit", WS_WORLD_HYPERVISOR, 0, NONE, WS_PHASE_SAVE},
		{"__kvm_nvhe_handle_trap", WS_WORLD_HYPERVISOR, 1, NONE, WS_PHASE_SAVE},
		{"handle_exit", WS_WORLD_HOST_KERNEL, NONE, NONE, WS_PHASE_HANDLE},
		{"kvm_arm_vcpu_enter_exit", WS_WORLD_HOST_KERNEL, NONE, NONE, WS_PHASE_DISPATCH},
		{"__kvm_nvhe___host_exit", WS_WORLD_HYPERVISOR, 4, NONE, WS_PHASE_ENTRY},
		{"__kvm_nvhe_handle_trap", WS_WORLD_HYPERVISOR, 5, NONE, WS_PHASE_DISPATCH},
		{"__kvm_nvhe_handle___kvm_vcpu_run", WS_WORLD_HYPERVISOR, 6, NONE,
		 WS_PHASE_DISPATCH},
		{"__kvm_nvhe___memcpy", WS_WORLD_HYPERVISOR, 7, NONE, WS_PHASE_RESTORE},
		{"__memcpy", WS_WORLD_HYPERVISOR, 7, NONE, WS_PHASE_DISPATCH},
		{"__kvm_nvhe___kvm_vcpu_run", WS_WORLD_HYPERVISOR, 7, NONE, WS_PHASE_RESTORE},
	};

	(void)state;
	assert_phases(lines, COUNT(lines), &ws_phases_arm64, false);
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
		cmocka_unit_test(the_way_back_begins_where_something_is_handled),
		cmocka_unit_test(a_tail_call_is_of_what_ended_by_it),
		cmocka_unit_test(a_chain_of_tail_calls_is_of_its_last_row),
		cmocka_unit_test(a_row_is_of_one_owner),
		cmocka_unit_test(a_crossing_is_of_what_it_is_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
