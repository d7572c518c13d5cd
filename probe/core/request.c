// SPDX-License-Identifier: GPL-2.0-or-later
/* The boot arguments: words with anything in between, since other people's words are there too. */
#include "probe/core/request.h"

#include <stddef.h>

#include <worldswitch/limits.h>
#include <worldswitch/records.h>

#include "probe/core/text.h"

#define ALL_BENCHMARKS ((uint32_t)((UINT64_C(1) << WS_BENCHMARK_COUNT) - 1))
#define ALWAYS         (1u << WS_BENCHMARK_NULL)

const char *benchmark_id(enum ws_benchmark benchmark)
{
#define IDENTIFIER(symbol, id, name, path, meaning) [WS_BENCHMARK_##symbol] = (id),
	static const char *const identifiers[] = {WS_BENCHMARK_LIST(IDENTIFIER)};
#undef IDENTIFIER
	return identifiers[benchmark];
}

static uint32_t find_benchmark(const char *text, size_t size)
{
	for (unsigned int benchmark = 0; benchmark < WS_BENCHMARK_COUNT; benchmark++)
		if (text_spells(text, size, benchmark_id(benchmark)))
			return 1u << benchmark;
	return 0;
}

static const char *parse_benchmarks(struct request *request, const char *text, size_t size)
{
	uint32_t benchmarks = ALWAYS;

	for (size_t begin = 0, at = 0; at <= size; at++) {
		uint32_t found;

		if (at < size && text[at] != ',')
			continue;
		found = find_benchmark(text + begin, at - begin);
		if (!found)
			return "unknown benchmark in " WS_PARAMETER_BENCHMARKS;
		benchmarks |= found;
		begin = at + 1;
	}
	request->benchmarks = benchmarks;
	return NULL;
}

/* A decimal number from `least` to `most`, which is far from the type's; else false. */
static bool parse_number(const char *text, size_t size, uint64_t least, uint64_t most,
			 uint64_t *number)
{
	*number = 0;
	for (size_t at = 0; at < size; at++) {
		if (text[at] < '0' || text[at] > '9' || *number > most)
			return false;
		*number = *number * 10 + (uint64_t)(text[at] - '0');
	}
	return size && *number >= least && *number <= most;
}

static const char *parse_iterations(struct request *request, const char *text, size_t size)
{
	uint64_t iterations;

	if (!parse_number(text, size, 1, WS_ITERATIONS_MAX, &iterations))
		return WS_PARAMETER_ITERATIONS " is out of range";
	request->iterations = (uint32_t)iterations;
	return NULL;
}

static const char *parse_clock(struct request *request, const char *text, size_t size)
{
	uint64_t timed;

	if (!parse_number(text, size, 0, 1, &timed))
		return WS_PARAMETER_CLOCK " is 0 or 1";
	request->timed = timed;
	return NULL;
}

static const char *parse_frequency(struct request *request, const char *text, size_t size)
{
	if (!parse_number(text, size, 0, WS_FREQUENCY_MAX, &request->frequency))
		return WS_PARAMETER_FREQUENCY " is out of range";
	return NULL;
}

static const char *parse_role(struct request *request, const char *text, size_t size)
{
	request->peer = text_spells(text, size, WS_ROLE_PEER);
	request->backend = text_spells(text, size, WS_ROLE_BACKEND);
	return request->peer || request->backend ? NULL : "unknown role in " WS_PARAMETER_ROLE;
}

static const struct {
	const char *prefix;
	const char *(*parse)(struct request *request, const char *text, size_t size);
} parameters[] = {
	{.prefix = WS_PARAMETER_BENCHMARKS, .parse = parse_benchmarks},
	{.prefix = WS_PARAMETER_ITERATIONS, .parse = parse_iterations},
	{.prefix = WS_PARAMETER_ROLE, .parse = parse_role},
	{.prefix = WS_PARAMETER_CLOCK, .parse = parse_clock},
	{.prefix = WS_PARAMETER_FREQUENCY, .parse = parse_frequency},
};

static const char *parse_word(struct request *request, const char *word, size_t size)
{
	for (size_t at = 0; at < sizeof(parameters) / sizeof(parameters[0]); at++) {
		size_t prefix = text_length(parameters[at].prefix);

		if (size >= prefix && text_spells(word, prefix, parameters[at].prefix))
			return parameters[at].parse(request, word + prefix, size - prefix);
	}
	return NULL;
}

static bool is_separator(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\0';
}

const char *request_parse(struct request *request, const char *arguments)
{
	size_t begin = 0;

	*request = (struct request){
		.benchmarks = ALL_BENCHMARKS,
		.iterations = WS_ITERATIONS_DEFAULT,
	};
	for (size_t at = 0;; at++) {
		const char *wrong;

		if (!is_separator(arguments[at]))
			continue;
		wrong = parse_word(request, arguments + begin, at - begin);
		if (wrong || !arguments[at])
			return wrong;
		begin = at + 1;
	}
}
