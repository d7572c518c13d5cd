// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One walk over the device tree. Only what the probe can drive is taken, the first of each kind
 * (Linux, Documentation/devicetree/bindings: arm,gic*, psci, xen). The console is uart.c's.
 */
#include "probe/arch/arm64/machine.h"

#include <stddef.h>

#include <worldswitch/backend.h>

#include "probe/core/text.h"

#define INTERRUPT_SHARED  0
#define INTERRUPT_PRIVATE 1
#define PRIVATE_FIRST     16
#define PRIVATE_MAX       15
#define SHARED_FIRST      32
#define SHARED_MAX        (1019 - SHARED_FIRST)

#define GUEST_EVTCHN_PPI 31 /* xen/include/public/arch-arm.h */

#define CPU_IDS (sizeof(((struct arm64_machine *)0)->cpu_ids) / sizeof(uint64_t))

static void see_chosen(struct arm64_machine *machine, const struct devicetree_node *node)
{
	const char *arguments;

	if (node->depth != 2 || !text_equal(node->name, "chosen"))
		return;
	arguments = devicetree_string(node, "bootargs");
	if (arguments)
		machine->arguments = arguments;
}

static unsigned int gic_version(const struct devicetree_node *node)
{
	static const struct {
		const char *model;
		unsigned int version;
	} models[] = {
		{.model = "arm,gic-v3", .version = 3},
		{.model = "arm,cortex-a15-gic", .version = 2},
		{.model = "arm,gic-400", .version = 2},
	};

	for (size_t at = 0; at < sizeof(models) / sizeof(models[0]); at++)
		if (devicetree_compatible(node, models[at].model))
			return models[at].version;
	return 0;
}

static void see_gic(struct arm64_gic *gic, const struct devicetree_node *node)
{
	unsigned int version = gic_version(node);
	uint64_t distributor;
	uint64_t second;
	uint64_t second_size;
	uint64_t size;

	if (gic->version || !version || !devicetree_register(node, 0, &distributor, &size) ||
	    !devicetree_register(node, 1, &second, &second_size))
		return;
	gic->version = version;
	gic->distributor = distributor;
	if (version == 2) {
		gic->cpu_interface = second;
	} else {
		gic->redistributors = second;
		gic->redistributors_size = second_size;
	}
}

static void see_psci(struct arm64_machine *machine, const struct devicetree_node *node)
{
	const char *method;

	if (!devicetree_compatible(node, "arm,psci-0.2") &&
	    !devicetree_compatible(node, "arm,psci-1.0"))
		return;
	method = devicetree_string(node, "method");
	if (method && text_equal(method, "hvc"))
		machine->conduit = ARM64_CONDUIT_HVC;
	else if (method && text_equal(method, "smc"))
		machine->conduit = ARM64_CONDUIT_SMC;
}

static void see_cpu(struct arm64_machine *machine, const struct devicetree_node *node)
{
	const char *type = devicetree_string(node, "device_type");
	uint64_t id;
	uint64_t size;

	if (!type || !text_equal(type, "cpu"))
		return;
	if (machine->cpus < CPU_IDS && devicetree_register(node, 0, &id, &size))
		machine->cpu_ids[machine->cpus] = id;
	machine->cpus++;
}

/* A GIC's interrupt has three cells: shared or private, its number among those, how it is seen. */
static void see_backend(struct arm64_machine *machine, const struct devicetree_node *node)
{
	uint64_t registers;
	uint64_t size;
	uint32_t kind;
	uint32_t number;

	if (!devicetree_compatible(node, WS_BACKEND_COMPATIBLE) ||
	    !devicetree_register(node, 0, &registers, &size) || size < WS_BACKEND_SIZE ||
	    !devicetree_cell(node, "interrupts", 0, &kind) || kind != INTERRUPT_SHARED ||
	    !devicetree_cell(node, "interrupts", 1, &number) || number > SHARED_MAX)
		return;
	machine->backend.registers = registers;
	machine->backend.interrupt = SHARED_FIRST + number;
}

/* Dom0's event interrupt is one that the hardware does not use; a domain without the node has 31.
 */
static void see_xen(struct arm64_machine *machine, const struct devicetree_node *node)
{
	uint32_t kind;
	uint32_t number;

	if (!text_equal(node->name, "hypervisor") || !devicetree_compatible(node, "xen,xen"))
		return;
	machine->xen = true;
	if (devicetree_cell(node, "interrupts", 0, &kind) && kind == INTERRUPT_PRIVATE &&
	    devicetree_cell(node, "interrupts", 1, &number) && number <= PRIVATE_MAX)
		machine->event_interrupt = PRIVATE_FIRST + number;
}

void arm64_machine_discover(struct arm64_machine *machine, const struct devicetree *tree)
{
	struct devicetree_cursor cursor;
	struct devicetree_node node;

	*machine = (struct arm64_machine){.arguments = "", .event_interrupt = GUEST_EVTCHN_PPI};
	devicetree_start(&cursor, tree);
	while (devicetree_next(&cursor, &node)) {
		see_chosen(machine, &node);
		see_gic(&machine->gic, &node);
		see_psci(machine, &node);
		see_cpu(machine, &node);
		see_backend(machine, &node);
		see_xen(machine, &node);
	}
	arm64_uart_discover(&machine->console, tree);
}
