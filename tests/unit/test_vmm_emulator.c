// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether an arm64 machine is an emulator's, by what its kernel shows: folders in place of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/host_files.h"
#include "vmm/arch.h"

#define CPU(implementer, part)                                                                     \
	"processor\t: 0\nCPU implementer\t: " implementer                                          \
	"\nCPU variant\t: 0x1\nCPU part\t: " part "\n"

static const struct machine {
	const char *info, *tree;
	bool kvm, emulated;
} machines[] = {
	{CPU("0x00", "0x051"), NULL, false, true},              /* -cpu max */
	{CPU("0x41", "0xd0c"), "linux,dummy-virt", true, true}, /* Neoverse N1 */
	{CPU("0x41", "0xd07"), "linux,dummy-virt", true, true},
	{CPU("0x41", "0xd0c"), "linux,dummy-virt", false,
	 false}, /* a guest on one, of KVM or not */
	{CPU("0x41", "0xd0c"), "amperecomputing,jade", true, false},
	{CPU("0x41", "0xd0c"), NULL, true, false},
	{CPU("0x41", "0xd4f"), "linux,dummy-virt", true, false}, /* Neoverse V2: it may be nested */
	{CPU("0x61", "0x022"), "linux,dummy-virt", true, false},
	{CPU("0x00", "0x000"), NULL, true, false},
	{"", "linux,dummy-virt", true, false},
};

static void an_emulator_is_known_by_what_hardware_cannot_be(void **state)
{
	(void)state;
	for (size_t at = 0; at < sizeof(machines) / sizeof(machines[0]); at++) {
		const struct machine *machine = &machines[at];
		char *root = make_folder();
		const char *emulator;

		if (machine->tree)
			put_host_file(root, "/proc/device-tree/compatible", machine->tree);
		if (machine->kvm)
			put_host_file(root, "/dev/kvm", "");
		emulator = arch_emulator(root, machine->info);
		if (machine->emulated != (emulator != NULL))
			fail_msg("machine %zu: %s", at, emulator ? emulator : "none");
		if (emulator)
			assert_string_equal(emulator, "tcg");
		remove_folder(root);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_emulator_is_known_by_what_hardware_cannot_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
