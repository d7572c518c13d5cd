// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Combinations, by counting: one digit for each option, as many values as that option has for the
 * target. A target that an option means nothing to has one value of it, none.
 */
#include "cli/run_matrix.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/dom0s.h"
#include "lab/arguments.h"
#include "lab/controller.h"

enum axis {
	AXIS_SUITE,
	AXIS_KERNEL,
	AXIS_XEN,
	AXIS_MODEL,
	AXIS_CONTROLLER,
	AXIS_CPUS,
	AXIS_APPEND,
	AXIS_DOM0
};

#define AXES (AXIS_DOM0 + 1)

static const struct cli_numbers *controllers_of(const struct cli_run_options *options,
						const struct lab_target *target)
{
	return &options->controllers[target->architecture];
}

static size_t values_of(const struct cli_run_options *options, const struct lab_target *target,
			enum axis axis)
{
	const size_t counts[AXES] = {
		[AXIS_SUITE] = options->suites.count,
		[AXIS_KERNEL] = options->kernels.count,
		[AXIS_XEN] = options->xens.count,
		[AXIS_MODEL] = options->models.count,
		[AXIS_CONTROLLER] = controllers_of(options, target)->count,
		[AXIS_CPUS] = options->cpus.count,
		[AXIS_APPEND] = options->appends.count,
		[AXIS_DOM0] = options->dom0s.count,
	};

	return counts[axis];
}

static bool means_something(const struct cli_run_options *options, enum axis axis,
			    const struct lab_target *target)
{
	switch (axis) {
	case AXIS_KERNEL:
		return target->hypervisor == LAB_KVM ||
		       (target->hypervisor == LAB_XEN &&
			cli_dom0s_have(&options->dom0s, LAB_DOM0_LINUX) &&
			lab_has_dom0(target, LAB_DOM0_LINUX));
	case AXIS_DOM0:
		return lab_has_dom0(target, LAB_DOM0_LINUX) &&
		       !(options->dom0s_default && target->slow_dom0);
	case AXIS_XEN:
		return target->hypervisor == LAB_XEN;
	case AXIS_SUITE:
	case AXIS_APPEND:
		return target->hypervisor != LAB_NATIVE;
	default:
		return true;
	}
}

static const char *text_at(const struct cli_values *values, size_t at)
{
	return at < values->count ? values->texts[at] : NULL;
}

/* An empty one is none: its label names no option, as who asks for nothing else names none. */
static const char *addition_at(const struct cli_values *values, size_t at)
{
	const char *text = text_at(values, at);

	return text && *text ? text : NULL;
}

static uint32_t number_at(const struct cli_numbers *numbers, size_t at)
{
	return at < numbers->count ? numbers->numbers[at] : 0;
}

/* A file or PACKAGE/SUITE has a '/'. */
static bool needs_suite(const char *image)
{
	return !image || !strchr(image, '/');
}

/* What is no digit of this target is left out, and so is a suite that has nothing to find. */
static struct lab_request request_of(const struct cli_run_options *options,
				     const struct lab_target *target, const size_t digits[AXES])
{
	bool kvm = target->hypervisor == LAB_KVM, xen = target->hypervisor == LAB_XEN;
	enum lab_dom0 dom0 = means_something(options, AXIS_DOM0, target)
				     ? (enum lab_dom0)number_at(&options->dom0s, digits[AXIS_DOM0])
				     : LAB_DOM0_PROBE;
	bool linux_runs = kvm || dom0 == LAB_DOM0_LINUX;
	struct lab_request request = {
		.target = target,
		.benchmarks = options->benchmarks | 1U << WS_BENCHMARK_NULL,
		.iterations = options->iterations,
		.cpu = text_at(&options->models, digits[AXIS_MODEL]),
		.controller = number_at(controllers_of(options, target), digits[AXIS_CONTROLLER]),
		.cpus = number_at(&options->cpus, digits[AXIS_CPUS]),
		.append = kvm || xen ? addition_at(&options->appends, digits[AXIS_APPEND]) : NULL,
		.dom0 = dom0,
		.kernel = linux_runs ? text_at(&options->kernels, digits[AXIS_KERNEL]) : NULL,
		.xen = xen ? text_at(&options->xens, digits[AXIS_XEN]) : NULL,
		.oracle = options->oracle,
		.boot = options->no_snapshot,
		.timeout = options->timeout,
	};

	if ((linux_runs && needs_suite(request.kernel)) || (xen && needs_suite(request.xen)))
		request.suite = text_at(&options->suites, digits[AXIS_SUITE]);
	return request;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_request(const struct lab_request *a, const struct lab_request *b)
{
	return a->target == b->target && same_text(a->suite, b->suite) &&
	       same_text(a->kernel, b->kernel) && same_text(a->xen, b->xen) &&
	       same_text(a->cpu, b->cpu) && a->controller == b->controller && a->cpus == b->cpus &&
	       same_text(a->append, b->append) && a->dom0 == b->dom0;
}

static int add_request(struct cli_matrix *matrix, const struct lab_request *request,
		       struct ws_error *error)
{
	for (size_t at = 0; at < matrix->count; at++)
		if (same_request(&matrix->requests[at], request))
			return 0;
	if (matrix->count == CLI_RUNS_MAX)
		return ws_fail(error, E2BIG,
			       "there are more than %d combinations of targets and options: "
			       "measure them in several runs",
			       CLI_RUNS_MAX);
	matrix->requests[matrix->count++] = *request;
	return 0;
}

/* Counts on; false: all digits are 0 again. */
static bool next(const struct cli_run_options *options, const struct lab_target *target,
		 size_t digits[AXES])
{
	for (size_t axis = AXES; axis-- > 0;) {
		if (means_something(options, (enum axis)axis, target) &&
		    digits[axis] + 1 < values_of(options, target, (enum axis)axis)) {
			digits[axis]++;
			return true;
		}
		digits[axis] = 0;
	}
	return false;
}

static int expand_target(const struct cli_run_options *options, const struct lab_target *target,
			 struct cli_matrix *matrix, struct ws_error *error)
{
	size_t digits[AXES] = {0};
	int result;

	do {
		struct lab_request request = request_of(options, target, digits);

		result = add_request(matrix, &request, error);
	} while (!result && next(options, target, digits));
	return result;
}

static void add_word(struct arguments *words, size_t values, const char *option, const char *value)
{
	if (values < 2 || !value)
		return;
	arguments_add(words, "%s", option);
	arguments_add(words, "%s", value);
}

static void add_count(struct arguments *words, size_t values, const char *option,
		      unsigned int value)
{
	if (values < 2)
		return;
	arguments_add(words, "%s", option);
	arguments_add(words, "%u", value);
}

static void add_controller(struct arguments *words, const struct cli_run_options *options,
			   const struct lab_request *request)
{
	const struct lab_controller *controller = lab_controller_of(request->target->architecture);
	char name[CONTROLLER_NAME_MAX];

	if (controllers_of(options, request->target)->count < 2)
		return;
	controller_name(controller, request->controller, name);
	arguments_add(words, "--%s", controller->option);
	arguments_add(words, "%s", name);
}

static char *label_of(const struct cli_run_options *options, const struct lab_request *request)
{
	struct arguments words = {.words = NULL};
	char *label = NULL;

	arguments_add(&words, "%s", request->target->id);
	add_word(&words, options->suites.count, "--suite", request->suite);
	add_word(&words, options->kernels.count, "--kernel", request->kernel);
	add_word(&words, options->xens.count, "--xen", request->xen);
	add_word(&words, options->models.count, "--cpu", request->cpu);
	add_controller(&words, options, request);
	add_count(&words, options->cpus.count, "--smp", request->cpus);
	add_word(&words, options->appends.count, "--append", request->append);
	if (means_something(options, AXIS_DOM0, request->target))
		add_word(&words, options->dom0s.count, "--dom0", lab_dom0_id(request->dom0));
	if (!words.failed)
		label = arguments_quote(&words);
	arguments_free(&words);
	return label;
}

int cli_matrix_expand(const struct cli_run_options *options, struct cli_matrix *matrix,
		      struct ws_error *error)
{
	int result = 0;

	*matrix = (struct cli_matrix){.count = 0};
	for (size_t at = 0; at < options->target_count && !result; at++)
		result = expand_target(options, options->targets[at], matrix, error);
	for (size_t at = 0; at < matrix->count && !result; at++) {
		matrix->labels[at] = label_of(options, &matrix->requests[at]);
		matrix->requests[at].label = matrix->labels[at];
		if (!matrix->labels[at])
			result = ws_fail_errno(error, ENOMEM, "cannot begin");
	}
	return result;
}

void cli_matrix_free(struct cli_matrix *matrix)
{
	for (size_t at = 0; at < matrix->count; at++)
		free(matrix->labels[at]);
	matrix->count = 0;
}
