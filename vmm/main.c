// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * worldswitch-vmm: runs the probe in a VM on /dev/kvm. As /init of the lab's machines it passes the
 * probe's records on, elsewhere it is a tool of its own (tool.c), which has one process for each
 * VM. What can fail is a step with a name; the step that failed is the last record of a VM.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <worldswitch/records.h>
#include <worldswitch/version.h>

#include "support/file.h"
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
#include "vmm/rounds.h"
#include "vmm/sandbox.h"
#include "vmm/status.h"
#include "vmm/tool.h"
#include "vmm/vm.h"

static const struct step {
	const char *name;
	int (*run)(struct vmm_vm *vm, struct ws_error *error);
	enum vmm_status status; /* where it fails */
} steps[] = {
	{.name = VMM_STEP_OPEN_IMAGE, .run = vmm_vm_open_image, .status = VMM_STATUS_NOTHING},
	{.name = VMM_STEP_OPEN_KVM, .run = vmm_vm_open_kvm, .status = VMM_STATUS_NOTHING},
	{.name = "host", .run = vmm_host_report, .status = VMM_STATUS_FAILED},
	{.name = "place", .run = vmm_vm_place, .status = VMM_STATUS_FAILED},
	{.name = "create-vm", .run = vmm_vm_create, .status = VMM_STATUS_FAILED},
	{.name = "create-memory", .run = vmm_vm_create_memory, .status = VMM_STATUS_FAILED},
	{.name = "prepare-irqchip", .run = arch_irqchip_prepare, .status = VMM_STATUS_FAILED},
	{.name = "create-vcpu", .run = vmm_vm_create_vcpus, .status = VMM_STATUS_FAILED},
	{.name = "create-irqchip", .run = arch_irqchip_create, .status = VMM_STATUS_FAILED},
	{.name = "create-backend", .run = vmm_vm_create_backend, .status = VMM_STATUS_FAILED},
	{.name = "share-clock", .run = vmm_vm_share_clock, .status = VMM_STATUS_FAILED},
	{.name = "create-peer", .run = vmm_vm_create_peer, .status = VMM_STATUS_FAILED},
	{.name = "boot", .run = vmm_vm_boot, .status = VMM_STATUS_FAILED},
	{.name = "sandbox", .run = vmm_vm_confine, .status = VMM_STATUS_FAILED},
	{.name = "run", .run = vmm_vm_run, .status = VMM_STATUS_FAILED},
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

/*
 * Cells that did not end are told, and the others run in a VM of their own: in the lab here, as a
 * tool in another process.
 */
static enum vmm_status run_vms(struct vmm_options *options, struct vmm_rounds *rounds)
{
	enum vmm_status status = VMM_STATUS_DONE;

	for (;;) {
		const struct step *failed;
		struct ws_error error;
		struct vmm_vm vm;
		bool goes_on;
		int result;

		vmm_vm_init(&vm, options);
		vm.console.rounds = rounds;
		failed = run_steps(&vm, &result, &error);
		goes_on = failed && vmm_cell_ended(&vm, options, result);
		if (failed && !goes_on)
			vmm_cell_explain(&vm, result, &error);
		vmm_vm_destroy(&vm);
		if (!failed)
			return status;
		if (!goes_on) {
			report(failed->name, -result, &error);
			return failed->status;
		}
		if (options->confined)
			return VMM_STATUS_FAILED;
		status = VMM_STATUS_FAILED;
	}
}

/* What it says goes to the standard output. */
static enum vmm_status run(struct vmm_options *options)
{
	struct vmm_rounds *rounds = NULL;
	enum vmm_status status;
	struct ws_error error;
	int result = vmm_deadline_start(options->timeout, &error);

	if (result < 0) {
		report("deadline", -result, &error);
		return VMM_STATUS_FAILED;
	}
	if (options->timed)
		rounds = vmm_rounds_new(&error);
	status = run_vms(options, rounds);
	vmm_rounds_free(rounds);
	return status;
}

static int run_for_tool(const struct vmm_options *given)
{
	struct vmm_options options = *given;

	return (int)run(&options);
}

static enum vmm_status give_symbols(void)
{
	struct ws_error error;
	int result = vmm_kallsyms_send(&error);

	if (result)
		report("symbols", -result, &error);
	return result ? VMM_STATUS_FAILED : VMM_STATUS_DONE;
}

/* Where that fails there is no KVM, whose absence would be told next and say less. */
static bool load_modules(void)
{
	struct ws_error error;
	int result = vmm_modules_load(VMM_MODULES_FOLDER, &error);

	if (result < 0)
		report("modules", -result, &error);
	return result >= 0;
}

/* A record is for who reads them; others would see the line twice. */
static enum vmm_status refuse_options(bool records, int code, const struct ws_error *error)
{
	if (records)
		report(WS_VMM_STEP_OPTIONS, code, error);
	else
		fprintf(stderr, "worldswitch-vmm: %s\n", error->text);
	return VMM_STATUS_USAGE;
}

/* What was asked for instead of a run is printed. */
static enum vmm_status tell(void (*print)(FILE *stream))
{
	struct ws_error error;

	print(stdout);
	if (!ws_flush_output(&error))
		return VMM_STATUS_DONE;
	return (enum vmm_status)vmm_tool_complain(VMM_STATUS_NOTHING, error.text);
}

static void print_version(FILE *stream)
{
	fputs("worldswitch-vmm " WS_VERSION "\n", stream);
}

int main(int argc, char **argv)
{
	bool init = vmm_init_enter(&argc, argv);
	struct vmm_options options;
	struct ws_error error;
	int request;

	if (init && !load_modules())
		return VMM_STATUS_FAILED;
	request = vmm_options_parse(argc, argv, &options, &error);
	if (request == VMM_REQUEST_LAB) {
		int result = vmm_lab_enter(&argc, &argv, &error);

		if (result < 0) {
			report("lab", -result, &error);
			return VMM_STATUS_FAILED;
		}
		request = vmm_options_parse(argc, argv, &options, &error);
	}
	switch (request) {
	case VMM_REQUEST_RUN:
		if (!init)
			return vmm_tool_run(&options, run_for_tool);
		vmm_places_tell(options.benchmarks);
		return (int)run(&options);
	case VMM_REQUEST_SYMBOLS:
		return (int)give_symbols();
	case VMM_REQUEST_HELP:
		return (int)tell(vmm_options_help);
	case VMM_REQUEST_VERSION:
		return (int)tell(print_version);
	default:
		return (int)refuse_options(init || !options.format, -request, &error);
	}
}
