// SPDX-License-Identifier: GPL-2.0-or-later
/* Which names --across takes, and which it offers. */
#include <errno.h>

#include "cli/compare_across.h"
#include "tests/unit/results.h"

#define MANY 200

static struct ws_result result;
static const struct ws_results results = {.list = &result, .count = 1};
static const struct ws_results none;
static struct ws_error error;

static int check(const char *name)
{
	struct cli_values across = {.count = 1};

	across.texts[0] = name;
	return cli_across_check(&across, &none, &results, &error);
}

/* A role may have the name of a property that is not compared. */
static void what_has_to_agree_is_offered(void **state)
{
	(void)state;
	result = result_of("host");
	add_property(&result, "emulator", "tcg");
	add_property(&result, "cpu", "max");
	add_property(&result, "mitigations", "off");
	assert_int_equal(check("emulator"), 0);
	assert_int_equal(check("mitigations"), 0);
	assert_int_equal(check("cpus"), -EINVAL);
	assert_non_null(strstr(error.text, "--across 'cpus'"));
	assert_non_null(strstr(error.text, "there are cpu"));
	assert_null(strstr(error.text, "emulator"));
	add_component(&result, "emulator", "qemu", "10.0");
	add_component(&result, "kernel", "linux", "6.12");
	assert_int_equal(check("cpus"), -EINVAL);
	assert_non_null(strstr(error.text, "there are cpu, emulator"));
	assert_null(strstr(error.text, "kernel"));
	ws_result_free(&result);
}

/* Those that no line has room for are there all the same. */
static void the_last_of_many_is_there(void **state)
{
	(void)state;
	result = result_of("host");
	free(result.properties);
	result.properties = calloc(MANY, sizeof(*result.properties));
	for (size_t at = 0; at < MANY; at++, result.property_count++) {
		char name[16];

		snprintf(name, sizeof(name), "name-%zu", at);
		result.properties[at].name = strdup(name);
		result.properties[at].value = strdup("");
	}
	assert_int_equal(check("name-199"), 0);
	assert_int_equal(check("name-200"), -EINVAL);
	ws_result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_has_to_agree_is_offered),
		cmocka_unit_test(the_last_of_many_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
