// SPDX-License-Identifier: GPL-2.0-or-later
/* From a request to a plan: every file on disk, every default replaced by what it stands for. */
#include "lab/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/artifact.h"
#include "lab/cache.h"
#include "lab/command.h"
#include "lab/describe.h"
#include "lab/devicetree.h"
#include "lab/dom0.h"
#include "lab/fetch.h"
#include "lab/initramfs.h"
#include "lab/package_spec.h"
#include "lab/pages.h"
#include "lab/paths.h"
#include "lab/snapshot.h"

/* A domain's memory: the probe needs little, and Xen's page tables for it stay small. */
#define DOMAIN_MEMORY_KIB (64U << 10)

/* More would have no benchmark to be in. */
#define DOMAIN_CPUS 2

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

static int check_request(const struct lab_request *request, struct ws_error *error)
{
	if (!request->target)
		return ws_fail(error, EINVAL, "the request names no target");
	if (request->iterations < 1 || request->iterations > WS_ITERATIONS_MAX)
		return ws_fail(error, EINVAL, "%u iterations: they may be 1 to %d",
			       request->iterations, WS_ITERATIONS_MAX);
	if (request->gic != 0 && request->gic != 2 && request->gic != 3)
		return ws_fail(error, EINVAL, "GICv%u: it may be 2 or 3", request->gic);
	if (request->cpus > LAB_CPUS_MAX)
		return ws_fail(error, EINVAL, "%u CPUs: there may be 1 to %d", request->cpus,
			       LAB_CPUS_MAX);
	if (request->benchmarks >> WS_BENCHMARK_COUNT)
		return ws_fail(error, EINVAL, "the request names a benchmark that is not there");
	if (request->dom0 == LAB_DOM0_LINUX && request->cpus == 1)
		return ws_fail(
			error, EINVAL,
			"Linux as Dom0 needs a CPU beside the measured one: give it 2 or more");
	if (!request->timeout)
		return ws_fail(error, EINVAL, "a time limit of 0 s is no time at all");
	return 0;
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
	request->benchmarks |= 1U << WS_BENCHMARK_NULL;
	request->label = request->label ? request->label : request->target->id;
	request->cpu = request->cpu ? request->cpu : MACHINE_CPU_DEFAULT;
	request->gic = request->gic ? request->gic : MACHINE_GIC_DEFAULT;
	request->cpus = request->cpus ? request->cpus : MACHINE_CPUS_DEFAULT;
	request->append = request->append && request->append[0] ? request->append : NULL;
}

/* The request as it will be shown. */
static int complete_request(struct lab_plan *plan, const struct lab_request *request,
			    struct ws_error *error)
{
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
	plan->machine = (struct machine){.cpu = own->cpu, .gic = own->gic, .cpus = own->cpus};
	return 0;
}

static int find_parts(struct lab_plan *plan, struct ws_error *error)
{
	int result = paths_part(PATHS_PROBE, &plan->probe, error);

	if (!result && plan->request.target->hypervisor == LAB_KVM)
		result = paths_part(PATHS_VMM, &plan->vmm, error);
	if (!result && dom0_is_linux(&plan->request))
		result = paths_part(PATHS_DOM0, &plan->dom0.program, error);
	if (!result)
		result = paths_part(PATHS_TRACER, &plan->tracer, error);
	return result;
}

/* Fills error where there is no memory for the answer: free it. */
static int name_package(enum lab_image_kind kind, const char *spec, const char *suite, char **named,
			struct ws_error *error)
{
	*named = NULL;
	if (!suite || (spec && strchr(spec, '/')))
		return 0;
	*named = paths_format("%s/%s", spec ? spec : fetch_package(kind), suite);
	return *named ? 0 : ws_fail_errno(error, ENOMEM, "cannot name a package");
}

struct want {
	enum lab_image_kind kind;
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

/* Modules first: where they are missing the kernel comes anew with them, and it has to be theirs.
 */
static int get_linux(const struct lab_request *request, bool refresh, struct step *step,
		     struct dom0 *dom0, struct ws_error *error)
{
	struct want want = {.spec = request->kernel, .suite = request->suite, .refresh = refresh};
	bool is_file = want.spec && package_spec_is_file(want.spec);
	int result = 0;

	for (int at = 0; at < WS_DOM0_MODULE_COUNT && !is_file && !result; at++) {
		want.kind = (enum lab_image_kind)(LAB_IMAGE_MODULE + at);
		result = get_image(&want, step, &dom0->modules[at], error);
		want.refresh = false;
	}
	want.kind = LAB_IMAGE_KERNEL;
	return result ? result : get_image(&want, step, &dom0->kernel, error);
}

static int get_software(struct lab_plan *plan, struct step *step, struct ws_error *error)
{
	const struct lab_request *request = &plan->request;
	bool xen = request->target->hypervisor == LAB_XEN;
	const struct want want = {
		.kind = xen ? LAB_IMAGE_XEN : LAB_IMAGE_KERNEL,
		.spec = xen ? request->xen : request->kernel,
		.suite = request->suite,
	};
	int result = 0;

	if (request->target->hypervisor != LAB_NATIVE)
		result = get_image(&want, step, &plan->image, error);
	if (!result && plan->image.path)
		result = pages_check(plan->machine.cpu, plan->image.path, plan->image.package,
				     error);
	if (!result && dom0_is_linux(request))
		result = get_linux(request, false, step, &plan->dom0, error);
	if (!result && plan->dom0.kernel.path)
		result = pages_check(plan->machine.cpu, plan->dom0.kernel.path,
				     plan->dom0.kernel.package, error);
	return result;
}

static int make_initramfs(struct lab_plan *plan, const char *folder, struct ws_error *error)
{
	char *archive;
	size_t size;
	int result = initramfs_make(plan->vmm, NULL, 0, &archive, &size, error);

	if (result)
		return result;
	result = artifact_store(folder, ".cpio", archive, size, &plan->initramfs, error);
	free(archive);
	return result;
}

static int xen_tree(struct lab_plan *plan, const char *base, size_t base_size, const char *folder,
		    struct ws_error *error)
{
	char *parameters = command_probe_parameters(&plan->request);
	struct devicetree_domain domain = {
		.memory_kib = DOMAIN_MEMORY_KIB,
		.cpus = plan->machine.cpus < DOMAIN_CPUS ? 1 : DOMAIN_CPUS,
		.kernel = COMMAND_XEN_PROBE_ADDRESS,
		.bootargs = parameters,
	};
	const struct devicetree_dom0 dom0 = dom0_of_tree(&plan->dom0);
	struct stat status;
	void *tree = NULL;
	size_t size;
	int result;

	if (!parameters || stat(plan->probe, &status) < 0) {
		free(parameters);
		return ws_fail_errno(error, errno, "cannot read %s", plan->probe);
	}
	domain.kernel_size = (uint64_t)status.st_size;
	if (dom0_is_linux(&plan->request))
		domain.dom0 = &dom0;
	result = devicetree_for_xen(base, base_size, plan->boot_line, &domain, &tree, &size, error);
	if (!result)
		result = artifact_store(folder, ".dtb", tree, size, &plan->tree, error);
	free(tree);
	free(parameters);
	return result;
}

/* The emulator's own tree is made for every target: it refuses a machine that it cannot make. */
static int make_tree(struct lab_plan *plan, const char *folder, struct ws_error *error)
{
	char *base;
	size_t size;
	int result = machine_tree(&plan->machine, &plan->emulator, folder, &base, &size, error);

	if (result)
		return result;
	if (plan->request.target->hypervisor == LAB_XEN)
		result = xen_tree(plan, base, size, folder, error);
	free(base);
	return result;
}

static int make_files(struct lab_plan *plan, struct ws_error *error)
{
	char *folder = NULL;
	char *cache = NULL;
	int result = paths_cache(&cache, error);

	if (result)
		return result;
	folder = paths_format("%s/" CACHE_MADE, cache);
	result = folder ? ws_directory_create(folder, error)
			: ws_fail_errno(error, ENOMEM, "cannot name the cache folder");
	if (!result && dom0_is_linux(&plan->request))
		result = dom0_make(&plan->dom0, folder, error);
	if (!result)
		result = make_tree(plan, folder, error);
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
		result = command_boot_line(&plan->request, &plan->boot_line, error);
	if (!result && request->target->hypervisor == LAB_KVM) {
		plan->options = command_vmm_options(&plan->request);
		result = plan->options ? 0 : ws_fail_errno(error, ENOMEM, "cannot plan it");
	}
	if (!result)
		result = find_parts(plan, error);
	if (!result)
		result = emulator_find(&plan->emulator, error);
	if (!result)
		result = machine_check(&plan->machine, &plan->emulator, request->target->needs_vhe,
				       error);
	if (!result)
		result = get_software(plan, step, error);
	if (!result)
		result = make_files(plan, error);
	if (!result)
		result = command_make(plan, error);
	if (!result && request->target->hypervisor == LAB_KVM && !request->boot)
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
	const struct lab_request request = {.target = target, .suite = suite};
	struct step step = {.observer = observer, .label = target->id};
	bool xen = target->hypervisor == LAB_XEN;
	const struct want want = {
		.kind = xen ? LAB_IMAGE_XEN : LAB_IMAGE_KERNEL,
		.suite = suite,
		.refresh = true,
	};
	struct lab_image image = {.path = NULL};
	struct dom0 dom0 = {.program = NULL};
	int result = 0;

	if (target->hypervisor != LAB_NATIVE)
		result = get_image(&want, &step, &image, error);
	if (!result && xen)
		result = get_linux(&request, true, &step, &dom0, error);
	lab_image_free(&image);
	dom0_free(&dom0);
	return result;
}
