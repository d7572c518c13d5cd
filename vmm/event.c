// SPDX-License-Identifier: GPL-2.0-or-later
/* Linux, Documentation/virt/kvm/api.rst, 4.59 KVM_IOEVENTFD and 4.75 KVM_IRQFD. */
#include "vmm/event.h"

#include <errno.h>
#include <linux/kvm.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "vmm/kvm.h"

#define STORE_SIZE 4

int vmm_event_create(struct ws_error *error)
{
	int event = eventfd(0, EFD_CLOEXEC);

	return event < 0 ? ws_fail_errno(error, errno, "cannot make an eventfd") : event;
}

int vmm_event_on_store(int vm, int event, uint64_t address, struct ws_error *error)
{
	struct kvm_ioeventfd request = {.fd = event, .addr = address, .len = STORE_SIZE};

	return vmm_kvm_call(vm, KVM_IOEVENTFD, VMM_KVM_POINTER(&request), error);
}

int vmm_event_raises(int vm, int event, uint32_t interrupt, struct ws_error *error)
{
	struct kvm_irqfd request = {.fd = (uint32_t)event, .gsi = interrupt};

	return vmm_kvm_call(vm, KVM_IRQFD, VMM_KVM_POINTER(&request), error);
}

void vmm_event_signal(int event)
{
	const uint64_t one = 1;

	/* Fails only where 2^64 - 2 signals are waiting, and then the reader is awake. */
	if (write(event, &one, sizeof(one)) < 0)
		return;
}
