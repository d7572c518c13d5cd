// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Running a virtual machine: its first VCPU in the first thread, its second one, which the guest
 * has yet to start, in another. Where one thread fails all of them end, and the first failure is
 * the one that is told.
 */
#include <errno.h>
#include <linux/kvm.h>

#include "vmm/deadline.h"
#include "vmm/vm.h"

/* What the guest's last record says of a guest that is off. */
static int judge(const struct vmm_vm *vm, struct ws_error *error)
{
	switch (vm->console.ending) {
	case VMM_ENDING_END:
		return 0;
	case VMM_ENDING_PANIC:
		return ws_fail(error, EPROTO, "the guest panicked: its last record says where");
	case VMM_ENDING_NONE:
		break;
	}
	return ws_fail(error, EPROTO,
		       "the guest powered off, or had an unhandled fault, before its `end` record");
}

/* However it ends, the first VCPU has to go, too. */
static int run_further(void *context, struct ws_error *error)
{
	struct vmm_companion *companion = context;
	struct vmm_vcpu *vcpu = companion->vcpu;
	int result;

	if (vcpu->vm->is_peer)
		vmm_placement_keep(true);
	result = vmm_vcpu_run(vcpu, error);
	vmm_vcpu_stop(companion->first, companion->first_thread);
	return result;
}

static int start_further(struct vmm_vm *vm, struct vmm_vcpu *vcpu, unsigned int cpu,
			 struct ws_error *error)
{
	struct vmm_companion *companion = &vm->companions[vm->companion_count++];

	*companion = (struct vmm_companion){
		.vcpu = vcpu,
		.first = &vm->vcpus[0],
		.first_thread = pthread_self(),
		.thread = {.body = run_further, .context = companion, .cpu = cpu},
	};
	return vmm_thread_start(&companion->thread, error);
}

/* All threads but this one: the second VCPU's, the second VM's, the backend's. */
static int start_others(struct vmm_vm *vm, struct ws_error *error)
{
	int result = vmm_backend_start(&vm->backend, vm->placement.others, error);

	for (size_t i = 1; i < vm->vcpu_count && !result; i++)
		result = start_further(vm, &vm->vcpus[i], vm->placement.others, error);
	if (vm->peer && !result)
		result = start_further(vm, &vm->peer->vcpus[0], vm->placement.measured, error);
	return result;
}

/* A failure of another thread is why the first one's VCPU was stopped. */
static int keep_failure(const struct vmm_thread *thread, int result, struct ws_error *error)
{
	if (!thread->result || result)
		return result;
	*error = thread->error;
	return thread->result;
}

static int stop_others(struct vmm_vm *vm, int result, struct ws_error *error)
{
	while (vm->companion_count) {
		struct vmm_companion *companion = &vm->companions[--vm->companion_count];

		if (companion->thread.started)
			vmm_vcpu_stop(companion->vcpu, companion->thread.handle);
		vmm_thread_join(&companion->thread);
		result = keep_failure(&companion->thread, result, error);
	}
	vmm_backend_stop(&vm->backend);
	result = keep_failure(&vm->backend.output, result, error);
	return keep_failure(&vm->backend.input, result, error);
}

static int run_first(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_vcpu *vcpu = &vm->vcpus[0];
	int result;

	vmm_deadline_set_flag(&vcpu->run->immediate_exit);
	result = vmm_vcpu_run(vcpu, error);
	vmm_deadline_set_flag(NULL);
	return result;
}

int vmm_vm_run(struct vmm_vm *vm, struct ws_error *error)
{
	struct ws_error ignored;
	int result;
	int flushed;

	vmm_memory_lock();
	if (vm->options->timed)
		vmm_cell_wait(vm);
	result = start_others(vm, error);
	if (!result)
		result = run_first(vm, error);
	result = stop_others(vm, result, error);
	flushed = vmm_console_flush(&vm->console, result ? &ignored : error);
	if (result)
		return result;
	return flushed ? flushed : judge(vm, error);
}
