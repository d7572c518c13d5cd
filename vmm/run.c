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
	return ws_fail(error, EPROTO, "the guest powered off before its `end` record");
}

/* However it ends, the first one has to go, too. */
static int run_further(void *context, struct ws_error *error)
{
	struct vmm_vcpu *vcpu = context;
	struct vmm_vm *vm = vcpu->vm;
	int result = vmm_vcpu_run(vcpu, &vm->bus, error);

	vmm_vcpu_stop(&vm->vcpus[0], vm->first_thread);
	return result;
}

static int start_further(struct vmm_vm *vm, struct ws_error *error)
{
	int result = 0;

	for (size_t i = 1; i < vm->vcpu_count && !result; i++) {
		vm->threads[i] = (struct vmm_thread){
			.body = run_further,
			.context = &vm->vcpus[i],
			.cpu = vm->placement.others,
		};
		result = vmm_thread_start(&vm->threads[i], error);
	}
	return result;
}

/* Ends the other threads; a failure of theirs is why the first one's VCPU was stopped. */
static int stop_further(struct vmm_vm *vm, int result, struct ws_error *error)
{
	for (size_t i = 1; i < vm->vcpu_count; i++) {
		struct vmm_thread *thread = &vm->threads[i];

		if (!thread->started)
			continue;
		vmm_vcpu_stop(&vm->vcpus[i], thread->handle);
		vmm_thread_join(thread);
		if (thread->result && !result) {
			*error = thread->error;
			result = thread->result;
		}
	}
	return result;
}

static int run_first(struct vmm_vm *vm, struct ws_error *error)
{
	struct vmm_vcpu *vcpu = &vm->vcpus[0];
	int result;

	vmm_deadline_set_flag(&vcpu->run->immediate_exit);
	result = vmm_vcpu_run(vcpu, &vm->bus, error);
	vmm_deadline_set_flag(NULL);
	return result;
}

int vmm_vm_run(struct vmm_vm *vm, struct ws_error *error)
{
	struct ws_error ignored;
	int result;
	int flushed;

	vmm_memory_lock();
	vm->first_thread = pthread_self();
	result = start_further(vm, error);
	if (!result)
		result = run_first(vm, error);
	result = stop_further(vm, result, error);
	flushed = vmm_console_flush(&vm->console, result ? &ignored : error);
	if (result)
		return result;
	return flushed ? flushed : judge(vm, error);
}
