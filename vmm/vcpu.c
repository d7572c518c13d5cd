// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One VCPU. Between a guest's markers this loop does not run at all, unless the benchmark is about
 * leaving to user space; so it is short, and says precisely what it did not expect.
 */
#include "vmm/vcpu.h"

#include <errno.h>
#include <linux/kvm.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/deadline.h"
#include "vmm/kvm.h"
#include "vmm/thread.h"
#include "vmm/vm.h"

#define GUEST_IS_OFF 1 /* or is to be left; else 0: run on, or -errno */

static const char *const exit_names[] = {
	[KVM_EXIT_UNKNOWN] = "an unknown cause",
	[KVM_EXIT_EXCEPTION] = "an exception",
	[KVM_EXIT_HYPERCALL] = "a hypercall for user space",
	[KVM_EXIT_DEBUG] = "a debug exception",
	[KVM_EXIT_ARM_NISV] = "an access that KVM cannot decode",
};

static const char *exit_name(uint32_t reason)
{
	const char *name = NULL;

	if (reason < sizeof(exit_names) / sizeof(exit_names[0]))
		name = exit_names[reason];
	return name ? name : "an exit that this program does not know";
}

static int handle_mmio(struct vmm_vm *vm, struct kvm_run *run, struct ws_error *error)
{
	return vmm_bus_access(&vm->bus, run->mmio.phys_addr, run->mmio.data, run->mmio.len,
			      run->mmio.is_write, error);
}

/* One access, or as many as a string instruction makes of one port, one after the other. */
static int handle_port(struct vmm_vm *vm, struct kvm_run *run, struct ws_error *error)
{
	uint8_t *data = (uint8_t *)run + run->io.data_offset;
	int result = 0;

	for (uint32_t at = 0; at < run->io.count && !result; at++, data += run->io.size)
		result = vmm_bus_access(&vm->ports, run->io.port, data, run->io.size,
					run->io.direction == KVM_EXIT_IO_OUT, error);
	return result;
}

static int handle_system_event(const struct kvm_run *run, struct ws_error *error)
{
	switch (run->system_event.type) {
	case KVM_SYSTEM_EVENT_SHUTDOWN:
		return GUEST_IS_OFF;
	case KVM_SYSTEM_EVENT_RESET:
		return ws_fail(error, EPROTO, "the guest reset itself");
	default:
		return ws_fail(error, EPROTO, "the guest raised system event %u",
			       run->system_event.type);
	}
}

static int handle_exit(const struct vmm_vcpu *vcpu, struct ws_error *error)
{
	struct kvm_run *run = vcpu->run;

	switch (run->exit_reason) {
	case KVM_EXIT_MMIO:
		return handle_mmio(vcpu->vm, run, error);
	case KVM_EXIT_IO:
		return handle_port(vcpu->vm, run, error);
	case KVM_EXIT_SYSTEM_EVENT:
		return handle_system_event(run, error);
	case KVM_EXIT_SHUTDOWN: /* by a fault without a handler: a PC's way to the end, too */
		return GUEST_IS_OFF;
	case KVM_EXIT_INTR:
		return 0;
	case KVM_EXIT_FAIL_ENTRY:
		return ws_fail(error, EIO, "KVM cannot enter the guest: hardware reason 0x%llx",
			       (unsigned long long)run->fail_entry.hardware_entry_failure_reason);
	case KVM_EXIT_INTERNAL_ERROR:
		return ws_fail(error, EIO, "KVM's internal error %u at guest pc 0x%llx",
			       run->internal.suberror,
			       (unsigned long long)arch_vcpu_program_counter(vcpu));
	default:
		return ws_fail(error, EPROTO, "KVM exit %u at guest pc 0x%llx: %s",
			       run->exit_reason,
			       (unsigned long long)arch_vcpu_program_counter(vcpu),
			       exit_name(run->exit_reason));
	}
}

/* Each return ends a window: by a marker, and by the clock of whoever is timed. */
static int enter_marked(struct vmm_vcpu *vcpu)
{
	int result = arch_marker_run(vcpu->fd);

	if (vcpu->vm->backend.timed)
		vcpu->left = arch_clock_now();
	return result;
}

static int enter(struct vmm_vcpu *vcpu, struct ws_error *error)
{
	int result;

	if (__atomic_load_n(&vcpu->stop, __ATOMIC_ACQUIRE))
		return GUEST_IS_OFF;
	if (vmm_deadline_expired())
		return ws_fail(error, ETIMEDOUT, "out of time at guest pc 0x%llx",
			       (unsigned long long)arch_vcpu_program_counter(vcpu));
	result = vcpu->marks_exits ? enter_marked(vcpu) : vmm_kvm_try(vcpu->fd, KVM_RUN, 0);
	if (result == -EINTR || result == -EAGAIN) {
		vcpu->run->exit_reason = KVM_EXIT_INTR;
		return 0;
	}
	if (result == -ENOSYS)
		return ws_fail(error, ENOSYS, "guest access that KVM cannot decode at pc 0x%llx",
			       (unsigned long long)arch_vcpu_program_counter(vcpu));
	if (result < 0)
		return ws_fail_errno(error, -result, "KVM_RUN at guest pc 0x%llx",
				     (unsigned long long)arch_vcpu_program_counter(vcpu));
	return 0;
}

int vmm_vcpu_run(struct vmm_vcpu *vcpu, struct ws_error *error)
{
	int result = 0;

	while (!result) {
		result = enter(vcpu, error);
		if (!result)
			result = handle_exit(vcpu, error);
	}
	return result == GUEST_IS_OFF ? 0 : result;
}

/* immediate_exit as well, for a signal that comes just before KVM_RUN. */
void vmm_vcpu_stop(struct vmm_vcpu *vcpu, pthread_t thread)
{
	__atomic_store_n(&vcpu->stop, true, __ATOMIC_RELEASE);
	__atomic_store_n(&vcpu->run->immediate_exit, 1, __ATOMIC_RELEASE);
	vmm_thread_interrupt(thread);
}

static int map_run(const struct vmm_vm *vm, struct vmm_vcpu *vcpu, struct ws_error *error)
{
	int size = vmm_kvm_call(vm->kvm, KVM_GET_VCPU_MMAP_SIZE, 0, error);
	void *run;

	if (size < 0)
		return size;
	if ((size_t)size < sizeof(struct kvm_run))
		return ws_fail(error, EINVAL, "KVM_GET_VCPU_MMAP_SIZE: only %d bytes", size);
	run = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, vcpu->fd, 0);
	if (run == MAP_FAILED)
		return ws_fail_errno(error, errno, "cannot map the VCPU's kvm_run");
	vcpu->run = run;
	vcpu->run_size = (size_t)size;
	return 0;
}

int vmm_vcpu_create(struct vmm_vm *vm, struct vmm_vcpu *vcpu, unsigned int index,
		    struct ws_error *error)
{
	int result;

	*vcpu = (struct vmm_vcpu){
		.vm = vm,
		.fd = vmm_kvm_call(vm->fd, KVM_CREATE_VCPU, index, error),
		.index = index,
	};
	if (vcpu->fd < 0)
		return vcpu->fd;
	result = map_run(vm, vcpu, error);
	if (!result)
		result = arch_vcpu_init(vm, vcpu, error);
	if (result)
		vmm_vcpu_destroy(vcpu);
	return result;
}

void vmm_vcpu_destroy(struct vmm_vcpu *vcpu)
{
	if (vcpu->run)
		munmap(vcpu->run, vcpu->run_size);
	if (vcpu->fd >= 0)
		close(vcpu->fd);
	*vcpu = (struct vmm_vcpu){.fd = -1};
}
