// SPDX-License-Identifier: GPL-2.0-or-later
/* Which phase of a world switch instructions are of, by the functions that lead to them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/classify/phases.h"
#include "tests/unit/traced_lines.h"

struct phase_line {
	const char *function;
	enum ws_world world;
	uint32_t parent;
	uint32_t from; /* what jumped to it */
	enum ws_phase phase;
};

static uint32_t origin_of(const struct ws_call *list, uint32_t from)
{
	return from == WS_CALLS_NONE || list[from].origin == WS_CALLS_NONE ? from
									   : list[from].origin;
}

static void assert_phases(const struct phase_line *lines, size_t count,
			  const struct ws_phase_table *table, bool under_xen)
{
	struct ws_call list[LINES_LIMIT] = {0};
	uint32_t of[LINES_LIMIT];
	struct ws_calls calls = {.list = list, .count = count, .of = of};
	struct line instructions[LINES_LIMIT] = {0};
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
		cmocka_unit_test(the_way_back_begins_where_something_is_handled),
		cmocka_unit_test(a_tail_call_is_of_what_ended_by_it),
		cmocka_unit_test(a_chain_of_tail_calls_is_of_its_last_row),
		cmocka_unit_test(a_row_is_of_one_owner),
		cmocka_unit_test(a_crossing_is_of_what_it_is_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
