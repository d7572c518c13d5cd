// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Xen takes a kernel as an Image alone: one in a wrapping (image_unpack.h) is unpacked before. Its
 * console is Xen's, where the probe's records are: it says nothing but how it dies, so that none of
 * them is cut in two.
 */
#include "lab/dom0.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/architecture.h"
#include "lab/artifact.h"
#include "lab/image.h"
#include "lab/image_unpack.h"
#include "lab/initramfs.h"
#include "support/file.h"

/* From its address to where the emulated machine's memory ends, less what Xen takes there. */
#define KERNEL_SIZE_MAX    (128ULL << 20)
#define INITRAMFS_SIZE_MAX (DOM0_KERNEL_ADDRESS - DOM0_INITRAMFS_ADDRESS)

/* What its program makes domains of: dom0/arch/x86_64/domains.c. */
#define DOM0_PROBE "probe"

/*
 * Left out is what takes long at each boot and serves nobody: entropy, certificates, tracing.
 * Without its certificates a kernel verifies no module. Debian's load them all the same, as their
 * configurations have neither CONFIG_MODULE_SIG_FORCE nor a lockdown (but under EFI's secure boot);
 * one that insists on signatures refuses Dom0's modules, and its program says so (vmm/modules.c).
 */
#define BOOT_LINE                                                                                  \
	"console=hvc0 loglevel=1 nokaslr cryptomgr.notests=1 "                                     \
	"initcall_blacklist=jent_mod_init,load_system_certificate_list,trace_eval_init panic=-1"

const char *const dom0_boot_line = BOOT_LINE;

bool dom0_is_linux(const struct lab_request *request)
{
	return request->target->hypervisor == LAB_XEN && request->dom0 == LAB_DOM0_LINUX;
}

bool lab_has_dom0(const struct lab_target *target, enum lab_dom0 dom0)
{
	return dom0 == LAB_DOM0_PROBE ||
	       (target->hypervisor == LAB_XEN && architecture_of(target)->modules[LAB_XEN]);
}

static int check_size(uint64_t size, uint64_t limit, const char *what, struct ws_error *error)
{
	if (size <= limit)
		return 0;
	return ws_fail(error, EINVAL, "%s of Dom0 has %llu MiB, and there is room for %llu", what,
		       (unsigned long long)size >> 20, (unsigned long long)limit >> 20);
}

static int store_unpacked(struct dom0 *dom0, const char *data, size_t size, const char *folder,
			  struct ws_error *error)
{
	unsigned char *inner = NULL;
	size_t inner_size = size;
	int unpacked = image_unpack((const unsigned char *)data, size, IMAGE_SIZE_MAX, &inner,
				    &inner_size);
	int result = 0;

	if (unpacked < 0)
		return ws_fail_errno(error, -unpacked, "cannot unpack %s", dom0->kernel.path);
	dom0->image_size = unpacked ? inner_size : size;
	if (unpacked) {
		result = artifact_store(folder, ".Image", inner, inner_size, &dom0->image, error);
	} else {
		dom0->image = strdup(dom0->kernel.path);
		if (!dom0->image)
			result = ws_fail_errno(error, ENOMEM, "cannot use %s", dom0->kernel.path);
	}
	free(inner);
	return result ? result : check_size(dom0->image_size, KERNEL_SIZE_MAX, "the kernel", error);
}

static int make_image(struct dom0 *dom0, const char *folder, struct ws_error *error)
{
	size_t size;
	char *data;
	int result = ws_file_read(dom0->kernel.path, IMAGE_SIZE_MAX, &data, &size, error);

	if (result)
		return result;
	result = store_unpacked(dom0, data, size, folder, error);
	free(data);
	return result;
}

/* Where there are tools: they, and what they make domains of. */
static int add_tools(const struct dom0 *dom0, const char *probe, char **archive, size_t *size,
		     struct ws_error *error)
{
	int result = 0;

	for (size_t at = 0; at < dom0->tool_count && !result; at++)
		result = initramfs_append(dom0->tools[at].path, archive, size, error);
	if (!result && dom0->tool_count)
		result = initramfs_append_program(probe, DOM0_PROBE, archive, size, error);
	return result;
}

static int make_initramfs(struct dom0 *dom0, const char *modules, const char *probe,
			  const char *folder, struct ws_error *error)
{
	char *archive = NULL;
	size_t size = 0;
	int result = initramfs_make(dom0->program, modules, &archive, &size, error);

	if (!result)
		result = add_tools(dom0, probe, &archive, &size, error);
	if (!result)
		result = check_size(size, INITRAMFS_SIZE_MAX, "the initial file system", error);
	if (!result)
		result = artifact_store(folder, ".cpio", archive, size, &dom0->initramfs, error);
	dom0->initramfs_size = size;
	free(archive);
	return result;
}

int dom0_make(struct dom0 *dom0, const char *modules, const char *probe, const char *folder,
	      struct ws_error *error)
{
	int result = make_image(dom0, folder, error);

	return result ? result : make_initramfs(dom0, modules, probe, folder, error);
}

const char *dom0_line(const struct dom0 *dom0)
{
	return dom0->gives_symbols ? BOOT_LINE " -- --symbols" : dom0_boot_line;
}

struct devicetree_dom0 dom0_of_tree(const struct dom0 *dom0)
{
	return (struct devicetree_dom0){
		.kernel = DOM0_KERNEL_ADDRESS,
		.kernel_size = dom0->image_size,
		.initramfs = DOM0_INITRAMFS_ADDRESS,
		.initramfs_size = dom0->initramfs_size,
		.bootargs = dom0_line(dom0),
	};
}

void dom0_free(struct dom0 *dom0)
{
	lab_image_free(&dom0->kernel);
	for (size_t at = 0; at < dom0->tool_count; at++)
		lab_image_free(&dom0->tools[at]);
	free(dom0->program);
	free(dom0->image);
	free(dom0->initramfs);
	*dom0 = (struct dom0){.program = NULL};
}
