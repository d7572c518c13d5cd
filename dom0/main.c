// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * worldswitch-dom0: all of user space of a Linux that is Xen's Dom0, but for the tools by which it
 * makes the domains where Xen has not. It puts every VCPU on its CPU and is the other side of I/O.
 * Its one output is the record of what failed; then it waits, since its end would be the machine's,
 * and the measured domain has its own to say.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <worldswitch/version.h>

#include "dom0/arch.h"
#include "dom0/channels.h"
#include "dom0/hypercall.h"
#include "dom0/serve.h"
#include "probe/hypervisor/xen_pin.h"
#include "vmm/init.h"
#include "vmm/modules.h"
#include "vmm/records.h"

/* Those by which a process makes hypercalls and waits for events, where they are not built in. */
static int load_modules(struct ws_error *error)
{
	int count = vmm_modules_load(VMM_MODULES_FOLDER, error);

	return count < 0 ? count : 0;
}

static int pin(struct ws_error *error)
{
	return xen_pin_all() ? 0 : ws_fail_errno(error, errno, "Xen did not pin a VCPU");
}

static int tell_places(struct ws_error *error)
{
	(void)error;
	dom0_arch_places_tell();
	return 0;
}

static const struct step {
	const char *name;
	int (*run)(struct ws_error *error);
} steps[] = {
	{.name = "modules", .run = load_modules},
	{.name = "hypercalls", .run = dom0_hypercall_open},
	{.name = "domains", .run = dom0_arch_domains_make},
	{.name = "pin", .run = pin},
	{.name = "places", .run = tell_places},
	{.name = "events", .run = dom0_channels_open},
	{.name = "start", .run = dom0_arch_domains_start},
	{.name = "serve", .run = dom0_serve},
};

static void __attribute__((noreturn)) run(void)
{
	struct ws_error error;
	int result = 0;

	for (size_t at = 0; at < sizeof(steps) / sizeof(steps[0]) && !result; at++) {
		result = steps[at].run(&error);
		if (result)
			vmm_record_failure(STDOUT_FILENO, steps[at].name, -result, error.text);
	}
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("worldswitch-dom0 " WS_VERSION);
		return 0;
	}
	if (!vmm_init_enter(&argc, argv)) {
		fputs("worldswitch-dom0: it is /init of a Linux that is Xen's Dom0, and nothing "
		      "else\n",
		      stderr);
		return 2;
	}
	run();
}
