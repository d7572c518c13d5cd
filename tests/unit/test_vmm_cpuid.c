// SPDX-License-Identifier: GPL-2.0-or-later
/* CPUID as the VMM's guest sees it: each CPU's identity, never that of the host's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vmm/arch/x86_64/cpuid.h"

#define X2APIC     (1U << 21)
#define DEADLINE   (1U << 24)
#define HYPERVISOR (1U << 31)
#define HTT        (1U << 28)

static struct kvm_cpuid_entry2 edit(struct kvm_cpuid_entry2 entry, struct vmm_cpu cpu)
{
	vmm_cpuid_edit(&entry, 1, &cpu);
	return entry;
}

static const struct kvm_cpuid_entry2 features = {
	.function = 1,
	.eax = 0x00800f12,
	.ebx = 0x2a100800, /* asked on CPU 42 of 16 */
	.ecx = X2APIC | 0x5,
	.edx = HTT | 0x5,
};

static void test_identity(void **state)
{
	struct kvm_cpuid_entry2 first = edit(features, (struct vmm_cpu){.cpus = 2});
	struct kvm_cpuid_entry2 second = edit(features, (struct vmm_cpu){.apic_id = 1, .cpus = 2});

	(void)state;
	assert_int_equal(first.ebx, 0x00020800);
	assert_int_equal(second.ebx, 0x01020800);
	assert_int_equal(second.eax, features.eax);
	assert_int_equal(second.edx, HTT | 0x5);
}

static void test_one_cpu_has_no_siblings(void **state)
{
	struct kvm_cpuid_entry2 entry = edit(features, (struct vmm_cpu){.cpus = 1});

	(void)state;
	assert_int_equal(entry.ebx, 0x00010800);
	assert_int_equal(entry.edx, 0x5);
}

static void test_interrupt_controller(void **state)
{
	struct vmm_cpu cpu = {.cpus = 1};

	(void)state;
	assert_true(edit(features, cpu).ecx == (HYPERVISOR | 0x5));
	cpu.x2apic = true;
	assert_true(edit(features, cpu).ecx == (HYPERVISOR | X2APIC | 0x5));
	cpu.deadline = true;
	assert_true(edit(features, cpu).ecx == (HYPERVISOR | X2APIC | DEADLINE | 0x5));
}

/* KVM's answer stays where nobody is timed. */
static void test_invariant_clock(void **state)
{
	const struct kvm_cpuid_entry2 power = {.function = 0x80000007, .edx = 0x2};
	struct vmm_cpu cpu = {.cpus = 1};

	(void)state;
	assert_int_equal(edit(power, cpu).edx, 0x2);
	cpu.invariant = true;
	assert_int_equal(edit(power, cpu).edx, 0x102);
}

static void test_topology(void **state)
{
	static const uint32_t leaves[] = {0xb, 0x1f};
	static const struct {
		uint32_t eax, ebx, ecx;
	} levels[] = {{0, 1, 0x100}, {1, 2, 0x201}, {0, 0, 2}};

	(void)state;
	for (size_t leaf = 0; leaf < 2; leaf++)
		for (uint32_t level = 0; level < 3; level++) {
			struct kvm_cpuid_entry2 entry = edit(
				(struct kvm_cpuid_entry2){
					.function = leaves[leaf], .index = level, .edx = 42},
				(struct vmm_cpu){.apic_id = 1, .cpus = 2});

			assert_int_equal(entry.eax, levels[level].eax);
			assert_int_equal(entry.ebx, levels[level].ebx);
			assert_int_equal(entry.ecx, levels[level].ecx);
			assert_int_equal(entry.edx, 1);
		}
}

static void test_topology_of_amd(void **state)
{
	const struct vmm_cpu cpu = {.apic_id = 1, .cpus = 2};
	struct kvm_cpuid_entry2 entry =
		edit((struct kvm_cpuid_entry2){.function = 0x8000001e, .eax = 42, .ecx = 7}, cpu);

	(void)state;
	assert_int_equal(entry.eax, 1);
	assert_int_equal(entry.ecx, 0);
	entry = edit((struct kvm_cpuid_entry2){.function = 0x80000008, .eax = 48, .ecx = 0x700f},
		     cpu);
	assert_int_equal(entry.eax, 48);
	assert_int_equal(entry.ecx, 1);
}

static void test_the_rest_stays(void **state)
{
	static const uint32_t leaves[] = {0, 7, 0xd, 0x40000000, 0x40000001, 0x80000001};

	(void)state;
	for (size_t i = 0; i < sizeof(leaves) / sizeof(leaves[0]); i++) {
		const struct kvm_cpuid_entry2 before = {
			.function = leaves[i], .eax = 1, .ebx = 2, .ecx = 3, .edx = 4};
		struct kvm_cpuid_entry2 after =
			edit(before, (struct vmm_cpu){.apic_id = 1, .cpus = 2});

		assert_memory_equal(&after, &before, sizeof(before));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_one_cpu_has_no_siblings),
		cmocka_unit_test(test_interrupt_controller),
		cmocka_unit_test(test_invariant_clock),
		cmocka_unit_test(test_topology),
		cmocka_unit_test(test_topology_of_amd),
		cmocka_unit_test(test_the_rest_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
