/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A window explained (analysis/explanation.h), in the formats that people's tools open. */
#ifndef WORLDSWITCH_REPORT_EXPLAIN_H
#define WORLDSWITCH_REPORT_EXPLAIN_H

#include <stdio.h>

#include "analysis/explanation.h"

/* "__kvm_vcpu_run", "svm_vcpu_run [kvm_amd]", or an address. */
#define WS_FUNCTION_TEXT_MAX (2 * WS_SYMBOL_NAME_MAX + 8)
void ws_function_text(const struct ws_function *function, char text[WS_FUNCTION_TEXT_MAX]);

/* "stage 1, CPU 1, from eventfd-signal": from the place where it begins, if it does at one. */
void ws_stage_text(const struct ws_window *window, uint32_t stage, char *text, size_t size);

/* The parts along one axis, most first, with their sum; at most 100 columns wide. */
int ws_explain_table(FILE *out, const struct ws_explanation *explanation, enum ws_axis by);

/* The same parts of two, what makes the difference first. -ENOMEM. */
int ws_explain_difference(FILE *out, const struct ws_explanation explanations[2],
			  enum ws_axis axis);

/* Their stacks, one per line with what either holds: what is after the last two blanks. -ENOMEM. */
int ws_explain_difference_folded(FILE *out, const struct ws_explanation explanations[2]);

#define WS_EXPLAIN_SCHEMA "worldswitch.explain/1"

/* What a document says beside the parts. */
struct ws_explained_environment {
	const struct ws_property *properties; /* of the target */
	size_t property_count;
	const struct ws_component *components; /* that ran */
	size_t component_count;
	const char *reasons[WS_WORLD_COUNT]; /* why code of that world has no names, or NULL */
};

/* Every axis in one document (docs/explain.md). -ENOMEM. */
int ws_explain_json(FILE *out, const struct ws_explanation *explanation,
		    const struct ws_explained_environment *environment);

#define WS_EXPLAIN_DIFFERENCE_SCHEMA "worldswitch.explain-difference/1"

/* Every axis of two in one document (docs/explain.md). -ENOMEM. */
int ws_explain_difference_json(FILE *out, const struct ws_explanation explanations[2],
			       const struct ws_explained_environment environments[2]);

/* Stacks, one per line with what it holds: `stage 0;guest: probe;hypervisor: vectors 12`. For flame
 * graphs and speedscope; what is after the last blank is the count. */
void ws_explain_folded(FILE *out, const struct ws_explanation *explanation);

/* Valgrind's "Callgrind Format Specification", one event: Instructions. For KCachegrind. */
int ws_explain_callgrind(FILE *out, const struct ws_explanation *explanation);

/* Chrome's Trace Event Format: each call a duration, one instruction one microsecond of it; a
 * thread for each stage of the path. For Perfetto. -ENOMEM. */
int ws_explain_trace_event(FILE *out, const struct ws_explanation *explanation);

#endif
