// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * KVM's modes by the words of its start (Linux, arch/arm64/kvm/arm.c, "mode initialized
 * successfully"). "Hyp" alone is split mode as kernels before 6.4 say it. A protected one may be
 * built on either half. "+NV2" (kvm-arm.mode=nested, of which 6.12 says nothing) tells that guests
 * may be hypervisors, and needs VHE: it is the same mode for a guest that is none.
 */
#include <stddef.h>
#include <string.h>

#include "vmm/arch.h"

static const struct {
	const char *said;
	const char *mode;
} modes[] = {
	{.said = "VHE mode ", .mode = "vhe"},
	{.said = "VHE+NV2 mode ", .mode = "vhe"},
	{.said = "Hyp mode ", .mode = "nvhe"},
	{.said = "Hyp nVHE mode ", .mode = "nvhe"},
	{.said = "Hyp hVHE mode ", .mode = "hvhe"},
	{.said = "Protected nVHE mode ", .mode = "protected"},
	{.said = "Protected hVHE mode ", .mode = "protected"},
};

const char *arch_host_mode(const char *text)
{
	static const char done[] = "initialized successfully";

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		size_t size = strlen(modes[i].said);

		if (strncmp(text, modes[i].said, size) == 0 &&
		    strncmp(text + size, done, sizeof(done) - 1) == 0)
			return modes[i].mode;
	}
	return NULL;
}
