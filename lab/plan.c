// SPDX-License-Identifier: GPL-2.0-or-later
/* From a request to a plan: every file on disk, every default replaced by what it stands for. */
#include "lab/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/artifact.h"
#include "lab/cache.h"
#include "lab/command.h"
#include "lab/controller.h"
#include "lab/describe.h"
#include "lab/dom0.h"
#include "lab/fetch.h"
#include "lab/image.h"
#include "lab/image_unpack.h"
#include "lab/initramfs.h"
#include "lab/package_spec.h"
#include "lab/paths.h"
#include "lab/snapshot.h"
#include "support/file.h"

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

static int check_controller(const struct lab_request *request, struct ws_error *error)
{
	const struct lab_controller *controller = lab_controller_of(request->target->architecture);
	char name[CONTROLLER_NAME_MAX] = "";

	if (!request->controller)
		return 0;
	if (request->controller >= controller->first)
		controller_name(controller, request->controller, name);
	return name[0] ? 0
		       : ws_fail(error, EINVAL, "version %u of the %s: it may be %s",
				 request->controller, controller->option,
				 controller->version_names);
}

static int check_request(const struct lab_request *request, struct ws_error *error)
{
	if (!request->target)
		return ws_fail(error, EINVAL, "the request names no target");
	if (request->iterations < 1 || request->iterations > WS_ITERATIONS_MAX)
		return ws_fail(error, EINVAL, "%u iterations: they may be 1 to %d",
			       request->iterations, WS_ITERATIONS_MAX);
	if (request->cpus > LAB_CPUS_MAX)
		return ws_fail(error, EINVAL, "%u CPUs: there may be 1 to %d", request->cpus,
			       LAB_CPUS_MAX);
	if (request->benchmarks >> WS_BENCHMARK_COUNT)
		return ws_fail(error, EINVAL, "the request names a benchmark that is not there");
	if (request->dom0 == LAB_DOM0_LINUX && request->cpus == 1)
		return ws_fail(
			error, EINVAL,
			"Linux as Dom0 needs a CPU beside the measured one: give it 2 or more");
	if (!lab_has_dom0(request->target, request->dom0))
		return ws_fail(error, EINVAL, "%s: its Dom0 can't be Linux", request->target->id);
	if (!request->timeout)
		return ws_fail(error, EINVAL, "a time limit of 0 s is no time at all");
	return check_controller(request, error);
}

/* A copy of a string that may be NULL; false: no memory. */
static bool copy_string(const char *string, char **copy)
{
	*copy = string ? strdup(string) : NULL;
	return *copy || !string;
}

/* `null` is always measured, since every other cell needs it. */
void plan_set_defaults(struct lab_request *request)
{
	const struct architecture *architecture = architecture_of(request->target);

	request->benchmarks |= 1U << WS_BENCHMARK_NULL;
	request->label = request->label ? request->label : request->target->id;
	request->cpu = request->cpu ? request->cpu : architecture->cpu;
	request->controller =
		request->controller ? request->controller : architecture->controller.preferred;
	request->cpus = request->cpus ? request->cpus : MACHINE_CPUS_DEFAULT;
	request->append = request->append && request->append[0] ? request->append : NULL;
}

/* The request as it will be shown. */
static int complete_request(struct lab_plan *plan, const struct lab_request *request,
			    struct ws_error *error)
{
	const struct architecture *architecture = architecture_of(request->target);
	struct lab_request *own = &plan->request;

	*own = *request;
	plan_set_defaults(own);
	if (!copy_string(own->label, &plan->label) || !copy_string(own->cpu, &plan->cpu) ||
	    !copy_string(own->append, &plan->append) || !copy_string(own->kernel, &plan->kernel) ||
	    !copy_string(own->xen, &plan->xen) || !copy_string(own->suite, &plan->suite))
		return ws_fail_errno(error, ENOMEM, "cannot plan %s", request->target->id);
	own->label = plan->label;
	own->cpu = plan->cpu;
	own->append = plan->append;
	own->kernel = plan->kernel;
	own->xen = plan->xen;
	own->suite = plan->suite;
	plan->machine = (struct machine){
		.architecture = architecture,
		.hypervisor = own->target->hypervisor,
		.cpu = own->cpu,
		.controller = own->controller,
		.cpus = own->cpus,
	};
	return 0;
}

static int find_parts(struct lab_plan *plan, struct ws_error *error)
{
	const char *architecture = plan->machine.architecture->name;
	int result = paths_part(PATHS_PROBE, architecture, &plan->probe, error);

	if (!result && plan->request.target->hypervisor == LAB_KVM)
		result = paths_part(PATHS_VMM, architecture, &plan->vmm, error);
	if (!result && dom0_is_linux(&plan->request))
		result = paths_part(PATHS_DOM0, architecture, &plan->dom0.program, error);
	if (!result)
		result = paths_part(PATHS_TRACER, architecture, &plan->tracer, error);
	return result;
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

/* Puts what is inside a compressed image in its place. */
static int unpack_image(struct lab_image *image, const char *folder, struct ws_error *error)
{
	unsigned char *inner;
	char *data, *path;
	size_t size, inner_size;
	int result = ws_file_read(image->path, IMAGE_SIZE_MAX, &data, &size, error);

	if (result)
		return result;
	result = image_unpack((unsigned char *)data, size, IMAGE_SIZE_MAX, &inner, &inner_size);
	free(data);
	if (result < 0)
		return ws_fail_errno(error, -result, "cannot unpack %s", image->path);
	if (result == 0)
		return 0;
	result = artifact_store(folder, ".elf", inner, inner_size, &path, error);
	free(inner);
	if (result)
		return result;
	free(image->path);
	image->path = path;
	return 0;
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

static int get_software(struct lab_plan *plan, struct step *step, struct ws_error *error)
{
	const struct lab_request *request = &plan->request;
	const struct architecture *architecture = plan->machine.architecture;
	bool kvm = request->target->hypervisor == LAB_KVM;
	struct want want = {.kind = architecture->images[request->target->hypervisor],
			    .spec = kvm ? request->kernel : request->xen,
			    .suite = request->suite};
	int result = 0;

	if (kvm)
		result = get_linux(&want, architecture->modules[LAB_KVM], step, &plan->image,
				   &plan->modules, error);
	else if (want.kind)
		result = get_image(&want, step, &plan->image, error);
	if (!result)
		result = check_image(plan, &plan->image, error);
	if (!result && dom0_is_linux(request))
		result = get_dom0(plan, step, error);
	return result;
}

static int make_initramfs(struct lab_plan *plan, const char *folder, struct ws_error *error)
{
	char *archive;
	size_t size;
	int result = initramfs_make(plan->vmm, plan->modules.path, &archive, &size, error);

	if (result)
		return result;
	result = artifact_store(folder, ".cpio", archive, size, &plan->initramfs, error);
	free(archive);
	return result;
}

static int make_files(struct lab_plan *plan, struct ws_error *error)
{
	const struct image_kind *kind =
		plan->machine.architecture->images[plan->request.target->hypervisor];
	bool unpacked = kind && kind->unpacked;
	char *folder = NULL;
	char *cache = NULL;
	int result = paths_cache(&cache, error);

	if (result)
		return result;
	folder = paths_format("%s/" CACHE_MADE, cache);
	result = folder ? ws_directory_create(folder, error)
			: ws_fail_errno(error, ENOMEM, "cannot name the cache folder");
	if (!result && dom0_is_linux(&plan->request))
		result = dom0_make(&plan->dom0, plan->modules.path, plan->probe, folder, error);
	if (!result && plan->machine.architecture->make_files)
		result = plan->machine.architecture->make_files(plan, folder, error);
	if (!result && unpacked)
		result = unpack_image(&plan->image, folder, error);
	if (!result && plan->request.target->hypervisor == LAB_KVM)
		result = make_initramfs(plan, folder, error);
	cache_trim(LAB_CACHED_MADE);
	free(folder);
	free(cache);
	return result;
}

static int fill_plan(struct lab_plan *plan, const struct lab_request *request, struct step *step,
		     struct ws_error *error)
{
	int result = complete_request(plan, request, error);

	if (!result)
		result = command_lines(plan, error);
	if (!result)
		result = find_parts(plan, error);
	if (!result)
		result = emulator_find(&plan->emulator, plan->machine.architecture, error);
	if (!result)
		result = machine_check(&plan->machine, &plan->emulator, request->target->needs_vhe,
				       error);
	if (!result)
		result = get_software(plan, step, error);
	if (!result)
		result = make_files(plan, error);
	if (!result)
		result = command_make(plan, error);
	if (!result && plan->machine.architecture->restores[request->target->hypervisor] &&
	    !request->boot)
		result = snapshot_plan(plan, error);
	return result ? result : describe_plan(plan, error);
}

int lab_prepare(const struct lab_request *request, const struct lab_observer *observer,
		struct lab_plan **plan, struct ws_error *error)
{
	struct step step = {.observer = observer};
	int result = check_request(request, error);

	*plan = NULL;
	if (result)
		return result;
	step.label = request->label ? request->label : request->target->id;
	*plan = calloc(1, sizeof(**plan));
	if (!*plan)
		return ws_fail_errno(error, ENOMEM, "cannot plan %s", request->target->id);
	tell(&step, "preparing");
	result = fill_plan(*plan, request, &step, error);
	if (result) {
		lab_plan_free(*plan);
		*plan = NULL;
	}
	return result;
}

void lab_plan_free(struct lab_plan *plan)
{
	if (!plan)
		return;
	describe_free(plan);
	arguments_free(&plan->command);
	emulator_free(&plan->emulator);
	lab_image_free(&plan->image);
	lab_image_free(&plan->modules);
	dom0_free(&plan->dom0);
	free(plan->label);
	free(plan->cpu);
	free(plan->append);
	free(plan->kernel);
	free(plan->xen);
	free(plan->suite);
	free(plan->probe);
	free(plan->vmm);
	free(plan->tracer);
	free(plan->initramfs);
	free(plan->tree);
	free(plan->boot_line);
	free(plan->parameters);
	free(plan->options);
	free(plan->snapshots);
	free(plan);
}

const struct lab_request *lab_plan_request(const struct lab_plan *plan)
{
	return &plan->request;
}

/* By default: under Xen a kernel for Dom0, too. */
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
		result = get_linux(&want, architecture->modules[target->hypervisor], &step, &image,
				   &modules, error);
	return result;
}
