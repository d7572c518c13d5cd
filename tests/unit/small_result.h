/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A result with one cell of each kind, and the document that it is. */
#ifndef WORLDSWITCH_TESTS_SMALL_RESULT_H
#define WORLDSWITCH_TESTS_SMALL_RESULT_H

#include "tests/unit/results.h"

static inline struct ws_result small_result(void)
{
	struct ws_result result = result_of("arm64/native");

	add_property(&result, "cpu", "neoverse-n1");
	add_component(&result, "emulator", "qemu-system-aarch64", "10.0.2");
	result.components[0].sha256 =
		strdup("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	add_measured(&result, WS_BENCHMARK_NULL, 0, 2, 1);
	add_unmeasured(&result, WS_BENCHMARK_HYPERCALL, WS_VERDICT_ABSENT, "nothing to call");
	add_measured(&result, WS_BENCHMARK_VIRTUAL_IPI, 30, 3, 0);
	result.cells[2].rejected = 1;
	return result;
}

static const char small_document[] =
	"{\n"
	"  \"schema\": \"worldswitch.result/1\",\n"
	"  \"tool\": {\n"
	"    \"name\": \"worldswitch\",\n"
	"    \"version\": \"0.1.0\"\n"
	"  },\n"
	"  \"created\": \"2024-01-01T00:00:00Z\",\n"
	"  \"target\": {\n"
	"    \"id\": \"arm64/native\",\n"
	"    \"properties\": {\n"
	"      \"cpu\": \"neoverse-n1\"\n"
	"    }\n"
	"  },\n"
	"  \"environment\": {\n"
	"    \"components\": [\n"
	"      {\n"
	"        \"role\": \"emulator\",\n"
	"        \"name\": \"qemu-system-aarch64\",\n"
	"        \"version\": \"10.0.2\",\n"
	"        \"sha256\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"\n"
	"      }\n"
	"    ]\n"
	"  },\n"
	"  \"cells\": [\n"
	"    {\n"
	"      \"id\": \"arm64/native/null\",\n"
	"      \"benchmark\": \"null\",\n"
	"      \"verdict\": \"measured\",\n"
	"      \"unit\": \"instructions\",\n"
	"      \"direction\": \"lower-is-better\",\n"
	"      \"path\": \"round-trip\",\n"
	"      \"iterations\": 3,\n"
	"      \"rejected\": {\n"
	"        \"samples\": 0,\n"
	"        \"share\": 0.0\n"
	"      },\n"
	"      \"baseline\": 1,\n"
	"      \"value\": 0,\n"
	"      \"distribution\": {\n"
	"        \"mode\": 0,\n"
	"        \"share\": 0.666667,\n"
	"        \"min\": 0,\n"
	"        \"median\": 0,\n"
	"        \"p99\": 500,\n"
	"        \"max\": 500,\n"
	"        \"samples\": 3,\n"
	"        \"values\": [\n"
	"          [\n"
	"            0,\n"
	"            2\n"
	"          ],\n"
	"          [\n"
	"            500,\n"
	"            1\n"
	"          ]\n"
	"        ]\n"
	"      },\n"
	"      \"segments\": []\n"
	"    },\n"
	"    {\n"
	"      \"id\": \"arm64/native/hypercall\",\n"
	"      \"benchmark\": \"hypercall\",\n"
	"      \"verdict\": \"absent\",\n"
	"      \"reason\": \"nothing to call\",\n"
	"      \"unit\": \"instructions\",\n"
	"      \"direction\": \"lower-is-better\",\n"
	"      \"path\": \"round-trip\"\n"
	"    },\n"
	"    {\n"
	"      \"id\": \"arm64/native/virtual-ipi\",\n"
	"      \"benchmark\": \"virtual-ipi\",\n"
	"      \"verdict\": \"measured\",\n"
	"      \"unit\": \"instructions\",\n"
	"      \"direction\": \"lower-is-better\",\n"
	"      \"path\": \"one-way\",\n"
	"      \"iterations\": 3,\n"
	"      \"rejected\": {\n"
	"        \"samples\": 1,\n"
	"        \"share\": 0.25\n"
	"      },\n"
	"      \"baseline\": 1,\n"
	"      \"value\": 30,\n"
	"      \"distribution\": {\n"
	"        \"mode\": 30,\n"
	"        \"share\": 1.0,\n"
	"        \"min\": 30,\n"
	"        \"median\": 30,\n"
	"        \"p99\": 30,\n"
	"        \"max\": 30,\n"
	"        \"samples\": 3,\n"
	"        \"values\": [\n"
	"          [\n"
	"            30,\n"
	"            3\n"
	"          ]\n"
	"        ]\n"
	"      },\n"
	"      \"segments\": [\n"
	"        {\n"
	"          \"stage\": 0,\n"
	"          \"role\": \"sender\",\n"
	"          \"cpu\": 1,\n"
	"          \"world\": \"hypervisor\",\n"
	"          \"value\": 20\n"
	"        },\n"
	"        {\n"
	"          \"stage\": 1,\n"
	"          \"role\": \"receiver\",\n"
	"          \"cpu\": 0,\n"
	"          \"world\": \"guest\",\n"
	"          \"value\": 10\n"
	"        }\n"
	"      ]\n"
	"    }\n"
	"  ]\n"
	"}\n";

/* small_document with the first `old` replaced. */
static inline char *small_document_with(const char *old, const char *new)
{
	const char *at = strstr(small_document, old);
	char *bytes = NULL;

	assert_non_null(at);
	assert_true(asprintf(&bytes, "%.*s%s%s", (int)(at - small_document), small_document, new,
			     at + strlen(old)) > 0);
	return bytes;
}

/* What a clock says: with `null`, one cell measured, one that is not. */
static inline struct ws_result timed_result(void)
{
	struct ws_result result = result_of("host");

	add_timed(&result, WS_BENCHMARK_NULL, 0, 1, 3);
	add_timed(&result, WS_BENCHMARK_HYPERCALL, 1200, 2, 40);
	add_unmeasured(&result, WS_BENCHMARK_INTC_TRAP, WS_VERDICT_ABSENT, "none");
	result.cells[2].unit = WS_UNIT_CYCLES;
	return result;
}

#endif
