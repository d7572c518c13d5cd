/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a booted kernel says of its own symbols (worldswitch/symbols.h), taken apart. */
#ifndef WORLDSWITCH_LAB_SYMBOLS_DOCUMENT_H
#define WORLDSWITCH_LAB_SYMBOLS_DOCUMENT_H

#include <stddef.h>

#include <worldswitch/symbols.h>

/* Parts of the text; nothing is owned. */
struct symbols_document {
	unsigned char notes[WS_SYMBOLS_NOTES_MAX];
	size_t notes_size;
	const char *lines; /* ADDRESS TYPE NAME [MODULE], as many as it says */
	size_t size;
};

/*
 * -EBADMSG where the text is not exactly one of that form, from its head to its end, in printable
 * ASCII. What is in a line of symbols is not looked at.
 */
int symbols_document_parse(const char *text, size_t size, struct symbols_document *document);

#endif
