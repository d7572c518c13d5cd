// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Of two builds of the same source the names are the same and the addresses are not: only the build
 * ID tells. Where there is none nothing is believed, because a wrong name is worse than none.
 */
#include "lab/symbols_file.h"

#include <errno.h>

#include "lab/architecture.h"

int symbols_file_read(const struct symbols_file *file, const struct lab_target *target,
		      struct elf_symbols *symbols, struct ws_error *error)
{
	struct ws_error reason;
	int result = elf_symbols_read(file->path, architecture_of(target)->elf_machine, symbols,
				      &reason);

	return result ? ws_fail(error, -result, "%.600s: %s", reason.text, file->advice) : 0;
}

int symbols_file_check(const struct symbols_file *file, const struct build_id *found,
		       const struct build_id *running, const char *what, struct ws_error *error)
{
	char ids[2][BUILD_ID_TEXT_MAX];

	if (!found->size || !running->size)
		return ws_fail(error, EINVAL,
			       "%s may be of another build: %s has no build ID to tell (the "
			       "linker's --build-id)",
			       file->path, running->size ? "it" : what);
	if (build_id_equal(found, running))
		return 0;
	build_id_print(found, ids[0]);
	build_id_print(running, ids[1]);
	return ws_fail(error, EINVAL,
		       "%s is of another build: its build ID is %s, that of %s is %s", file->path,
		       ids[0], what, ids[1]);
}

void symbols_file_tried(struct lab_symbol_file *file, int result, const struct ws_error *reason)
{
	if (!result) {
		file->used = true;
		return;
	}
	file->refused++;
	file->code = result;
	file->reason = *reason;
}

static int check_file(const struct lab_symbol_file *file, struct ws_error *error)
{
	if (file->used || !file->refused)
		return 0;
	return ws_fail(error, -file->code, "%.900s%s", file->reason.text,
		       file->refused > 1 ? "; nor is it of the other one" : "");
}

int lab_symbol_files_check(const struct lab_symbol_files *files, struct ws_error *error)
{
	int result = 0;

	for (size_t at = 0; at < files->vmlinux_count && !result; at++)
		result = check_file(&files->vmlinux[at], error);
	for (size_t at = 0; at < files->xen_syms_count && !result; at++)
		result = check_file(&files->xen_syms[at], error);
	return result;
}
