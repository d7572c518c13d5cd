// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A kernel's symbols: it has them in itself, with those of its modules, and gives them away once it
 * runs. No package of a distribution has them otherwise but the one for debugging, which is a
 * thousand times as large.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/symbols.h"
#include "lab/symbols_boot.h"
#include "lab/symbols_cache.h"
#include "lab/symbols_document.h"

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
	}
	result = ask_kernel(request, key, text, &size, error);
	if (!result && symbols_document_parse(*text, size, document) < 0)
		result = ws_fail(error, EBADMSG, "%s gave no whole symbols",
				 request->plan->image.package);
	return result;
}

/* Of the document only its lines of symbols. */
static void keep_lines(struct lab_symbol_text *text, char *whole,
		       const struct symbols_document *document)
{
	memmove(whole, document->lines, document->size);
	whole[document->size] = '\0';
	text->text = whole;
	text->size = document->size;
}

int symbols_of_kernel(const struct symbols_request *request, struct lab_symbol_text *text,
		      struct ws_error *error)
{
	const struct lab_image *image = &request->plan->image;
	struct symbols_document *document = calloc(1, sizeof(*document));
	struct ws_error reason;
	char *whole = NULL;
	int result;

	if (!document)
		return ws_fail_errno(error, ENOMEM, "cannot read symbols");
	snprintf(text->what, sizeof(text->what), "%s", image->package);
	result = get_document(request, &whole, document, &reason);
	if (!result && document->size) {
		keep_lines(text, whole, document);
		whole = NULL;
	} else if (!result) {
		snprintf(text->reason, sizeof(text->reason), "%s was built without CONFIG_KALLSYMS",
			 image->package);
	} else if (result == -EINTR || result == -ENOMEM) {
		*error = reason;
	} else {
		snprintf(text->reason, sizeof(text->reason), "%s", reason.text);
		result = 0;
	}
	free(whole);
	free(document);
	return result;
}
