// SPDX-License-Identifier: GPL-2.0-or-later
/* Sizes in MiB and days in UTC for people; bytes and seconds since 1970 for programs. */
#include "cli/cache_print.h"

#include <stdio.h>
#include <time.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "report/table.h"

#define WIDTH  80
#define INDENT 32
#define MIB    (1024.0 * 1024.0)

#define KIND_ID(symbol, id, meaning) [LAB_CACHED_##symbol] = (id),
static const char *const kind_ids[] = {LAB_CACHED_LIST(KIND_ID)};

void cache_print_begin(struct cache_print *print, enum cli_format format, bool verified)
{
	*print = (struct cache_print){.verified = verified};
	if (format != CLI_JSON)
		return;
	print->list = json_array();
	print->failed = !print->list;
}

static void add_json(struct cache_print *print, const struct lab_cached *cached, bool intact)
{
	json_t *one = json_pack("{s:s, s:s, s:s, s:I, s:I}", "kind", kind_ids[cached->kind],
				"meaning", cached->meaning, "path", cached->path, "bytes",
				(json_int_t)cached->bytes, "used", (json_int_t)cached->used);

	if (one && print->verified)
		json_object_set_new(one, "intact", json_boolean(intact));
	if (!one || json_array_append_new(print->list, one) < 0)
		print->failed = true;
}

static void print_line(const struct lab_cached *cached, bool intact)
{
	char lead[INDENT + 32], day[16] = "";
	time_t used = (time_t)cached->used;
	struct tm date;

	if (gmtime_r(&used, &date))
		strftime(day, sizeof(day), "%Y-%m-%d", &date);
	snprintf(lead, sizeof(lead), "%-8s %6.1f MiB  %s", kind_ids[cached->kind],
		 (double)cached->bytes / MIB, day);
	ws_paragraph(stdout, WIDTH, INDENT, lead, cached->meaning);
	if (!intact)
		printf("         damaged: %s\n", cached->path);
}

void cache_print_one(struct cache_print *print, const struct lab_cached *cached, bool intact)
{
	print->count++;
	print->damaged += !intact;
	print->bytes += cached->bytes;
	if (print->list)
		add_json(print, cached, intact);
	else if (!print->verified || !intact)
		print_line(cached, intact);
}

static int end_json(struct cache_print *print, int status)
{
	if (print->failed) {
		json_decref(print->list);
		print->list = NULL;
	}
	return cli_print_list(print->list, status);
}

int cache_print_end(struct cache_print *print, int status)
{
	if (print->list || print->failed)
		return end_json(print, status);
	if (print->verified)
		printf("%zu read, %.1f MiB, %zu damaged\n", print->count,
		       (double)print->bytes / MIB, print->damaged);
	else
		printf("%zu %s%.1f MiB\n", print->count, print->removed ? "removed, " : "kept, ",
		       (double)print->bytes / MIB);
	return cli_flush(status);
}
