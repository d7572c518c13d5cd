// SPDX-License-Identifier: GPL-2.0-or-later
/* The symbols of this project's own program on the server: it is linked with them. */
#include <stdio.h>
#include <string.h>

#include "lab/symbols_file.h"

int symbols_of_program(const struct symbols_request *request, struct lab_symbol_text *text,
		       struct ws_error *error)
{
	const struct lab_plan *plan = request->plan;
	const struct symbols_file file = {
		.path = dom0_is_linux(&plan->request) ? plan->dom0.program : plan->vmm,
		.advice = "build it again (make)",
	};
	struct elf_symbols symbols;
	struct ws_error reason;
	int result = symbols_file_read(&file, plan->request.target, &symbols, &reason);

	snprintf(text->what, sizeof(text->what), "%s", basename(file.path));
	text->text = symbols.text;
	text->size = symbols.size;
	return symbols_give_up(result, &reason, text, error);
}
