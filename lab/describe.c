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

#include "lab/architecture.h"
#include "lab/command.h"
#include "lab/controller.h"
#include "lab/digest.h"
#include "lab/paths.h"

/* Takes the value over; false: no memory, be it here or where the value was made. */
static bool add_property(struct ws_property *properties, size_t *count, const char *name,
			 char *value)
{
	struct ws_property *property = &properties[(*count)++];

	property->name = strdup(name);
	property->value = value;
	return property->name && property->value;
}

static void free_property(struct ws_property *property)
{
	free(property->name);
	free(property->value);
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

/*
 * Properties of a complete request; boot_line: what it boots with, or NULL where that could not be
 * made; count: how many there are, room for PLAN_PROPERTIES_MAX. False: no memory.
 */
static bool describe_request(const struct lab_request *request, const char *boot_line,
			     struct ws_property *properties, size_t *count)
{
	static const char *const line_names[] = {
		[LAB_NATIVE] = "probe-parameters",
		[LAB_KVM] = "kernel-command-line",
		[LAB_XEN] = "xen-command-line",
	};
	bool has_dom0 = request->target->hypervisor == LAB_XEN && request->cpus > 1;
	const struct architecture *architecture = architecture_of(request->target);
	const char *dom0_line = request->target->hypervisor == LAB_XEN
					? architecture->dom0_lines[request->dom0]
					: NULL;
	const char *line_name = line_names[request->target->hypervisor];
	const char *counting = request->oracle ? "oracle" : "fast";
	char controller[CONTROLLER_NAME_MAX];

	controller_name(&architecture->controller, request->controller, controller);
	return add_property(properties, count, "cpu", strdup(request->cpu)) &&
	       add_property(properties, count, architecture->controller.option,
			    strdup(controller)) &&
	       add_property(properties, count, "memory",
			    paths_format("%d MiB", MACHINE_MEMORY_MIB)) &&
	       add_property(properties, count, "cpus", paths_format("%u", request->cpus)) &&
	       (!boot_line || add_property(properties, count, line_name, strdup(boot_line))) &&
	       (!has_dom0 ||
		add_property(properties, count, "dom0", strdup(lab_dom0_id(request->dom0)))) &&
	       (!dom0_line || add_property(properties, count, "dom0-options", strdup(dom0_line))) &&
	       (!dom0_is_linux(request) ||
		add_property(properties, count, "dom0-command-line", strdup(dom0_boot_line))) &&
	       add_property(properties, count, "counting", strdup(counting)) &&
	       (!architecture->limits ||
		add_property(properties, count, "emulator-limits", strdup(architecture->limits)));
}

/* What was asked for in the place of the default: of an image that was found, the component tells.
 */
static bool add_wanted(const struct lab_request *request, struct ws_property *properties,
		       size_t *count)
{
	return (!request->kernel ||
		add_property(properties, count, "kernel", strdup(request->kernel))) &&
	       (!request->xen || add_property(properties, count, "xen", strdup(request->xen))) &&
	       (!request->suite ||
		add_property(properties, count, "suite", strdup(request->suite)));
}

struct ws_property *lab_request_properties(const struct lab_request *request, size_t *count)
{
	struct lab_request complete = *request;
	struct ws_property *properties = calloc(PLAN_PROPERTIES_MAX, sizeof(*properties));
	struct ws_error ignored;
	char *line = NULL;
	bool whole;

	*count = 0;
	if (!properties)
		return NULL;
	plan_set_defaults(&complete);
	if (command_boot_line(&complete, &line, &ignored))
		line = NULL; /* which may be why there is no plan */
	whole = describe_request(&complete, line, properties, count) &&
		add_wanted(&complete, properties, count);
	free(line);
	if (whole)
		return properties;
	while (*count)
		free_property(&properties[--*count]);
	free(properties);
	return NULL;
}

/* One of our own parts; NULL: it is not used. */
static int add_part(struct lab_plan *plan, const char *role, const char *path,
		    struct ws_error *error)
{
	char digest[WS_DIGEST_SIZE];
	int result;

	if (!path)
		return 0;
	result = digest_of_file(path, digest, error);
	if (!result && !add_component(plan, role, strrchr(path, '/') + 1, WS_VERSION, digest))
		result = ws_fail_errno(error, ENOMEM, "cannot describe %s", path);
	return result;
}

static bool add_image(struct lab_plan *plan, const char *role, const struct lab_image *image)
{
	return !image->path ||
	       add_component(plan, role, image->package, image->version, image->sha256);
}

static bool add_tools(struct lab_plan *plan)
{
	for (size_t at = 0; at < plan->dom0.tool_count; at++)
		if (!add_image(plan, "dom0-tools", &plan->dom0.tools[at]))
			return false;
	return true;
}

static bool add_software(struct lab_plan *plan)
{
	bool xen = plan->request.target->hypervisor == LAB_XEN;

	return add_image(plan, xen ? "hypervisor" : "kernel", &plan->image) &&
	       add_image(plan, "kernel", &plan->dom0.kernel) &&
	       add_image(plan, "kernel-modules", &plan->modules) && add_tools(plan);
}

int describe_plan(struct lab_plan *plan, struct ws_error *error)
{
	int result;

	if (!describe_request(&plan->request, plan->boot_line, plan->properties,
			      &plan->property_count) ||
	    !add_component(plan, "emulator", plan->machine.architecture->emulator,
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
	for (size_t i = 0; i < plan->property_count; i++)
		free_property(&plan->properties[i]);
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
