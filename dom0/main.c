// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * worldswitch-dom0: all of user space of a Linux that is Xen's Dom0, but for the tools by which it
 * makes the domains where Xen has not. It puts every VCPU on its CPU and is the other side of I/O.
 * Its one output is the record of what failed; then it waits, since its end would be the machine's,
 * and the measured domain has its own to say. With --symbols, on the kernel's command line after
 * "--", it gives the kernel's symbols to the lab, and ends.
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
#include "vmm/kallsyms.h"
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

struct step {
	const char *name;
	int (*run)(struct ws_error *error);
};

static const struct step serving[] = {
	{.name = "modules", .run = load_modules},
	{.name = "hypercalls", .run = dom0_hypercall_open},
	{.name = "domains", .run = dom0_arch_domains_make},
	{.name = "pin", .run = pin},
	{.name = "places", .run = tell_places},
	{.name = "events", .run = dom0_channels_open},
	{.name = "start", .run = dom0_arch_domains_start},
	{.name = "serve", .run = dom0_serve},
};

static const struct step giving_symbols[] = {
	{.name = "modules", .run = load_modules},
	{.name = "symbols", .run = vmm_kallsyms_send},
};

static void run(const struct step *steps, size_t count)
{
	struct ws_error error;
	int result = 0;

	for (size_t at = 0; at < count && !result; at++) {
		result = steps[at].run(&error);
		if (result)
			vmm_record_failure(STDOUT_FILENO, steps[at].name, -result, error.text);
	}
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
	if (argc == 2 && strcmp(argv[1], "--symbols") == 0) {
		run(giving_symbols, sizeof(giving_symbols) / sizeof(giving_symbols[0]));
		return 0;
	}
	run(serving, sizeof(serving) / sizeof(serving[0]));
	for (;;)
		pause();
}
