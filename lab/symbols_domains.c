// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Domains under Xen have their addresses to themselves, and yet no two of what runs in them meet:
 * Linux as Dom0 is in the upper half, its one program at the bottom, and the probe where Xen puts a
 * domain's memory, or below the program. So one table names them all. Where the probe is Dom0 it is
 * all that there is, and needs none.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lab/architecture.h"
#include "lab/symbols.h"

static void print(FILE *out, const struct lab_symbol_text *part)
{
	if (part->text)
		fwrite(part->text, 1, part->size, out);
}

/* Where a table of functions ends the last one ends, too: at the probe, and at Dom0's kernel. */
static int join(const struct lab_symbol_text *program, const struct lab_symbol_text *kernel,
		const struct architecture *architecture, struct lab_symbol_text *text)
{
	FILE *out = open_memstream(&text->text, &text->size);

	if (!out)
		return -ENOMEM;
	print(out, program);
	fprintf(out, "%016" PRIx64 " T probe\n%016" PRIx64 " d probe_end\n",
		architecture->probe_begin, architecture->probe_end);
	print(out, kernel);
	if (fclose(out) == 0)
		return 0;
	free(text->text);
	text->text = NULL;
	return -ENOMEM;
}

int symbols_of_domains(const struct symbols_request *request, struct lab_symbol_text *text,
		       struct ws_error *error)
{
	struct lab_symbol_text program = {.text = NULL};
	struct lab_symbol_text kernel = {.text = NULL};
	int result;

	if (!dom0_is_linux(&request->plan->request))
		return 0;
	result = symbols_of_program(request, &program, error);
	if (!result)
		result = symbols_of_kernel(request, &kernel, error);
	if (!result && join(&program, &kernel, request->plan->machine.architecture, text))
		result = ws_fail_errno(error, ENOMEM, "cannot read symbols");
	snprintf(text->what, sizeof(text->what), "%s", kernel.what);
	snprintf(text->reason, sizeof(text->reason), "%s",
		 kernel.text ? program.reason : kernel.reason);
	free(program.text);
	free(kernel.text);
	return result;
}
