// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A seccomp filter (Linux, Documentation/userspace-api/seccomp_filter.rst), and no new privileges.
 * The kernel remembers which calls are allowed whatever their arguments, and does not run the
 * filter for those (since 5.11): read and write, which windows may hold, are among them. KVM_RUN is
 * an ioctl, which the filter looks into; no window holds the way into the kernel with it.
 */
#include "vmm/sandbox.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/kvm.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "vmm/arch.h"
#include "vmm/environment.h"
#include "vmm/output.h"
#include "vmm/vm.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* All that is left of them once VMs, VCPUs and devices are made. */
static const int calls[] = {
	SYS_read, SYS_write, SYS_close,
	/* threads, and how they end */
	SYS_clone, SYS_clone3, SYS_set_robust_list, SYS_rseq, SYS_futex, SYS_exit, SYS_exit_group,
	/* where and when they run */
	SYS_sched_setaffinity, SYS_sched_setscheduler, SYS_sched_get_priority_min, SYS_sched_yield,
	SYS_clock_gettime, SYS_timer_create, SYS_timer_settime, SYS_timer_delete,
	/* signals: the deadline's, and those that stop a VCPU */
	SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_restart_syscall, SYS_tgkill,
	SYS_getpid, SYS_gettid,
	/* memory */
	SYS_brk, SYS_mmap, SYS_mprotect, SYS_mremap, SYS_munmap, SYS_madvise, SYS_mlockall,
	SYS_getrandom, SYS_sysinfo, /* qsort, for how much there is */
};

/* ioctls: the guest runs; where it is, for messages; a terminal is drained (tcdrain). */
static const unsigned long requests[] = {
	KVM_RUN,
	KVM_GET_REGS,
	KVM_GET_ONE_REG,
	TCSBRK,
};

#define LOAD(member)                                                                               \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, member))
#define RETURN(action)            BPF_STMT(BPF_RET | BPF_K, action)
#define SKIP_UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count)
#define FIXED_PART                8
#define FILTER_MAX                (2 * (COUNT_OF(calls) + COUNT_OF(requests)) + FIXED_PART)

struct filter {
	struct sock_filter code[FILTER_MAX];
	unsigned short length;
};

static void add(struct filter *filter, struct sock_filter instruction)
{
	filter->code[filter->length++] = instruction;
}

/* What is loaded is compared: where it is this, that is the end. */
static void add_allowed(struct filter *filter, uint32_t value)
{
	add(filter, (struct sock_filter)SKIP_UNLESS(value, 1));
	add(filter, (struct sock_filter)RETURN(SECCOMP_RET_ALLOW));
}

/* Little-endian, as both architectures are: the low half of an argument comes first. */
static void write_filter(struct filter *filter)
{
	add(filter, (struct sock_filter)LOAD(arch));
	add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, arch_audit, 1, 0));
	add(filter, (struct sock_filter)RETURN(SECCOMP_RET_KILL_PROCESS));
	add(filter, (struct sock_filter)LOAD(nr));
	for (size_t at = 0; at < COUNT_OF(calls); at++)
		add_allowed(filter, (uint32_t)calls[at]);
	add(filter, (struct sock_filter)SKIP_UNLESS(SYS_ioctl, 1 + 2 * COUNT_OF(requests)));
	add(filter, (struct sock_filter)LOAD(args[1]));
	for (size_t at = 0; at < COUNT_OF(requests); at++)
		add_allowed(filter, (uint32_t)requests[at]);
	add(filter, (struct sock_filter)RETURN(SECCOMP_RET_KILL_PROCESS));
}

int vmm_sandbox_enter(struct ws_error *error)
{
	struct filter filter = {.length = 0};
	struct sock_fprog program = {.filter = filter.code};

	write_filter(&filter);
	program.len = filter.length;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return ws_fail_errno(error, errno, "cannot give up privileges");
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0)
		return ws_fail_errno(error, errno == EINVAL ? ENOSYS : errno,
				     "cannot give up system calls");
	return 0;
}

struct output {
	int fd;
	int result;
	struct ws_error *error;
};

static void put_line(void *context, const char *line, size_t length)
{
	struct output *output = context;

	output->result = vmm_output_write(output->fd, line, length, output->error);
}

int vmm_vm_confine(struct vmm_vm *vm, struct ws_error *error)
{
	struct output output = {.fd = vm->console.fd, .error = error};
	int result;

	if (!vm->options->confined)
		return 0;
	result = vmm_sandbox_enter(error);
	if (result && result != -ENOSYS)
		return result;
	vmm_environment_record(VMM_SANDBOX_KEY, result ? "the kernel has none" : "seccomp",
			       put_line, &output);
	return output.result;
}
