// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Chrome's Trace Event Format ("Duration Events"): begin and end of every call in the order of
 * execution. A tick is an instruction; the format has only microseconds to say it in. The stages of
 * a path follow one another, so that the receiver's thread begins where the sender's ends.
 */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#include "report/explain.h"
#include "report/names.h"

struct writer {
	FILE *out;
	const struct ws_explanation *explanation;
	uint64_t time;
	uint32_t open; /* the innermost call that has begun, or WS_CALLS_NONE */
	bool first;
	bool failed;
};

static void write_event(struct writer *writer, const char *phase, uint32_t stage, json_t *event)
{
	char *text;

	json_object_set_new(event, "ph", json_string(phase));
	json_object_set_new(event, "pid", json_integer(1));
	json_object_set_new(event, "tid", json_integer(stage));
	text = json_dumps(event, JSON_COMPACT);
	json_decref(event);
	if (!text) {
		writer->failed = true;
		return;
	}
	fprintf(writer->out, "%s%s", writer->first ? "\n" : ",\n", text);
	free(text);
	writer->first = false;
}

static const struct ws_call *call_of(const struct writer *writer, uint32_t call)
{
	return &writer->explanation->calls.list[call];
}

/* Of a call's begin and end alike: readers match an end with the begin of the same name. */
static void write_call(struct writer *writer, const char *phase, uint32_t number)
{
	const struct ws_call *call = call_of(writer, number);
	const struct ws_function *function = &writer->explanation->functions.list[call->function];
	char text[WS_FUNCTION_TEXT_MAX];

	ws_function_text(function, text);
	write_event(writer, phase, call->stage,
		    json_pack("{s:s, s:s, s:I}", "name", text, "cat", ws_world_id(function->world),
			      "ts", (json_int_t)writer->time));
}

static bool is_within(const struct writer *writer, uint32_t call, uint32_t outer)
{
	while (call != WS_CALLS_NONE && call != outer)
		call = call_of(writer, call)->parent;
	return call == outer;
}

/* Begins what lies between the innermost open call and this one, outermost first. */
static void begin_below(struct writer *writer, uint32_t call, uint32_t open)
{
	if (call == open || call == WS_CALLS_NONE)
		return;
	begin_below(writer, call_of(writer, call)->parent, open);
	write_call(writer, "B", call);
}

static void go_to(struct writer *writer, uint32_t call)
{
	while (writer->open != WS_CALLS_NONE && !is_within(writer, call, writer->open)) {
		write_call(writer, "E", writer->open);
		writer->open = call_of(writer, writer->open)->parent;
	}
	begin_below(writer, call, writer->open);
	writer->open = call;
}

static void name_threads(struct writer *writer)
{
	const struct ws_window *window = &writer->explanation->trace->window;

	for (uint32_t at = 0; at < window->stage_count; at++) {
		char name[64];

		ws_stage_text(window, at, name, sizeof(name));
		write_event(
			writer, "M", at,
			json_pack("{s:s, s:{s:s}}", "name", "thread_name", "args", "name", name));
	}
}

int ws_explain_trace_event(FILE *out, const struct ws_explanation *explanation)
{
	const struct ws_calls *calls = &explanation->calls;
	struct writer writer = {
		.out = out,
		.explanation = explanation,
		.open = WS_CALLS_NONE,
		.first = true,
	};

	fputs("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[", out);
	name_threads(&writer);
	for (size_t at = 0; at < calls->executed; at++) {
		if (calls->of[at] != writer.open)
			go_to(&writer, calls->of[at]);
		writer.time++;
	}
	if (writer.open != WS_CALLS_NONE)
		go_to(&writer, WS_CALLS_NONE);
	fputs("\n]}\n", out);
	return writer.failed ? -ENOMEM : 0;
}
