/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one list of benchmarks. The guest's enumeration, the command line, the result document and
 * the documentation are all made from it; a position in the list is the number that markers and
 * records carry. New benchmarks go to the end: the checksum of the identifiers, in this order, is
 * what tells a stale probe image from a current one.
 */
#ifndef WORLDSWITCH_BENCHMARKS_H
#define WORLDSWITCH_BENCHMARKS_H

/* X(symbol, identifier, name in the study's Table I, path, what one iteration is) */
#define WS_BENCHMARK_LIST(X)                                                                       \
	X(NULL, "null", "Null", ROUND_TRIP, "nothing between the markers: their own cost")         \
	X(HYPERCALL, "hypercall", "Hypercall", ROUND_TRIP,                                         \
	  "VM to hypervisor and back, no work done there")                                         \
	X(INTC_TRAP, "intc-trap", "Interrupt Controller Trap", ROUND_TRIP,                         \
	  "one read of an interrupt-controller register that the hypervisor emulates")             \
	X(VIRTUAL_IPI, "virtual-ipi", "Virtual IPI", ONE_WAY,                                      \
	  "one VCPU interrupts another that runs guest code on another CPU")                       \
	X(VIRTUAL_IPI_IDLE, "virtual-ipi-idle", "Virtual IPI", ONE_WAY,                            \
	  "one VCPU interrupts another that is halted")                                            \
	X(IRQ_COMPLETION, "irq-completion", "Virtual IRQ Completion", ROUND_TRIP,                  \
	  "the end of an active virtual interrupt")                                                \
	X(VM_SWITCH, "vm-switch", "VM Switch", ONE_WAY,                                            \
	  "one VM signals another on the same CPU and gives way to it")                            \
	X(IO_OUT, "io-out", "I/O Latency Out", ONE_WAY,                                            \
	  "a guest signals its device; the backend, waiting on another CPU, has the signal")       \
	X(IO_OUT_EXIT, "io-out-exit", "I/O Latency Out", ONE_WAY,                                  \
	  "the same where each signal is an exit to user space (KVM without ioeventfd)")           \
	X(IO_IN, "io-in", "I/O Latency In", ONE_WAY,                                               \
	  "the backend signals a guest that runs; the guest has the virtual interrupt")            \
	X(IO_IN_IDLE, "io-in-idle", "I/O Latency In", ONE_WAY, "the same where the guest is halted")

#define WS_BENCHMARK_ENUM(symbol, id, name, path, meaning) WS_BENCHMARK_##symbol,
enum ws_benchmark { WS_BENCHMARK_LIST(WS_BENCHMARK_ENUM) WS_BENCHMARK_COUNT };
#undef WS_BENCHMARK_ENUM

/* Whether a window ends where it began (one CPU's clock is enough) or elsewhere (a critical path).
 */
enum ws_path { WS_PATH_ROUND_TRIP, WS_PATH_ONE_WAY };

#define WS_ITERATIONS_DEFAULT 1000
#define WS_ITERATIONS_MAX     100000

#endif
