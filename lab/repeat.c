// SPDX-License-Identifier: GPL-2.0-or-later
/* From a result to the request that measures it again. See repeat.h. */
#include "lab/repeat.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/cache.h"
#include "lab/command.h"
#include "lab/controller.h"
#include "lab/digest.h"
#include "lab/dom0.h"
#include "lab/package_spec.h"
#include "lab/paths.h"

#define KERNEL_END " -- " /* and the VMM's own words */

struct maker {
	const struct ws_result *result;
	const char *name;
	struct lab_repeat *repeat;
	struct ws_error *error;
};

static const char *property_of(const struct ws_result *result, const char *name)
{
	for (size_t at = 0; at < result->property_count; at++)
		if (strcmp(result->properties[at].name, name) == 0)
			return result->properties[at].value;
	return NULL;
}

static const struct ws_component *component_of(const struct ws_result *result, const char *role)
{
	for (size_t at = 0; at < result->component_count; at++)
		if (strcmp(result->components[at].role, role) == 0)
			return &result->components[at];
	return NULL;
}

static int cannot(const struct maker *maker, const char *what, const char *value)
{
	return ws_fail(maker->error, EINVAL, "%s: this version cannot measure it again: %s%s%.400s",
		       maker->name, what, value ? " is " : "", value ? value : "");
}

static int take_machine(const struct maker *maker)
{
	const struct lab_target *target = lab_target_find(maker->result->target);
	const struct lab_controller *controller;
	struct lab_request *request = &maker->repeat->request;
	const char *cpus = property_of(maker->result, "cpus");
	const char *version;

	if (!target)
		return cannot(maker, "its target, which the lab has not,", maker->result->target);
	controller = lab_controller_of(target->architecture);
	version = property_of(maker->result, controller->option);
	request->target = target;
	request->cpu = property_of(maker->result, "cpu");
	request->cpus = cpus ? (unsigned int)strtoul(cpus, NULL, 10) : 0;
	request->controller = version ? controller_version(controller, version) : 0;
	if (!request->cpu)
		return cannot(maker, "it does not say on which CPU", NULL);
	if (request->cpus < 1 || request->cpus > LAB_CPUS_MAX)
		return cannot(maker, "its number of CPUs", cpus ? cpus : "not told");
	if (!request->controller)
		return cannot(maker, "its interrupt controller", version ? version : "not told");
	return 0;
}

static int take_dom0(const struct maker *maker)
{
	struct lab_request *request = &maker->repeat->request;
	const char *name = property_of(maker->result, "dom0");
	enum lab_dom0 dom0;

	if (!name)
		return 0;
	dom0 = lab_dom0_find(name);
	if (dom0 == LAB_DOM0_COUNT || !lab_has_dom0(request->target, dom0))
		return cannot(maker, "its Dom0", name);
	request->dom0 = dom0;
	return 0;
}

/* What a line has more than the one that is made where nothing is added to it. */
static int split_line(const struct maker *maker, const char *line, const char *base)
{
	const char *end = strstr(base, KERNEL_END);
	size_t length = strlen(line);
	size_t before = end ? (size_t)(end - base) : strlen(base);
	size_t after = strlen(base) - before;

	if (length < before + after || memcmp(line, base, before) != 0 ||
	    strcmp(line + length - after, base + before) != 0 ||
	    (length > before + after && line[before] != ' '))
		return cannot(maker, "its command line", line);
	if (length == before + after)
		return 0;
	maker->repeat->append =
		paths_format("%.*s", (int)(length - before - after - 1), line + before + 1);
	if (!maker->repeat->append)
		return ws_fail_errno(maker->error, ENOMEM, "cannot read %s", maker->name);
	maker->repeat->request.append = maker->repeat->append;
	return 0;
}

static const char *line_of(const struct ws_result *result, const struct lab_target *target)
{
	return property_of(result, target->hypervisor == LAB_KVM ? "kernel-command-line"
								 : "xen-command-line");
}

static int take_line(const struct maker *maker)
{
	const char *line = line_of(maker->result, maker->repeat->request.target);
	char *base;
	int result;

	if (maker->repeat->request.target->hypervisor == LAB_NATIVE)
		return 0;
	if (!line)
		return cannot(maker, "it does not say its command line", NULL);
	result = command_boot_line(&maker->repeat->request, &base, maker->error);
	if (!result)
		result = split_line(maker, line, base);
	free(base);
	return result;
}

bool lab_repeat_adds_nothing(const struct ws_result *result)
{
	const struct lab_request request = {.target = lab_target_find(result->target)};
	const char *line = request.target ? line_of(result, request.target) : NULL;
	struct ws_error ignored;
	char *base = NULL;
	bool same;

	if (!line || request.target->hypervisor == LAB_NATIVE)
		return true;
	same = !command_boot_line(&request, &base, &ignored) && strcmp(line, base) == 0;
	free(base);
	return same;
}

/* A record of the cache that stands for an image: images/KIND_PACKAGE[_SUITE].json. */
struct search {
	const char *kind;
	char *spec;
};

static void take_record(void *context, const char *record)
{
	struct search *search = context;
	const char *name = strrchr(record, '/') + 1;
	size_t length = strlen(search->kind);
	char *suite;

	if (search->spec || strncmp(name, search->kind, length) != 0 || name[length] != '_')
		return;
	name += length + 1;
	search->spec = strndup(name, strlen(name) - strlen(".json"));
	suite = search->spec ? strchr(search->spec, '_') : NULL;
	if (suite)
		*suite = '/';
}

/* How the cache knows the image of a component, or its name, by which it may be fetched. */
static char *find_image(const struct image_kind *kind, const struct ws_component *component)
{
	struct search search = {.kind = kind->id};
	struct ws_error ignored;
	char *cache = NULL;
	char *image = NULL;

	if (component->sha256 && paths_cache(&cache, &ignored) == 0)
		image = paths_format("%s/" CACHE_IMAGES "/_%s", cache, component->sha256);
	if (image)
		cache_image_names(image, take_record, &search);
	free(image);
	free(cache);
	return search.spec || !component->name ? search.spec : strdup(component->name);
}

static bool has_bytes(const char *file, const struct ws_component *component)
{
	char digest[WS_DIGEST_SIZE];
	struct ws_error ignored;

	return component->sha256 && digest_of_file(file, digest, &ignored) == 0 &&
	       strcmp(digest, component->sha256) == 0;
}

/* A file of other bytes is the last resort: what comes of it tells what is wrong with it. */
static const char *choose_file(const char *const *given, size_t count,
			       const struct ws_component *component)
{
	const char *file = NULL;

	for (size_t at = 0; at < count; at++) {
		if (!package_spec_is_file(given[at]))
			continue;
		file = given[at];
		if (count > 1 && has_bytes(file, component))
			return file;
	}
	return file;
}

static int take_image(const struct maker *maker, enum lab_hypervisor hypervisor, const char *role,
		      const char *const *given, size_t count, char **spec)
{
	const struct architecture *architecture = architecture_of(maker->repeat->request.target);
	const struct ws_component *component = component_of(maker->result, role);
	const char *file;

	if (!component)
		return cannot(maker, "it does not say what ran", NULL);
	file = choose_file(given, count, component);
	*spec = file ? strdup(file) : find_image(architecture->images[hypervisor], component);
	return *spec ? 0 : cannot(maker, "it does not say what ran", NULL);
}

static int take_images(const struct maker *maker, const struct lab_repeat_images *images)
{
	struct lab_repeat *repeat = maker->repeat;
	int result = 0;

	if (lab_runs_linux(&repeat->request))
		result = take_image(maker, LAB_KVM, "kernel", images->kernels, images->kernel_count,
				    &repeat->kernel);
	if (!result && lab_runs_xen(&repeat->request))
		result = take_image(maker, LAB_XEN, "hypervisor", images->xens, images->xen_count,
				    &repeat->xen);
	repeat->request.kernel = repeat->kernel;
	repeat->request.xen = repeat->xen;
	return result;
}

int lab_repeat_of(const struct ws_result *result, const char *name,
		  const struct lab_repeat_images *images, struct lab_repeat *repeat,
		  struct ws_error *error)
{
	const struct maker maker = {
		.result = result, .name = name, .repeat = repeat, .error = error};
	int code;

	*repeat = (struct lab_repeat){.append = NULL};
	code = take_machine(&maker);
	if (!code)
		code = take_dom0(&maker);
	if (!code)
		code = take_line(&maker);
	return code ? code : take_images(&maker, images);
}

void lab_repeat_free(struct lab_repeat *repeat)
{
	free(repeat->append);
	free(repeat->kernel);
	free(repeat->xen);
	*repeat = (struct lab_repeat){.append = NULL};
}
