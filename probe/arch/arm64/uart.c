// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A row for each model that virtual machines and boards have (Linux, Documentation/devicetree/
 * bindings/serial). What is common to all is that nobody has to tell them a speed: a virtual device
 * has none, and a real one has that of the firmware that started the machine.
 */
#include "probe/arch/arm64/uart.h"

#include "probe/core/text.h"

#define SHIFT_MAX 8

/* Arm DDI 0183: UARTDR, UARTFR; UARTLCR_H 8 bits with FIFO, UARTCR on, with the transmitter. */
static const struct arm64_uart_registers pl011 = {
	.data = 0x00 / 4,
	.status = 0x18 / 4,
	.busy = 1u << 5,
	.setup = {{.number = 0x2c / 4, .value = 0x70}, {.number = 0x30 / 4, .value = 0x101}},
	.setup_count = 2,
};

/* Base system architecture, appendix B: Xen's virtual console has no registers but these. */
static const struct arm64_uart_registers sbsa = {
	.data = 0x00 / 4,
	.status = 0x18 / 4,
	.busy = 1u << 5,
};

/* The PC's, byte by byte or spread out: THR, LSR; LCR 8 bits, and no divisor in the THR's place. */
static const struct arm64_uart_registers ns16550 = {
	.data = 0,
	.status = 5,
	.room = 1u << 5,
	.setup = {{.number = 3, .value = 0x03}},
	.setup_count = 1,
};

/* UG1087, UART: TX_and_RX_FIFO, Channel_sts; Control, transmitter and receiver on. */
static const struct arm64_uart_registers cadence = {
	.data = 0x30 / 4,
	.status = 0x2c / 4,
	.busy = 1u << 4,
	.setup = {{.number = 0, .value = 0x14}},
	.setup_count = 1,
};

/* A width of 0 is the node's own reg-io-width, which has a reg-shift beside it. */
static const struct model {
	const char *compatible;
	const struct arm64_uart_registers *registers;
	unsigned int shift;
	unsigned int width;
} models[] = {
	{.compatible = "arm,pl011", .registers = &pl011, .shift = 2, .width = 4},
	{.compatible = "arm,sbsa-uart", .registers = &sbsa, .shift = 2, .width = 4},
	{.compatible = "ns16550a", .registers = &ns16550},
	{.compatible = "ns16550", .registers = &ns16550},
	{.compatible = "ns8250", .registers = &ns16550},
	{.compatible = "snps,dw-apb-uart", .registers = &ns16550},
	{.compatible = "cdns,uart-r1p12", .registers = &cadence, .shift = 2, .width = 4},
};

static const struct model *model_of(const struct devicetree_node *node)
{
	for (size_t at = 0; at < sizeof(models) / sizeof(models[0]); at++)
		if (devicetree_compatible(node, models[at].compatible))
			return &models[at];
	return NULL;
}

static bool is_on(const struct devicetree_node *node)
{
	const char *status = devicetree_string(node, "status");

	return !status || text_equal(status, "okay") || text_equal(status, "ok");
}

static uint32_t number_of(const struct devicetree_node *node, const char *name, uint32_t otherwise)
{
	uint32_t value;

	return devicetree_cell(node, name, 0, &value) ? value : otherwise;
}

static bool take(struct arm64_uart *uart, const struct devicetree_node *node)
{
	const struct model *model = model_of(node);
	struct arm64_uart found;
	uint64_t size;

	if (!model || !is_on(node) || !devicetree_register(node, 0, &found.address, &size))
		return false;
	found.registers = model->registers;
	found.shift = model->width ? model->shift : number_of(node, "reg-shift", 0);
	found.width = model->width ? model->width : number_of(node, "reg-io-width", 1);
	if (found.shift > SHIFT_MAX || (found.width != 1 && found.width != 4))
		return false;
	*uart = found;
	return true;
}

/* What follows a colon is the line's speed and so on. */
static bool find_chosen(struct devicetree_node *node, const struct devicetree *tree)
{
	const char *path;
	size_t size = 0;

	if (!devicetree_find(tree, "/chosen", sizeof("/chosen") - 1, node))
		return false;
	path = devicetree_string(node, "stdout-path");
	if (!path)
		return false;
	while (path[size] && path[size] != ':')
		size++;
	return devicetree_find(tree, path, size, node);
}

void arm64_uart_discover(struct arm64_uart *uart, const struct devicetree *tree)
{
	struct devicetree_cursor cursor;
	struct devicetree_node node;

	*uart = (struct arm64_uart){0};
	if (find_chosen(&node, tree) && take(uart, &node))
		return;
	devicetree_start(&cursor, tree);
	while (devicetree_next(&cursor, &node))
		if (take(uart, &node))
			return;
}
