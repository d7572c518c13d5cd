// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A kernel's symbols: it has them in itself, with those of its modules, and gives them away once it
 * runs. The user's vmlinux is believed where the kernel that was booted says that it is the one;
 * what is loaded into that kernel no vmlinux knows.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/symbols_boot.h"
#include "lab/symbols_cache.h"
#include "lab/symbols_document.h"
#include "lab/symbols_file.h"

#define ANCHOR "_stext" /* which every Linux has, at another address in each place */

/* That they cannot be kept is no reason not to use them: they are made again the next time. */
static int ask_kernel(const struct symbols_request *request, const char *key, char **text,
		      size_t *size, struct ws_error *error)
{
	struct ws_error ignored;
	int result;

	symbols_say(request, "asking the kernel for its symbols");
	result = symbols_boot(request->plan, request->observer->interrupted, text, size, error);
	if (!result)
		symbols_cache_write(key, *text, *size, &ignored);
	return result;
}

/* The document of the plan's kernel, allocated, and what it says. */
static int get_document(const struct symbols_request *request, char **text,
			struct symbols_document *document, struct ws_error *error)
{
	char key[WS_DIGEST_SIZE];
	size_t size = 0;
	int result = symbols_boot_key(request->plan, key, error);

	if (result)
		return result;
	if (symbols_cache_read(key, text, &size) == 0) {
		if (symbols_document_parse(*text, size, document) == 0)
			return 0;
		free(*text);
		*text = NULL;
	}
	result = ask_kernel(request, key, text, &size, error);
	if (!result && symbols_document_parse(*text, size, document) < 0)
		result = ws_fail(error, EBADMSG, "%s gave no whole symbols",
				 symbols_linux(request->plan)->package);
	return result;
}

/* The address of a symbol among lines, 0 where it is not there. */
static uint64_t address_of(const char *lines, size_t size, const char *name)
{
	char pattern[64];
	int length = snprintf(pattern, sizeof(pattern), " %s\n", name);
	const char *at = lines ? memmem(lines, size, pattern, (size_t)length) : NULL;
	const char *begin = at ? memrchr(lines, '\n', (size_t)(at - lines)) : NULL;

	begin = begin ? begin + 1 : lines;
	return at ? strtoull(begin, NULL, 16) : 0;
}

/* Of a vmlinux all that it has, and of what runs the modules, which come last. */
static int join(const struct elf_symbols *symbols, const struct symbols_document *document,
		struct lab_symbol_text *text)
{
	const char *module = memchr(document->lines, '[', document->size);
	const char *end = document->lines + document->size;
	const char *begin =
		module ? memrchr(document->lines, '\n', (size_t)(module - document->lines)) : end;

	begin = begin ? begin + (begin < end) : document->lines;
	text->size = symbols->size + (size_t)(end - begin);
	text->text = malloc(text->size + 1);
	if (!text->text)
		return -ENOMEM;
	memcpy(text->text, symbols->text, symbols->size);
	memcpy(text->text + symbols->size, begin, (size_t)(end - begin));
	text->text[text->size] = '\0';
	return 0;
}

static int check_vmlinux(const struct symbols_file *file, const struct elf_symbols *symbols,
			 const struct symbols_document *document, struct ws_error *error)
{
	uint64_t linked = address_of(symbols->text, symbols->size, ANCHOR);
	uint64_t runs = address_of(document->lines, document->size, ANCHOR);
	struct build_id running;
	int result;

	build_id_find(document->notes, document->notes_size, &running);
	result = symbols_file_check(file, &symbols->id, &running, "the kernel that runs", error);
	if (!result && linked && runs && linked != runs)
		result = ws_fail(error, EINVAL,
				 "%s has " ANCHOR " at 0x%llx, the kernel that runs has it at "
				 "0x%llx: it was moved when it was loaded",
				 file->path, (unsigned long long)linked, (unsigned long long)runs);
	return result;
}

static int use_vmlinux(const struct symbols_request *request, const char *path,
		       const struct symbols_document *document, struct lab_symbol_text *text,
		       struct ws_error *error)
{
	const struct symbols_file file = {
		.path = path,
		.advice = "give vmlinux as the kernel's build leaves it",
	};
	struct elf_symbols symbols;
	int result = symbols_file_read(&file, request->plan->request.target, &symbols, error);

	if (result)
		return result;
	result = check_vmlinux(&file, &symbols, document, error);
	if (!result && join(&symbols, document, text))
		result = ws_fail_errno(error, ENOMEM, "cannot read %s", file.path);
	free(symbols.text);
	return result;
}

/* The first file that is of this build gives the text; the others may be of another plan's. */
static int try_vmlinux(const struct symbols_request *request,
		       const struct symbols_document *document, struct lab_symbol_text *text,
		       struct ws_error *error)
{
	for (size_t at = 0; at < request->files->vmlinux_count; at++) {
		struct lab_symbol_file *file = &request->files->vmlinux[at];
		struct lab_symbol_text found = {.text = NULL};
		int result = use_vmlinux(request, file->path, document, &found, error);

		if (result == -ENOMEM)
			return result;
		symbols_file_tried(file, result, error);
		if (text->text) {
			free(found.text);
		} else if (!result) {
			text->text = found.text;
			text->size = found.size;
		}
	}
	return 0;
}

/* What runs cannot be asked which build it is of. */
static void refuse_vmlinux(const struct symbols_request *request, int result,
			   const struct ws_error *reason)
{
	for (size_t at = 0; at < request->files->vmlinux_count; at++) {
		struct lab_symbol_file *file = &request->files->vmlinux[at];
		struct ws_error error;

		ws_fail(&error, -result, "%s cannot be checked: %.600s", file->path, reason->text);
		symbols_file_tried(file, result, &error);
	}
}

/* Of the document, which becomes the text, only its lines of symbols. */
static void use_own(struct lab_symbol_text *text, char **whole,
		    const struct symbols_document *document)
{
	if (!document->size) {
		snprintf(text->reason, sizeof(text->reason),
			 "%.127s was built without CONFIG_KALLSYMS: give its vmlinux (--vmlinux)",
			 text->what);
		return;
	}
	memmove(*whole, document->lines, document->size);
	(*whole)[document->size] = '\0';
	text->text = *whole;
	text->size = document->size;
	*whole = NULL;
}

int symbols_of_kernel(const struct symbols_request *request, struct lab_symbol_text *text,
		      struct ws_error *error)
{
	struct symbols_document *document = calloc(1, sizeof(*document));
	struct ws_error reason;
	char *whole = NULL;
	int result;

	if (!document)
		return ws_fail_errno(error, ENOMEM, "cannot read symbols");
	snprintf(text->what, sizeof(text->what), "%s", symbols_linux(request->plan)->package);
	result = get_document(request, &whole, document, &reason);
	if (result) {
		refuse_vmlinux(request, result, &reason);
		result = symbols_give_up(result, &reason, text, error);
	} else {
		result = try_vmlinux(request, document, text, error);
		if (!result && !text->text)
			use_own(text, &whole, document);
	}
	free(whole);
	free(document);
	return result;
}
