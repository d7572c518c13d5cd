// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The device tree (Devicetree Specification 0.4; the bindings of Linux for the GIC, the timer and
 * PSCI). Written in one pass: an error of any step stays until the end, where it is looked at once.
 */
#include "vmm/arch/arm64/devicetree.h"

#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>

#include <worldswitch/backend.h>

#include "vmm/arch/arm64/layout.h"

#define PHANDLE_GIC   1
#define PHANDLE_CLOCK 2

#define INTERRUPT_SPI   0
#define INTERRUPT_PPI   1
#define INTERRUPT_EDGE  1 /* rising */
#define INTERRUPT_LEVEL 4 /* active high */

struct tree {
	void *buffer;
	int status; /* the first error of libfdt, or 0 */
};

static void keep(struct tree *tree, int status)
{
	if (!tree->status)
		tree->status = status;
}

static void begin(struct tree *tree, const char *name)
{
	keep(tree, fdt_begin_node(tree->buffer, name));
}

static void begin_at(struct tree *tree, const char *name, uint64_t address)
{
	char full[64];

	snprintf(full, sizeof(full), "%s@%llx", name, (unsigned long long)address);
	begin(tree, full);
}

static void end(struct tree *tree)
{
	keep(tree, fdt_end_node(tree->buffer));
}

static void cell(struct tree *tree, const char *name, uint32_t value)
{
	keep(tree, fdt_property_u32(tree->buffer, name, value));
}

static void text(struct tree *tree, const char *name, const char *value)
{
	keep(tree, fdt_property_string(tree->buffer, name, value));
}

static void flag(struct tree *tree, const char *name)
{
	keep(tree, fdt_property(tree->buffer, name, NULL, 0));
}

static void cells(struct tree *tree, const char *name, const uint32_t *values, size_t count)
{
	void *property = NULL;

	keep(tree, fdt_property_placeholder(tree->buffer, name, (int)(count * sizeof(*values)),
					    &property));
	for (size_t i = 0; !tree->status && i < count; i++)
		fdt32_st((uint8_t *)property + i * sizeof(*values), values[i]);
}

#define CELLS(tree, name, ...)                                                                     \
	cells(tree, name, (const uint32_t[]){__VA_ARGS__},                                         \
	      sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

/* An address or a size as two cells. */
#define TWO_CELLS(value) (uint32_t)((uint64_t)(value) >> 32), (uint32_t)(value)

static void add_chosen(struct tree *tree, const struct vmm_machine *machine)
{
	char console[32];

	snprintf(console, sizeof(console), "/pl011@%llx", UART_BASE);
	begin(tree, "chosen");
	text(tree, "bootargs", machine->bootargs);
	if (machine->console)
		text(tree, "stdout-path", console);
	end(tree);
}

static void add_memory(struct tree *tree, const struct vmm_machine *machine)
{
	begin_at(tree, "memory", machine->memory_base);
	text(tree, "device_type", "memory");
	CELLS(tree, "reg", TWO_CELLS(machine->memory_base), TWO_CELLS(machine->memory_size));
	end(tree);
}

static void add_cpus(struct tree *tree, const struct vmm_machine *machine)
{
	begin(tree, "cpus");
	cell(tree, "#address-cells", 1);
	cell(tree, "#size-cells", 0);
	for (unsigned int i = 0; i < machine->cpus; i++) {
		begin_at(tree, "cpu", i);
		text(tree, "device_type", "cpu");
		text(tree, "compatible", "arm,armv8");
		text(tree, "enable-method", "psci");
		cell(tree, "reg", i);
		end(tree);
	}
	end(tree);
	begin(tree, "psci");
	text(tree, "compatible", "arm,psci-0.2");
	text(tree, "method", "hvc");
	end(tree);
}

static void add_timer(struct tree *tree, const struct vmm_machine *machine)
{
	/* A GICv2 wants the CPUs that a private interrupt goes to, a GICv3 does not. */
	uint32_t kind =
		INTERRUPT_LEVEL | (machine->gic == 2 ? ((1U << machine->cpus) - 1) << 8 : 0);

	begin(tree, "timer");
	text(tree, "compatible", "arm,armv8-timer");
	CELLS(tree, "interrupts", INTERRUPT_PPI, 13, kind, INTERRUPT_PPI, 14, kind, INTERRUPT_PPI,
	      11, kind, INTERRUPT_PPI, 10, kind);
	flag(tree, "always-on");
	end(tree);
}

static void add_gic(struct tree *tree, const struct vmm_machine *machine)
{
	begin_at(tree, "intc", GIC_DISTRIBUTOR_BASE);
	text(tree, "compatible", machine->gic == 3 ? "arm,gic-v3" : "arm,cortex-a15-gic");
	flag(tree, "interrupt-controller");
	cell(tree, "#interrupt-cells", 3);
	cell(tree, "#address-cells", 2);
	cell(tree, "#size-cells", 2);
	if (machine->gic == 3)
		CELLS(tree, "reg", TWO_CELLS(GIC_DISTRIBUTOR_BASE), TWO_CELLS(GIC_DISTRIBUTOR_SIZE),
		      TWO_CELLS(GICV3_REDIST_BASE), TWO_CELLS(GICV3_REDIST_SIZE * machine->cpus));
	else
		CELLS(tree, "reg", TWO_CELLS(GIC_DISTRIBUTOR_BASE), TWO_CELLS(GIC_DISTRIBUTOR_SIZE),
		      TWO_CELLS(GICV2_CPU_BASE), TWO_CELLS(GICV2_CPU_SIZE));
	cell(tree, "phandle", PHANDLE_GIC);
	end(tree);
}

static void add_uart(struct tree *tree)
{
	static const char compatible[] = "arm,pl011\0arm,primecell";
	static const char clocks[] = "uartclk\0apb_pclk";

	begin(tree, "apb-pclk");
	text(tree, "compatible", "fixed-clock");
	cell(tree, "#clock-cells", 0);
	cell(tree, "clock-frequency", 24000000);
	cell(tree, "phandle", PHANDLE_CLOCK);
	end(tree);
	begin_at(tree, "pl011", UART_BASE);
	keep(tree, fdt_property(tree->buffer, "compatible", compatible, sizeof(compatible)));
	CELLS(tree, "reg", TWO_CELLS(UART_BASE), TWO_CELLS(0x1000));
	CELLS(tree, "interrupts", INTERRUPT_SPI, UART_SPI, INTERRUPT_LEVEL);
	CELLS(tree, "clocks", PHANDLE_CLOCK, PHANDLE_CLOCK);
	keep(tree, fdt_property(tree->buffer, "clock-names", clocks, sizeof(clocks)));
	end(tree);
}

static void add_backend(struct tree *tree)
{
	begin_at(tree, "backend", BACKEND_BASE);
	text(tree, "compatible", WS_BACKEND_COMPATIBLE);
	CELLS(tree, "reg", TWO_CELLS(BACKEND_BASE), TWO_CELLS(WS_BACKEND_SIZE));
	CELLS(tree, "interrupts", INTERRUPT_SPI, BACKEND_SPI, INTERRUPT_EDGE);
	end(tree);
}

int vmm_devicetree_write(const struct vmm_machine *machine, void *buffer, size_t size,
			 struct ws_error *error)
{
	struct tree tree = {.buffer = buffer};

	keep(&tree, fdt_create(buffer, (int)size));
	keep(&tree, fdt_finish_reservemap(buffer));
	begin(&tree, "");
	text(&tree, "compatible", "linux,dummy-virt");
	text(&tree, "model", "worldswitch-vmm");
	cell(&tree, "#address-cells", 2);
	cell(&tree, "#size-cells", 2);
	cell(&tree, "interrupt-parent", PHANDLE_GIC);
	add_chosen(&tree, machine);
	add_memory(&tree, machine);
	add_cpus(&tree, machine);
	add_timer(&tree, machine);
	add_gic(&tree, machine);
	add_backend(&tree);
	if (machine->console)
		add_uart(&tree);
	end(&tree);
	keep(&tree, fdt_finish(buffer));
	if (!tree.status)
		return 0;
	return ws_fail(error, tree.status == -FDT_ERR_NOSPACE ? ENOSPC : EINVAL,
		       "cannot write the device tree: %s", fdt_strerror(tree.status));
}
