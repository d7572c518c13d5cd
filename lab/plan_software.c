// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernels and Xen of a plan: from files or packages, which are fetched where they are not kept.
 */
#include "lab/plan_software.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/dom0.h"
#include "lab/fetch.h"
#include "lab/package_spec.h"
#include "lab/paths.h"
#include "lab/plan.h"

struct step {
	const struct lab_observer *observer;
	const char *label;
};

static void tell(void *context, const char *text)
{
	const struct step *step = context;

	if (step->observer->progress)
		step->observer->progress(step->observer->context, step->label, text);
}

/* Fills error where there is no memory for the answer: free it. */
static int name_package(const struct image_kind *kind, const char *spec, const char *suite,
			char **named, struct ws_error *error)
{
	*named = NULL;
	if (!suite || (spec && strchr(spec, '/')))
		return 0;
	*named = paths_format("%s/%s", spec ? spec : kind->package, suite);
	return *named ? 0 : ws_fail_errno(error, ENOMEM, "cannot name a package");
}

struct want {
	const struct image_kind *kind;
	const char *spec;  /* NULL: the default; a file or PACKAGE/SUITE has a '/' */
	const char *suite; /* for a package that has none; or NULL */
	bool refresh;
};

static int get_image(const struct want *want, struct step *step, struct lab_image *image,
		     struct ws_error *error)
{
	char *named;
	int result = name_package(want->kind, want->spec, want->suite, &named, error);

	if (!result)
		result = lab_image_get(want->kind, named ? named : want->spec, want->refresh, tell,
				       step, step->observer->interrupted, image, error);
	free(named);
	return result;
}

/*
 * A Linux and its modules, which a file comes without. Modules that were kept at another time than
 * their kernel are not its own: both are fetched again.
 */
static int get_linux(struct want *want, const struct image_kind *modules_kind, struct step *step,
		     struct lab_image *kernel, struct lab_image *modules, struct ws_error *error)
{
	struct want beside = *want;
	int result = get_image(want, step, kernel, error);

	if (result || !modules_kind || (want->spec && package_spec_is_file(want->spec)))
		return result;
	beside.kind = modules_kind;
	beside.refresh = false;
	result = get_image(&beside, step, modules, error);
	if (result || want->refresh || strcmp(kernel->version, modules->version) == 0)
		return result;
	lab_image_free(kernel);
	lab_image_free(modules);
	want->refresh = true;
	return get_linux(want, modules_kind, step, kernel, modules, error);
}

static int check_image(const struct lab_plan *plan, const struct lab_image *image,
		       struct ws_error *error)
{
	const struct architecture *architecture = plan->machine.architecture;

	if (!image->path || !architecture->check_image)
		return 0;
	return architecture->check_image(plan->machine.cpu, image, error);
}

/* Xen's tools have to be of Xen's own version: they are of the suite that it is of. */
static int get_tools(struct lab_plan *plan, struct step *step, struct ws_error *error)
{
	const struct lab_request *request = &plan->request;
	const struct architecture *architecture = plan->machine.architecture;
	const char *named = request->xen && !package_spec_is_file(request->xen)
				    ? strchr(request->xen, '/')
				    : NULL;
	struct want want = {.suite = named ? named + 1 : request->suite};
	int result = 0;

	for (size_t at = 0; at < architecture->tool_count && !result; at++) {
		want.kind = &architecture->tools[at];
		result = get_image(&want, step, &plan->dom0.tools[at], error);
		if (!result)
			plan->dom0.tool_count++;
	}
	return result;
}

static int get_dom0(struct lab_plan *plan, struct step *step, struct ws_error *error)
{
	const struct lab_request *request = &plan->request;
	const struct architecture *architecture = plan->machine.architecture;
	struct want want = {.kind = architecture->dom0_kernel,
			    .spec = request->kernel,
			    .suite = request->suite};
	int result = get_linux(&want, architecture->modules[LAB_XEN], step, &plan->dom0.kernel,
			       &plan->modules, error);

	if (!result)
		result = check_image(plan, &plan->dom0.kernel, error);
	return result ? result : get_tools(plan, step, error);
}

int plan_software(struct lab_plan *plan, const struct lab_observer *observer,
		  struct ws_error *error)
{
	struct step step = {.observer = observer, .label = plan->label};
	const struct lab_request *request = &plan->request;
	const struct architecture *architecture = plan->machine.architecture;
	bool kvm = request->target->hypervisor == LAB_KVM;
	struct want want = {.kind = architecture->images[request->target->hypervisor],
			    .spec = kvm ? request->kernel : request->xen,
			    .suite = request->suite};
	int result = 0;

	if (kvm)
		result = get_linux(&want, architecture->modules[LAB_KVM], &step, &plan->image,
				   &plan->modules, error);
	else if (want.kind)
		result = get_image(&want, &step, &plan->image, error);
	if (!result)
		result = check_image(plan, &plan->image, error);
	if (!result && dom0_is_linux(request))
		result = get_dom0(plan, &step, error);
	return result;
}

/* By default: under Xen what Linux is as Dom0, too, where that is not slow. */
int lab_fetch(const struct lab_target *target, const char *suite,
	      const struct lab_observer *observer, struct ws_error *error)
{
	struct step step = {.observer = observer, .label = target->id};
	const struct architecture *architecture = architecture_of(target);
	struct lab_image image = {.path = NULL}, modules = {.path = NULL};
	struct want want = {
		.kind = architecture->images[target->hypervisor], .suite = suite, .refresh = true};
	int result = 0;

	if (want.kind)
		result = get_linux(
			&want, target->slow_dom0 ? NULL : architecture->modules[target->hypervisor],
			&step, &image, &modules, error);
	lab_image_free(&image);
	lab_image_free(&modules);
	return result;
}
