// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * worldswitch-vmm: runs the probe in a VM on /dev/kvm and passes its records on. What can fail is a
 * step with a name; the step that failed is the last record on standard output, and one line on
 * standard error says the same to a reader.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <worldswitch/version.h>

#include "vmm/arch.h"
#include "vmm/cell.h"
#include "vmm/deadline.h"
#include "vmm/host.h"
#include "vmm/init.h"
#include "vmm/kallsyms.h"
#include "vmm/lab.h"
#include "vmm/modules.h"
#include "vmm/options.h"
#include "vmm/places.h"
#include "vmm/records.h"
#include "vmm/vm.h"

enum status { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2, STATUS_NO_KVM = 4 };

static const struct step {
	const char *name;
	int (*run)(struct vmm_vm *vm, struct ws_error *error);
	enum status status; /* where it fails */
} steps[] = {
	{.name = "open-kvm", .run = vmm_vm_open_kvm, .status = STATUS_NO_KVM},
	{.name = "host", .run = vmm_host_report, .status = STATUS_FAILED},
	{.name = "place", .run = vmm_vm_place, .status = STATUS_FAILED},
	{.name = "create-vm", .run = vmm_vm_create, .status = STATUS_FAILED},
	{.name = "create-memory", .run = vmm_vm_create_memory, .status = STATUS_FAILED},
	{.name = "prepare-irqchip", .run = arch_irqchip_prepare, .status = STATUS_FAILED},
	{.name = "create-vcpu", .run = vmm_vm_create_vcpus, .status = STATUS_FAILED},
	{.name = "create-irqchip", .run = arch_irqchip_create, .status = STATUS_FAILED},
	{.name = "create-backend", .run = vmm_vm_create_backend, .status = STATUS_FAILED},
	{.name = "share-clock", .run = vmm_vm_share_clock, .status = STATUS_FAILED},
	{.name = "create-peer", .run = vmm_vm_create_peer, .status = STATUS_FAILED},
	{.name = "boot", .run = vmm_vm_boot, .status = STATUS_FAILED},
	{.name = "run", .run = vmm_vm_run, .status = STATUS_FAILED},
};

static void report(const char *step, int code, const struct ws_error *error)
{
	fprintf(stderr, "worldswitch-vmm: %s: %s\n", step, error->text);
	vmm_record_failure(STDOUT_FILENO, step, code, error->text);
}

/* The step that failed, with its result; NULL where none did. */
static const struct step *run_steps(struct vmm_vm *vm, int *result, struct ws_error *error)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		*result = steps[i].run(vm, error);
		if (*result < 0)
			return &steps[i];
	}
	return NULL;
}

/* Cells that did not end are told, and the others run in a VM of their own. */
static enum status run_vms(struct vmm_options *options)
{
	enum status status = STATUS_DONE;

	for (;;) {
		const struct step *failed;
		struct ws_error error;
		struct vmm_vm vm;
		bool goes_on;
		int result;

		vmm_vm_init(&vm, options);
		failed = run_steps(&vm, &result, &error);
		goes_on = failed && vmm_cell_ended(&vm, options, result);
		vmm_vm_destroy(&vm);
		if (!failed)
			return status;
		if (!goes_on) {
			report(failed->name, -result, &error);
			return failed->status;
		}
		status = STATUS_FAILED;
	}
}

static enum status run(struct vmm_options *options)
{
	struct ws_error error;
	int result = vmm_deadline_start(options->timeout, &error);

	if (result < 0) {
		report("deadline", -result, &error);
		return STATUS_FAILED;
	}
	return run_vms(options);
}

static enum status give_symbols(void)
{
	struct ws_error error;
	int result = vmm_kallsyms_send(&error);

	if (result)
		report("symbols", -result, &error);
	return result ? STATUS_FAILED : STATUS_DONE;
}

int main(int argc, char **argv)
{
	bool init = vmm_init_enter(&argc, argv);
	struct vmm_options options;
	struct ws_error error;
	int request;

	/* Where that fails there is no KVM, whose absence would be told next and say less. */
	if (init) {
		int result = vmm_modules_load(VMM_MODULES_FOLDER, &error);

		if (result < 0) {
			report("modules", -result, &error);
			return STATUS_FAILED;
		}
	}
	request = vmm_options_parse(argc, argv, &options, &error);
	if (request == VMM_REQUEST_LAB) {
		int result = vmm_lab_enter(&argc, &argv, &error);

		if (result < 0) {
			report("lab", -result, &error);
			return STATUS_FAILED;
		}
		request = vmm_options_parse(argc, argv, &options, &error);
	}
	switch (request) {
	case VMM_REQUEST_RUN:
		if (init)
			vmm_places_tell(options.benchmarks);
		else
			options.timed = true;
		return (int)run(&options);
	case VMM_REQUEST_SYMBOLS:
		return (int)give_symbols();
	case VMM_REQUEST_HELP:
		vmm_options_help(stdout);
		return STATUS_DONE;
	case VMM_REQUEST_VERSION:
		puts("worldswitch-vmm " WS_VERSION);
		return STATUS_DONE;
	default:
		report("options", -request, &error);
		return STATUS_USAGE;
	}
}
