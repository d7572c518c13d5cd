// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Table II of C. Dall, S.-W. Li, J. T. Lim, J. Nieh, G. Koloventzos, "ARM Virtualization:
 * Performance and Architectural Implications", ISCA 2016, pp. 304-316, doi 10.1145/3007787.3001169:
 * the cost of each microbenchmark in CPU cycles. ARM: HP Moonshot m400 (APM X-Gene, 2.4 GHz,
 * GICv2); x86: Dell r320 (Xeon E5-2450, 2.1 GHz); Linux 4.0-rc4, Xen 4.5. KVM on ARM is in split
 * mode.
 *
 * Where this project has two benchmarks for one of the study's, the figures are those of the one
 * that it measured. Its Virtual IPI is between two VCPUs that both run guest code. Its I/O Latency
 * In is that of a guest that waits for its device: on Xen ARM it costs as much as a virtual IPI and
 * a switch of domains together (15,650; 5,978 and 8,799), and a guest that runs is not switched to.
 *
 * Its `irq-completion` on ARM ends a spurious interrupt (id 1023), not a real one, and the cost of
 * reading the clock is in every figure: 71 cycles is an upper bound.
 */
#include "data/published.h"

#include <string.h>

const char ws_published_name[] = "ISCA 2016";
const char ws_published_source[] =
	"Dall et al., ISCA 2016, Table II (there, KVM ARM is split mode), "
	"doi 10.1145/3007787.3001169";

const struct ws_published_column ws_published_columns[WS_PUBLISHED_SYSTEM_COUNT] = {
	[WS_PUBLISHED_KVM_ARM] = {.name = "KVM ARM", .architecture = "arm64"},
	[WS_PUBLISHED_XEN_ARM] = {.name = "Xen ARM", .architecture = "arm64"},
	[WS_PUBLISHED_KVM_X86] = {.name = "KVM x86", .architecture = "x86_64"},
	[WS_PUBLISHED_XEN_X86] = {.name = "Xen x86", .architecture = "x86_64"},
};

#define CONFIRMED(number)                                                                          \
	{                                                                                          \
		.cycles = {.count = (number)}, .mark = WS_MARK_CONFIRMED                           \
	}
#define TRANSCRIBED(number)                                                                        \
	{                                                                                          \
		.cycles = {.count = (number)}, .mark = WS_MARK_TRANSCRIBED                         \
	}

static const struct ws_published_row rows[] = {
	{.benchmark = "hypercall",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = CONFIRMED(6500),
		     [WS_PUBLISHED_XEN_ARM] = CONFIRMED(376),
		     [WS_PUBLISHED_KVM_X86] = CONFIRMED(1300),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(1228)}},
	{.benchmark = "intc-trap",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = TRANSCRIBED(7370),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(1356),
		     [WS_PUBLISHED_KVM_X86] = TRANSCRIBED(2384),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(1734)}},
	{.benchmark = "virtual-ipi",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = TRANSCRIBED(11557),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(5978),
		     [WS_PUBLISHED_KVM_X86] = TRANSCRIBED(5230),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(5562)}},
	{.benchmark = "irq-completion",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = CONFIRMED(71),
		     [WS_PUBLISHED_XEN_ARM] = CONFIRMED(71),
		     [WS_PUBLISHED_KVM_X86] = CONFIRMED(1556),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(1464)}},
	{.benchmark = "vm-switch",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = TRANSCRIBED(10387),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(8799),
		     [WS_PUBLISHED_KVM_X86] = TRANSCRIBED(4812),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(10534)}},
	{.benchmark = "io-out",
	 .remark = "there, I/O Latency Out under KVM ends in the host's kernel (ioeventfd), ours "
		   "when "
		   "the backend has it",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = CONFIRMED(6024),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(16491),
		     [WS_PUBLISHED_KVM_X86] = CONFIRMED(560),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(11262)}},
	{.benchmark = "io-in-idle",
	 .remark = "its I/O Latency In stands beside io-in-idle: its guest waited",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = TRANSCRIBED(13872),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(15650),
		     [WS_PUBLISHED_KVM_X86] = TRANSCRIBED(18923),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(10050)}},
};

const struct ws_published_row *ws_published_find(const char *benchmark)
{
	for (size_t at = 0; at < sizeof(rows) / sizeof(rows[0]); at++)
		if (strcmp(rows[at].benchmark, benchmark) == 0)
			return &rows[at];
	return NULL;
}
