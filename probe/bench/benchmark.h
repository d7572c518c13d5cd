/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A benchmark is a const struct. Its windows are made by the architecture (arch/window.h), each one
 * statement of assembly from marker to marker; what is here goes round them: preparation, the loop,
 * and a check after each window that the thing measured has really happened.
 */
#ifndef WORLDSWITCH_PROBE_BENCH_BENCHMARK_H
#define WORLDSWITCH_PROBE_BENCH_BENCHMARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/verdicts.h>

#include "probe/arch/clock.h"

struct outcome {
	enum ws_verdict verdict;
	uint32_t windows;   /* done, the failing one included */
	const char *reason; /* NULL where measured; at most 33 bytes fit into every record */
};

struct benchmark {
	bool needs_interrupt_controller;
	bool needs_second_cpu;
	struct outcome (*setup)(void);           /* before the first window, or NULL */
	struct outcome (*run)(uint32_t windows); /* for warming up, and for the cell */
	/* By whose clock it can be timed; the CPU's own where nothing is said. */
	enum clock_reach reach;
	void (*read_clock)(void); /* after a window: the reading that somebody else made, or NULL */
	/* After the cell has been reported, however setup and run went; or NULL. */
	void (*teardown)(void);
};

static inline struct outcome outcome_measured(uint32_t windows)
{
	return (struct outcome){.verdict = WS_VERDICT_MEASURED, .windows = windows};
}

static inline struct outcome outcome_bad(enum ws_verdict verdict, uint32_t windows,
					 const char *reason)
{
	return (struct outcome){.verdict = verdict, .windows = windows, .reason = reason};
}

extern const struct benchmark benchmark_null;
extern const struct benchmark benchmark_hypercall_kvm;
extern const struct benchmark benchmark_hypercall_xen;
extern const struct benchmark benchmark_intc_trap;
extern const struct benchmark benchmark_irq_completion;
extern const struct benchmark benchmark_io_in_idle_kvm;
extern const struct benchmark benchmark_io_in_kvm;
extern const struct benchmark benchmark_io_out_exit_kvm;
extern const struct benchmark benchmark_io_out_kvm;
extern const struct benchmark benchmark_io_in_idle_xen;
extern const struct benchmark benchmark_io_in_xen;
extern const struct benchmark benchmark_io_out_xen;
extern const struct benchmark benchmark_vm_switch_kvm;
extern const struct benchmark benchmark_vm_switch_xen;
extern const struct benchmark benchmark_virtual_ipi;
extern const struct benchmark benchmark_virtual_ipi_idle;

#endif
