// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The plan's own command line with another ending for the kernel, so that whatever moves the
 * kernel's code is the same. The console goes to standard error, out of the way of the symbols.
 */
#include "lab/symbols_boot.h"

#include <errno.h>
#include <limits.h>
#include <sha256.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/markers.h>

#include "lab/paths.h"
#include "lab/process.h"
#include "lab/symbols_document.h"

#define OUTPUT 1 /* the emulator's descriptor */

/* How long the kernel's part of its command line is; what follows is the VMM's. */
static int kernel_part(const struct lab_plan *plan)
{
	const char *end = strstr(plan->boot_line, " -- ");

	return end ? (int)(end - plan->boot_line) : (int)strlen(plan->boot_line);
}

static void add_replaced(struct arguments *command, const struct lab_plan *plan, const char *option,
			 const char *word)
{
	char tracer[2 * PATH_MAX];

	if (strcmp(option, "-append") == 0) {
		arguments_add(command, "%.*s -- --symbols", kernel_part(plan), plan->boot_line);
	} else if (strcmp(option, "-serial") == 0) {
		arguments_add(command, "file:/dev/stderr");
	} else if (strcmp(option, "-plugin") == 0) {
		emulator_escape(plan->tracer, tracer, sizeof(tracer));
		arguments_add(command, "%s,data-fd=%d", tracer, OUTPUT);
	} else {
		arguments_add(command, "%s", word);
	}
}

int symbols_boot_command(const struct lab_plan *plan, struct arguments *command,
			 struct ws_error *error)
{
	for (size_t i = 0; i < plan->command.count; i++)
		add_replaced(command, plan, i ? plan->command.words[i - 1] : "",
			     plan->command.words[i]);
	return command->failed ? ws_fail_errno(error, ENOMEM, "cannot make a command line") : 0;
}

static void add_text(SHA2_CTX *context, const char *text, size_t length)
{
	SHA256Update(context, (const uint8_t *)text, length);
	SHA256Update(context, (const uint8_t *)"", 1);
}

int symbols_boot_key(const struct lab_plan *plan, char key[WS_DIGEST_SIZE], struct ws_error *error)
{
	const char *initramfs = strrchr(plan->initramfs, '/');
	struct arguments words = {.words = NULL};
	SHA2_CTX context;

	machine_arguments(&words, &plan->machine, "");
	if (words.failed) {
		arguments_free(&words);
		return ws_fail_errno(error, ENOMEM, "cannot look for symbols");
	}
	SHA256Init(&context);
	add_text(&context, WS_SYMBOLS_HEAD, strlen(WS_SYMBOLS_HEAD));
	add_text(&context, plan->emulator.sha256, strlen(plan->emulator.sha256));
	add_text(&context, plan->image.sha256, strlen(plan->image.sha256));
	/* Named by its content (lab/artifact.h). */
	initramfs = initramfs ? initramfs : plan->initramfs;
	add_text(&context, initramfs, strlen(initramfs));
	add_text(&context, plan->boot_line, (size_t)kernel_part(plan));
	for (size_t i = 0; i < words.count; i++)
		add_text(&context, words.words[i], strlen(words.words[i]));
	SHA256End(&context, key);
	arguments_free(&words);
	return 0;
}

/* What the VMM says of its own failure or, without that, the console's last line. */
static int explain(const struct lab_plan *plan, const char *console, struct ws_error *error)
{
	const char *at = strstr(console, "worldswitch-vmm: ");
	const char *end = console + strlen(console);

	while (!at && end > console && strchr("\r\n", end[-1]))
		end--;
	if (!at) {
		at = memrchr(console, '\n', (size_t)(end - console));
		at = at ? at + 1 : console;
	}
	return ws_fail(error, EIO, "%s was booted for its symbols and did not give them: %.*s",
		       plan->image.package, (int)strcspn(at, "\r\n"), at);
}

static int boot(const struct lab_plan *plan, const struct process_command *run, char **text,
		size_t *size, struct ws_error *error)
{
	struct process_output output;
	struct symbols_document *document = malloc(sizeof(*document));
	int result = document ? process_run(run, &output, error)
			      : ws_fail_errno(error, ENOMEM, "cannot read symbols");

	if (!document)
		return result;
	if (result == -EIO ||
	    (!result && symbols_document_parse(output.out, output.out_size, document) < 0))
		result = explain(plan, output.err, error);
	free(document);
	if (!result) {
		*text = output.out;
		*size = output.out_size;
		output.out = NULL;
	}
	process_output_free(&output);
	return result;
}

int symbols_boot(const struct lab_plan *plan, const volatile int *interrupted, char **text,
		 size_t *size, struct ws_error *error)
{
	struct arguments command = {.words = NULL};
	int result = symbols_boot_command(plan, &command, error);

	if (!result)
		result = boot(plan,
			      &(struct process_command){
				      .argv = (const char *const *)command.words,
				      .output_limit = WS_DATA_SUM_MAX,
				      .timeout = plan->request.timeout,
				      .interrupted = interrupted,
			      },
			      text, size, error);
	arguments_free(&command);
	return result;
}
