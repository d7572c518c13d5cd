// SPDX-License-Identifier: GPL-2.0-or-later
/* The tracer's lines. It shares a process with an emulated machine, so its output is not trusted.
 */
#include "lab/stream.h"

#include <errno.h>
#include <string.h>

#include "records/fields.h"

static bool take_u32(const char **at, const char *key, uint32_t *number)
{
	uint64_t wide = 0;
	bool good = field_literal(at, key) && field_number(at, UINT32_MAX, &wide);

	*number = (uint32_t)wide;
	return good;
}

static bool parse_header(const char **at, struct stream_line *line)
{
	if (!take_u32(at, " ", &line->version))
		return false;
	line->oracle = field_literal(at, " mode=oracle");
	return (line->oracle || field_literal(at, " mode=fast")) &&
	       take_u32(at, " cpus=", &line->cpus);
}

static bool parse_cell(const char **at, struct stream_line *line)
{
	return take_u32(at, " ", &line->cell) && take_u32(at, " ", &line->windows);
}

/* Only a stage at a place of interest has one. */
static bool parse_place(const char **at, struct ws_stage *stage)
{
	return strncmp(*at, " @", 2) != 0 ||
	       (take_u32(at, " @", &stage->place) && stage->place > WS_PLACE_NONE &&
		stage->place < WS_PLACE_COUNT);
}

static bool parse_stage(const char **at, struct ws_stage *stage)
{
	bool good = parse_place(at, stage) && take_u32(at, " ", &stage->cpu);

	for (size_t world = 0; good && world < WS_WORLD_COUNT; world++)
		good = field_literal(at, " ") &&
		       field_number(at, UINT64_MAX, &stage->instructions[world]);
	return good;
}

static bool parse_window(const char **at, struct stream_line *line)
{
	struct ws_window *window = &line->window;

	window->clean = field_literal(at, " clean");
	if (!window->clean && !field_literal(at, " mixed"))
		return false;
	do {
		if (window->stage_count == WS_STAGES_MAX ||
		    !parse_stage(at, &window->stages[window->stage_count]))
			return false;
		window->stage_count++;
	} while (**at);
	return true;
}

static bool parse_reason(const char **at, struct stream_line *line)
{
	size_t length;

	if (!field_literal(at, " "))
		return false;
	length = strlen(*at);
	if (!length || length >= sizeof(line->reason))
		return false;
	memcpy(line->reason, *at, length + 1);
	*at += length;
	return true;
}

static bool parse_cell_bad(const char **at, struct stream_line *line)
{
	return take_u32(at, " ", &line->cell) && parse_reason(at, line);
}

static bool parse_done(const char **at, struct stream_line *line)
{
	(void)line;
	return **at == '\0';
}

static const struct stream_parser {
	const char *word;
	bool (*parse)(const char **at, struct stream_line *line);
} parsers[] = {
	[STREAM_HEADER] = {.word = WS_STREAM_NAME, .parse = parse_header},
	[STREAM_CELL] = {.word = "cell", .parse = parse_cell},
	[STREAM_WINDOW] = {.word = "w", .parse = parse_window},
	[STREAM_CELL_END] = {.word = "cell-end", .parse = parse_cell},
	[STREAM_CELL_BAD] = {.word = "cell-bad", .parse = parse_cell_bad},
	[STREAM_DONE] = {.word = "done", .parse = parse_done},
	[STREAM_REFUSED] = {.word = "refused", .parse = parse_reason},
};

static bool is_printable(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < 0x20 || text[i] > 0x7e)
			return false;
	return true;
}

int stream_parse(const char *line, size_t length, struct stream_line *parsed)
{
	char word[sizeof(WS_STREAM_NAME)];

	if (length >= WS_STREAM_LINE_MAX || !is_printable(line, length) ||
	    !field_word(&line, word, sizeof(word)))
		return -EBADMSG;
	for (size_t i = 0; i < sizeof(parsers) / sizeof(parsers[0]); i++) {
		if (strcmp(parsers[i].word, word) != 0)
			continue;
		*parsed = (struct stream_line){.kind = (enum stream_kind)i};
		return parsers[i].parse(&line, parsed) && *line == '\0' ? 0 : -EBADMSG;
	}
	return -EBADMSG;
}
