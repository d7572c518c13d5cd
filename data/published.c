// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The cost of each microbenchmark as others published it, in their unit.
 *
 * The study: Table II of C. Dall, S.-W. Li, J. T. Lim, J. Nieh, G. Koloventzos, "ARM
 * Virtualization: Performance and Architectural Implications", ISCA 2016, pp. 304-316, doi
 * 10.1145/3007787.3001169, in CPU cycles. ARM: HP Moonshot m400 (APM X-Gene, 2.4 GHz, GICv2); x86:
 * Dell r320 (Xeon E5-2450, family 6, model 45, 2.1 GHz); Linux 4.0-rc4, Xen 4.5. KVM on ARM is in
 * split mode. Where this project has two benchmarks for one of the study's, the figures are those
 * of the one that it measured. Its Virtual IPI is between two VCPUs that both run guest code. Its
 * I/O Latency In is that of a guest that waits for its device: on Xen ARM it costs as much as a
 * virtual IPI and a switch of domains together (15,650; 5,978 and 8,799), and a guest that runs is
 * not switched to. Its `irq-completion` on ARM ends a spurious interrupt (id 1023), not a real one,
 * and the cost of reading the clock is in every figure: 71 cycles is an upper bound.
 *
 * kvm-unit-tests' micro-bench, in nanoseconds: hvc is our hypercall, down to the number of the
 * call; mmio_read_vgic our intc-trap, down to the register (GICD_IIDR); eoi the study's spurious
 * interrupt; ipi our virtual-ipi and a cache line on its way back. Its mmio_read_user (1,609 ns on
 * a Neoverse N1, 1,704 with the loop; Altra 1,683; Kunpeng 920 2,306) is a way to user space and
 * back, and so is I/O User of USENIX ATC 2017 (10,012 to 7,630 cycles): io-out-exit ends when
 * KVM_RUN has returned, so they stand beside nothing. Nor has its lpi (1,643; 1,758; 2,179; 2,168)
 * a benchmark here: the guest sends that interrupt to itself through an emulated ITS.
 *
 * ASPLOS 2014's 2,270 cycles are a hypercall without VGIC and timers, which no guest of ours lacks.
 */
#include "data/published.h"

#include <string.h>

const char ws_published_source[] =
	"Dall et al., ISCA 2016, Table II (there, KVM ARM is split mode), "
	"doi 10.1145/3007787.3001169";

const char *const ws_mark_words[WS_MARK_COUNT] = {
	[WS_MARK_NONE] = "",
	[WS_MARK_CONFIRMED] = "from two texts",
	[WS_MARK_TRANSCRIBED] = "from the paper alone",
	[WS_MARK_SEEN] = "from the author's own text",
	[WS_MARK_SECOND_HAND] = "second-hand",
};

static const struct ws_published_machine x_gene = {
	.name = "X-Gene", .architecture = "arm64", .implementer = 0x50, .part = 0x000};
static const struct ws_published_machine xeon = {.name = "Xeon E5-2450", .architecture = "x86_64"};
static const struct ws_published_machine neoverse_n1 = {
	.name = "Neoverse N1", .architecture = "arm64", .implementer = 0x41, .part = 0xd0c};
static const struct ws_published_machine altra = {
	.name = "Ampere Altra", .architecture = "arm64", .implementer = 0x41, .part = 0xd0c};
static const struct ws_published_machine kunpeng_920 = {
	.name = "Kunpeng 920", .architecture = "arm64", .implementer = 0x48, .part = 0xd01};
static const struct ws_published_machine cortex_a57 = {
	.name = "Cortex-A57", .architecture = "arm64", .implementer = 0x41, .part = 0xd07};
static const struct ws_published_machine cortex_a15 = {
	.name = "Cortex-A15", .architecture = "arm", .implementer = 0x41, .part = 0xc0f};

static const char micro_bench[] =
	"those of the KVM lists are means by kvm-unit-tests' micro-bench, the reading of the clock "
	"included; its irq-completion ends a spurious interrupt, its virtual-ipi when the sender "
	"has seen the receiver's handler";

static const struct ws_published_source study = {
	.venue = "ISCA 2016",
	.text = ws_published_source,
};
static const struct ws_published_source koller = {
	.venue = "KVM lists",
	.text = "KVM, R. Koller, kvmarm list, 2022-03-17; BHB: with the loop against Spectre-BHB",
	.method = micro_bench,
};
static const struct ws_published_source ananta = {
	.venue = "KVM lists",
	.text = "KVM, Linux 6.12-rc1, R. Ananta, kvmarm list, 2024-10-29; its CPU is a Neoverse N1",
	.method = micro_bench,
};
static const struct ws_published_source he = {
	.venue = "KVM lists",
	.text = "KVM, He Qiong, kvm list, 2023-11-01",
	.method = micro_bench,
};
static const struct ws_published_source atc_2017 = {
	.venue = "ATC 2017",
	.text = "KVM on AMD's Seattle, Dall, Li, Nieh, USENIX ATC 2017; like VHE: a stand-in for "
		"it, which this CPU has not; its I/O Kernel stands beside intc-trap",
};
static const struct ws_published_source asplos_2014 = {
	.venue = "ASPLOS 2014",
	.text = "KVM with VGIC and timers, 32 bits, chazy/kvmperf, unittests",
};

const struct ws_published_column ws_published_columns[WS_PUBLISHED_SYSTEM_COUNT] = {
	[WS_PUBLISHED_KVM_ARM] = {.name = "KVM ARM",
				  .detail = "X-Gene",
				  .architecture = "arm64",
				  .machine = &x_gene,
				  .source = &study},
	[WS_PUBLISHED_XEN_ARM] = {.name = "Xen ARM",
				  .detail = "X-Gene",
				  .architecture = "arm64",
				  .machine = &x_gene,
				  .source = &study},
	[WS_PUBLISHED_KVM_X86] = {.name = "KVM x86",
				  .detail = "",
				  .architecture = "x86_64",
				  .machine = &xeon,
				  .source = &study},
	[WS_PUBLISHED_XEN_X86] = {.name = "Xen x86",
				  .detail = "",
				  .architecture = "x86_64",
				  .machine = &xeon,
				  .source = &study},
	[WS_PUBLISHED_NEOVERSE_N1] = {.name = "Neoverse",
				      .detail = "N1",
				      .architecture = "arm64",
				      .machine = &neoverse_n1,
				      .source = &koller},
	[WS_PUBLISHED_NEOVERSE_N1_BHB] = {.name = "Neoverse",
					  .detail = "N1 BHB",
					  .architecture = "arm64",
					  .machine = &neoverse_n1,
					  .source = &koller},
	[WS_PUBLISHED_ALTRA] = {.name = "Ampere",
				.detail = "Altra",
				.architecture = "arm64",
				.machine = &altra,
				.source = &ananta},
	[WS_PUBLISHED_KUNPENG_920] = {.name = "Kunpeng",
				      .detail = "920",
				      .architecture = "arm64",
				      .machine = &kunpeng_920,
				      .source = &he},
	[WS_PUBLISHED_CORTEX_A57_SPLIT] = {.name = "Cortex-A57",
					   .detail = "split mode",
					   .architecture = "arm64",
					   .machine = &cortex_a57,
					   .source = &atc_2017},
	[WS_PUBLISHED_CORTEX_A57_VHE] = {.name = "Cortex-A57",
					 .detail = "like VHE",
					 .architecture = "arm64",
					 .machine = &cortex_a57,
					 .source = &atc_2017},
	[WS_PUBLISHED_CORTEX_A15] = {.name = "Cortex-A15",
				     .detail = "",
				     .architecture = "arm64",
				     .machine = &cortex_a15,
				     .source = &asplos_2014},
};

#define CYCLES(number, of_mark)                                                                    \
	{                                                                                          \
		.mark = WS_MARK_##of_mark, .unit = WS_UNIT_CYCLES, .cycles = {.count = (number) }  \
	}
#define CONFIRMED(number)   CYCLES(number, CONFIRMED)
#define TRANSCRIBED(number) CYCLES(number, TRANSCRIBED)
#define SEEN(number)                                                                               \
	{                                                                                          \
		.mark = WS_MARK_SEEN, .unit = WS_UNIT_NANOSECONDS, .nanoseconds = {                \
			.count = (number)                                                          \
		}                                                                                  \
	}

static const struct ws_published_row rows[] = {
	{.benchmark = "hypercall",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = CONFIRMED(6500),
		     [WS_PUBLISHED_XEN_ARM] = CONFIRMED(376),
		     [WS_PUBLISHED_KVM_X86] = CONFIRMED(1300),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(1228),
		     [WS_PUBLISHED_NEOVERSE_N1] = SEEN(292),
		     [WS_PUBLISHED_NEOVERSE_N1_BHB] = SEEN(317),
		     [WS_PUBLISHED_ALTRA] = SEEN(306),
		     [WS_PUBLISHED_KUNPENG_920] = SEEN(408),
		     [WS_PUBLISHED_CORTEX_A57_SPLIT] = CYCLES(6413, SECOND_HAND),
		     [WS_PUBLISHED_CORTEX_A57_VHE] = CYCLES(752, SECOND_HAND),
		     [WS_PUBLISHED_CORTEX_A15] = CYCLES(5326, SEEN)}},
	{.benchmark = "intc-trap",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = TRANSCRIBED(7370),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(1356),
		     [WS_PUBLISHED_KVM_X86] = TRANSCRIBED(2384),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(1734),
		     [WS_PUBLISHED_NEOVERSE_N1] = SEEN(419),
		     [WS_PUBLISHED_NEOVERSE_N1_BHB] = SEEN(444),
		     [WS_PUBLISHED_ALTRA] = SEEN(451),
		     [WS_PUBLISHED_KUNPENG_920] = SEEN(638),
		     [WS_PUBLISHED_CORTEX_A57_SPLIT] = CYCLES(8034, SECOND_HAND),
		     [WS_PUBLISHED_CORTEX_A57_VHE] = CYCLES(1604, SECOND_HAND)}},
	{.benchmark = "virtual-ipi",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = TRANSCRIBED(11557),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(5978),
		     [WS_PUBLISHED_KVM_X86] = TRANSCRIBED(5230),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(5562),
		     [WS_PUBLISHED_NEOVERSE_N1] = SEEN(1509),
		     [WS_PUBLISHED_NEOVERSE_N1_BHB] = SEEN(1548),
		     [WS_PUBLISHED_ALTRA] = SEEN(1926),
		     [WS_PUBLISHED_KUNPENG_920] = SEEN(1697),
		     [WS_PUBLISHED_CORTEX_A57_SPLIT] = CYCLES(13121, SECOND_HAND),
		     [WS_PUBLISHED_CORTEX_A57_VHE] = CYCLES(2526, SECOND_HAND)}},
	{.benchmark = "irq-completion",
	 .remark = "there, on ARM, irq-completion ends a spurious interrupt (1023), the reading of "
		   "the clock included: an upper bound",
	 .remark_of = "arm64",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = CONFIRMED(71),
		     [WS_PUBLISHED_XEN_ARM] = CONFIRMED(71),
		     [WS_PUBLISHED_KVM_X86] = CONFIRMED(1556),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(1464),
		     [WS_PUBLISHED_NEOVERSE_N1] = SEEN(29),
		     [WS_PUBLISHED_NEOVERSE_N1_BHB] = SEEN(29),
		     [WS_PUBLISHED_ALTRA] = SEEN(14),
		     [WS_PUBLISHED_KUNPENG_920] = SEEN(26)}},
	{.benchmark = "vm-switch",
	 .figures = {[WS_PUBLISHED_KVM_ARM] = TRANSCRIBED(10387),
		     [WS_PUBLISHED_XEN_ARM] = TRANSCRIBED(8799),
		     [WS_PUBLISHED_KVM_X86] = TRANSCRIBED(4812),
		     [WS_PUBLISHED_XEN_X86] = TRANSCRIBED(10534)}},
	{.benchmark = "io-out",
	 .remark = "there, I/O Latency Out under KVM ends in the host's kernel (ioeventfd), ours "
		   "when the backend has it",
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

const struct ws_published_figure *ws_published_first(enum ws_published_system system)
{
	return &rows[0].figures[system];
}

uint64_t ws_published_count(const struct ws_published_figure *figure)
{
	return figure->unit == WS_UNIT_CYCLES ? figure->cycles.count : figure->nanoseconds.count;
}
