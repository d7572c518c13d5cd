// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Properties say how the target was set up, components which files ran: what two people must
 * compare when their numbers differ. Our own parts are of this program's version, which `hello` and
 * the tracer's first line are checked against at every run.
 */
#include "lab/describe.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/version.h>

#include "lab/paths.h"

/* Takes the value over; false: no memory, be it here or where the value was made. */
static bool add_property(struct lab_plan *plan, const char *name, char *value)
{
	struct ws_property *property = &plan->properties[plan->property_count++];

	property->name = strdup(name);
	property->value = value;
	return property->name && property->value;
}

static bool add_component(struct lab_plan *plan, const char *role, const char *name,
			  const char *version, const char *sha256)
{
	struct ws_component *component = &plan->components[plan->component_count++];

	component->role = strdup(role);
	component->name = strdup(name);
	component->version = version ? strdup(version) : NULL;
	component->sha256 = strdup(sha256);
	return component->role && component->name && (component->version || !version) &&
	       component->sha256;
}

#define DOM0_NAME(symbol, id, meaning) [LAB_DOM0_##symbol] = (id),

static bool add_properties(struct lab_plan *plan)
{
	static const char *const line_names[] = {
		[LAB_NATIVE] = "probe-parameters",
		[LAB_KVM] = "kernel-command-line",
		[LAB_XEN] = "xen-command-line",
	};
	static const char *const dom0_names[] = {LAB_DOM0_LIST(DOM0_NAME)};
	const struct lab_request *request = &plan->request;
	bool has_dom0 = request->target->hypervisor == LAB_XEN && plan->machine.cpus > 1;
	const char *counting = request->oracle ? "oracle" : "fast";

	return add_property(plan, "cpu", strdup(plan->machine.cpu)) &&
	       add_property(plan, "gic", paths_format("%u", plan->machine.gic)) &&
	       add_property(plan, "memory", paths_format("%d MiB", MACHINE_MEMORY_MIB)) &&
	       add_property(plan, "cpus", paths_format("%u", plan->machine.cpus)) &&
	       add_property(plan, line_names[request->target->hypervisor],
			    strdup(plan->boot_line)) &&
	       (!has_dom0 || add_property(plan, "dom0", strdup(dom0_names[request->dom0]))) &&
	       (!dom0_is_linux(request) ||
		add_property(plan, "dom0-command-line", strdup(dom0_boot_line))) &&
	       add_property(plan, "counting", strdup(counting));
}

/* One of our own parts; NULL: it is not used. */
static int add_part(struct lab_plan *plan, const char *role, const char *path,
		    struct ws_error *error)
{
	char digest[WS_DIGEST_SIZE];
	int result;

	if (!path)
		return 0;
	result = ws_file_digest(path, digest, error);
	if (!result && !add_component(plan, role, strrchr(path, '/') + 1, WS_VERSION, digest))
		result = ws_fail_errno(error, ENOMEM, "cannot describe %s", path);
	return result;
}

static bool add_image(struct lab_plan *plan, const char *role, const struct lab_image *image)
{
	return !image->path ||
	       add_component(plan, role, image->package, image->version, image->sha256);
}

#define MODULE_NAME(symbol, name, folder) [WS_DOM0_MODULE_##symbol] = (name),

static bool add_software(struct lab_plan *plan)
{
	const struct dom0 *dom0 = &plan->dom0;
	static const char *const module_names[] = {WS_DOM0_MODULE_LIST(MODULE_NAME)};
	bool xen = plan->request.target->hypervisor == LAB_XEN;
	bool added = add_image(plan, xen ? "hypervisor" : "kernel", &plan->image) &&
		     add_image(plan, "kernel", &dom0->kernel);

	for (int at = 0; at < WS_DOM0_MODULE_COUNT && added; at++)
		added = add_image(plan, module_names[at], &dom0->modules[at]);
	return added;
}

int describe_plan(struct lab_plan *plan, struct ws_error *error)
{
	int result;

	if (!add_properties(plan) || !add_component(plan, "emulator", EMULATOR_PROGRAM,
						    plan->emulator.version, plan->emulator.sha256))
		return ws_fail_errno(error, ENOMEM, "cannot describe %s", plan->request.target->id);
	result = add_part(plan, "tracer", plan->tracer, error);
	if (!result)
		result = add_part(plan, "probe", plan->probe, error);
	if (!result)
		result = add_part(plan, "vmm", plan->vmm, error);
	if (!result)
		result = add_part(plan, "dom0", plan->dom0.program, error);
	if (!result && !add_software(plan))
		result = ws_fail_errno(error, ENOMEM, "cannot describe %s",
				       plan->request.target->id);
	return result;
}

void describe_free(struct lab_plan *plan)
{
	for (size_t i = 0; i < plan->property_count; i++) {
		free(plan->properties[i].name);
		free(plan->properties[i].value);
	}
	for (size_t i = 0; i < plan->component_count; i++) {
		free(plan->components[i].role);
		free(plan->components[i].name);
		free(plan->components[i].version);
		free(plan->components[i].sha256);
	}
}

const struct ws_property *lab_plan_properties(const struct lab_plan *plan, size_t *count)
{
	*count = plan->property_count;
	return plan->properties;
}

const struct ws_component *lab_plan_components(const struct lab_plan *plan, size_t *count)
{
	*count = plan->component_count;
	return plan->components;
}
