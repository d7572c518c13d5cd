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
#include "lab/image.h"
#include "lab/image_unpack.h"
#include "lab/initramfs.h"
#include "lab/paths.h"
#include "lab/plan_software.h"
#include "lab/snapshot.h"
#include "lab/stop.h"
#include "support/file.h"

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

static int fill_plan(struct lab_plan *plan, const struct lab_request *request,
		     const struct lab_observer *observer, struct ws_error *error)
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
		result = plan_software(plan, observer, error);
	if (!result)
		result = make_files(plan, error);
	if (!result)
		result = command_make(plan, error);
	if (!result)
		result = describe_plan(plan, error);
	if (!result && lab_stop_of(request) && !request->boot)
		result = snapshot_plan(plan, error);
	return result;
}

int lab_prepare(const struct lab_request *request, const struct lab_observer *observer,
		struct lab_plan **plan, struct ws_error *error)
{
	int result = check_request(request, error);

	*plan = NULL;
	if (result)
		return result;
	*plan = calloc(1, sizeof(**plan));
	if (!*plan)
		return ws_fail_errno(error, ENOMEM, "cannot plan %s", request->target->id);
	if (observer->progress)
		observer->progress(observer->context,
				   request->label ? request->label : request->target->id,
				   "preparing");
	result = fill_plan(*plan, request, observer, error);
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
