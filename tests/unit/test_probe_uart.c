// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The console from device trees as other people's machines have them: kvmtool's names it by an
 * alias that comes last, Firecracker's and Cloud Hypervisor's do not name it at all, a board's has
 * options.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "probe/arch/arm64/uart.h"
#include "tests/unit/made_devicetree.h"

/* The numbers of the registers that a byte is written to, which tell the kinds apart. */
enum { PL011_STATUS = 6, NS16550_STATUS = 5, CADENCE_STATUS = 11 };

static void begin_uart(const char *name, const char *compatible, uint64_t address)
{
	const fdt64_t reg[] = {cpu_to_fdt64(address), cpu_to_fdt64(0x1000)};

	ok(fdt_begin_node(blob, name));
	ok(fdt_property_string(blob, "compatible", compatible));
	ok(fdt_property(blob, "reg", reg, sizeof(reg)));
}

static void end_node(void)
{
	ok(fdt_end_node(blob));
}

static void uart(const char *name, const char *compatible, uint64_t address)
{
	device(name, compatible, (const uint64_t[]){address, 0x1000}, 2);
}

static void text(const char *node, const char *property, const char *value)
{
	ok(fdt_begin_node(blob, node));
	ok(fdt_property_string(blob, property, value));
	ok(fdt_end_node(blob));
}

static struct arm64_uart found(void)
{
	struct arm64_machine machine;

	assert_true(discover(blob, end_tree(), &machine));
	return machine.console;
}

static void expect(uint64_t address, unsigned int status, unsigned int shift, unsigned int width)
{
	struct arm64_uart uart = found();

	if (!uart.registers) {
		fail_msg("no console was found at %#lx", (unsigned long)address);
		return;
	}
	assert_int_equal(uart.address, address);
	assert_int_equal(uart.registers->status, status);
	assert_int_equal(uart.shift, shift);
	assert_int_equal(uart.width, width);
}

/* Four devices, the console among them named by an alias that stands behind them. */
static void kvmtool(void **state)
{
	(void)state;
	begin_tree(2, 2);
	text("chosen", "stdout-path", "serial0");
	uart("U7_16550A@1001000", "ns16550a", 0x1001000);
	uart("U6_16550A@1000000", "ns16550a", 0x1000000);
	text("aliases", "serial0", "/U6_16550A@1000000");
	expect(0x1000000, NS16550_STATUS, 0, 1);
}

static void firecracker(void **state)
{
	(void)state;
	begin_tree(2, 2);
	text("chosen", "bootargs", "console=ttyS0 ws.clock=1");
	begin_uart("uart@40002000", "ns16550a", 0x40002000);
	ok(fdt_property_string(blob, "clock-names", "apb_pclk"));
	end_node();
	uart("rtc@40001000", "arm,pl031", 0x40001000);
	expect(0x40002000, NS16550_STATUS, 0, 1);
}

static void cloud_hypervisor(void **state)
{
	static const char compatible[] = "arm,pl011\0arm,primecell";

	(void)state;
	begin_tree(2, 2);
	text("chosen", "bootargs", "ws.clock=1");
	ok(fdt_begin_node(blob, "pl011@9000000"));
	ok(fdt_property(blob, "compatible", compatible, sizeof(compatible)));
	ok(fdt_property(blob, "reg",
			(const fdt64_t[]){cpu_to_fdt64(0x9000000), cpu_to_fdt64(0x1000)}, 16));
	end_node();
	expect(0x9000000, PL011_STATUS, 2, 4);
}

/* The console is not the first, is below a bus, is named without its address and has options. */
static void board(void **state)
{
	(void)state;
	begin_tree(2, 2);
	text("aliases", "serial2", "/soc/serial");
	text("chosen", "stdout-path", "serial2:115200n8");
	ok(fdt_begin_node(blob, "soc"));
	ok(fdt_property_u32(blob, "#address-cells", 2));
	ok(fdt_property_u32(blob, "#size-cells", 2));
	uart("uart@1000", "arm,pl011", 0x1000);
	begin_uart("serial@2000", "snps,dw-apb-uart", 0x2000);
	ok(fdt_property_u32(blob, "reg-shift", 2));
	ok(fdt_property_u32(blob, "reg-io-width", 4));
	end_node();
	end_node();
	expect(0x2000, NS16550_STATUS, 2, 4);
}

static void another_board(void **state)
{
	static const char compatible[] = "xlnx,zynqmp-uart\0cdns,uart-r1p12";
	const fdt64_t reg[] = {cpu_to_fdt64(0xff000000), cpu_to_fdt64(0x1000)};

	(void)state;
	begin_tree(2, 2);
	ok(fdt_begin_node(blob, "serial@ff000000"));
	ok(fdt_property(blob, "compatible", compatible, sizeof(compatible)));
	ok(fdt_property(blob, "reg", reg, sizeof(reg)));
	end_node();
	expect(0xff000000, CADENCE_STATUS, 2, 4);
}

/* What /chosen says leads nowhere, or to what nobody here can drive: the first that can be. */
static void chosen_in_vain(void **state)
{
	static const char *const paths[] = {
		"/nothing",
		"/off@2000",
		"/graphics@3000",
		"serial9",
		"",
		":115200",
		"/",
		"//",
		"/late@4000/inner",
		"/early@1000/late",
		"/late@400",
		"/late@40000",
		"/lat",
		"late@4000",
		"0123456789012345678901234567890123456789",
	};

	(void)state;
	for (size_t at = 0; at < sizeof(paths) / sizeof(paths[0]); at++) {
		begin_tree(2, 2);
		text("chosen", "stdout-path", paths[at]);
		begin_uart("off@2000", "arm,pl011", 0x2000);
		ok(fdt_property_string(blob, "status", "disabled"));
		end_node();
		uart("graphics@3000", "simple-framebuffer", 0x3000);
		uart("early@1000", "arm,sbsa-uart", 0x1000);
		uart("late@4000", "arm,pl011", 0x4000);
		expect(0x1000, PL011_STATUS, 2, 4);
	}
}

static void chosen_by_path(void **state)
{
	static const char *const paths[] = {"/late@4000", "/late", "/late@4000:115200",
					    "/late:9600"};

	(void)state;
	for (size_t at = 0; at < sizeof(paths) / sizeof(paths[0]); at++) {
		begin_tree(2, 2);
		text("chosen", "stdout-path", paths[at]);
		uart("early@1000", "arm,sbsa-uart", 0x1000);
		uart("late@4000", "ns16550", 0x4000);
		expect(0x4000, NS16550_STATUS, 0, 1);
	}
}

/* An access that this CPU has not, registers too far apart, none at all, switched off. */
static void what_cannot_be_driven(void **state)
{
	static const struct {
		const char *property;
		uint32_t value;
	} cases[] = {
		{.property = "reg-io-width", .value = 0},
		{.property = "reg-io-width", .value = 3},
		{.property = "reg-io-width", .value = UINT32_MAX},
		{.property = "reg-shift", .value = 9},
		{.property = "reg-shift", .value = UINT32_MAX},
	};

	(void)state;
	for (size_t at = 0; at < sizeof(cases) / sizeof(cases[0]); at++) {
		begin_tree(2, 2);
		begin_uart("uart", "ns16550a", 0x1000);
		ok(fdt_property_u32(blob, cases[at].property, cases[at].value));
		end_node();
		uart("other", "arm,pl01", 0x2000);
		device("no-registers", "arm,pl011", NULL, 0);
		assert_null(found().registers);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kvmtool),          cmocka_unit_test(firecracker),
		cmocka_unit_test(cloud_hypervisor), cmocka_unit_test(board),
		cmocka_unit_test(another_board),    cmocka_unit_test(chosen_in_vain),
		cmocka_unit_test(chosen_by_path),   cmocka_unit_test(what_cannot_be_driven),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
