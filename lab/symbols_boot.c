// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The plan's own command line with another ending for the kernel, Dom0's too, so that whatever
 * moves its code is the same. The console goes to standard error, out of the way of the symbols.
 */
#include "lab/symbols_boot.h"

#include <errno.h>
#include <limits.h>
#include <sha256.h>
#include <stdlib.h>
#include <string.h>

#include <worldswitch/markers.h>

#include "lab/architecture.h"
#include "lab/paths.h"
#include "lab/process.h"
#include "lab/symbols.h"
#include "lab/symbols_document.h"

#define OUTPUT 1 /* the emulator's descriptor */

/* How long the kernel's part of its command line is; what follows is the VMM's. */
static int kernel_part(const struct lab_plan *plan)
{
	const char *end = strstr(plan->boot_line, " -- ");

	return end ? (int)(end - plan->boot_line) : (int)strlen(plan->boot_line);
}

/*
 * What Dom0's kernel is told is in the tree that Xen reads, or beside the module that Dom0 is:
 * those of a Dom0 that gives its symbols.
 */
static int make_asked(const struct lab_plan *plan, struct arguments *asked, struct ws_error *error)
{
	const struct architecture *architecture = plan->machine.architecture;
	const char *beside = plan->dom0.initramfs; /* all that is made is in one folder */
	char *folder = paths_format("%.*s", (int)(strrchr(beside, '/') - beside), beside);
	struct lab_plan asking = *plan;
	int result;

	if (!folder)
		return ws_fail_errno(error, ENOMEM, "cannot ask Dom0 for symbols");
	asking.dom0.gives_symbols = true;
	asking.tree = NULL;
	result = architecture->make_files(&asking, folder, error);
	if (!result)
		architecture->add_xen(asked, &asking);
	free(asking.tree);
	free(folder);
	return result;
}

/* The word behind an option; NULL: it is not there. */
static const char *word_behind(const struct arguments *arguments, const char *option)
{
	for (size_t i = 0; i + 1 < arguments->count; i++)
		if (strcmp(arguments->words[i], option) == 0)
			return arguments->words[i + 1];
	return NULL;
}

static void add_replaced(struct arguments *command, const struct lab_plan *plan,
			 const struct arguments *asked, const char *option, const char *word)
{
	bool xen = asked->count && (strcmp(option, "-dtb") == 0 || strcmp(option, "-initrd") == 0);
	char tracer[2 * PATH_MAX];

	if (xen) {
		arguments_add(command, "%s", word_behind(asked, option));
	} else if (!asked->count && strcmp(option, "-append") == 0) {
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
	struct arguments asked = {.words = NULL};
	int result = dom0_is_linux(&plan->request) ? make_asked(plan, &asked, error) : 0;
	bool failed = asked.failed;

	for (size_t i = 0; i < plan->command.count && !result && !failed; i++)
		add_replaced(command, plan, &asked, i ? plan->command.words[i - 1] : "",
			     plan->command.words[i]);
	arguments_free(&asked);
	if (result)
		return result;
	return command->failed || failed
		       ? ws_fail_errno(error, ENOMEM, "cannot make a command line")
		       : 0;
}

static void add_text(SHA2_CTX *context, const char *text, size_t length)
{
	SHA256Update(context, (const uint8_t *)text, length);
	SHA256Update(context, (const uint8_t *)"", 1);
}

static void add_image(SHA2_CTX *context, const struct lab_image *image, const char *initramfs)
{
	const char *name = initramfs ? strrchr(initramfs, '/') : NULL;

	add_text(context, image->sha256, strlen(image->sha256));
	/* Named by its content (lab/artifact.h). */
	name = name ? name : initramfs;
	if (name)
		add_text(context, name, strlen(name));
}

int symbols_boot_key(const struct lab_plan *plan, char key[WS_DIGEST_SIZE], struct ws_error *error)
{
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
	add_image(&context, &plan->image, plan->initramfs);
	if (dom0_is_linux(&plan->request)) {
		add_image(&context, &plan->dom0.kernel, plan->dom0.initramfs);
		add_text(&context, dom0_boot_line, strlen(dom0_boot_line));
	}
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
		       symbols_linux(plan)->package, (int)strcspn(at, "\r\n"), at);
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
