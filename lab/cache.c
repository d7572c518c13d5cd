// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reading, trimming and pruning the cache. A thing was last used when its file, or its record where
 * it has one, was last touched: those who look it up do that. What is removed while somebody has it
 * open stays until that one closes it.
 */
#include "lab/cache.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lab/paths.h"
#include "lab/store.h"

#define LOCK_SECONDS 30

static const struct bound {
	unsigned long long bytes;
	long long fresh; /* seconds for which it is left alone */
} bounds[LAB_CACHED_KINDS] = {
	[LAB_CACHED_SNAPSHOT] = {.bytes = 2ULL << 30, .fresh = 600},
	[LAB_CACHED_MADE] = {.bytes = 32ULL << 20, .fresh = 3600},
	[LAB_CACHED_SYMBOLS] = {.bytes = 64ULL << 20, .fresh = 600},
	[LAB_CACHED_DIGEST] = {.bytes = 256ULL << 10, .fresh = 600},
};

int cache_add(struct lab_cache *cache, struct lab_cached cached)
{
	struct lab_cached *list = NULL;

	if (cached.path && cached.meaning)
		list = reallocarray(cache->list, cache->count + 1, sizeof(*list));
	if (!list) {
		free(cached.path);
		free(cached.meaning);
		return -ENOMEM;
	}
	cache->list = list;
	list[cache->count++] = cached;
	return 0;
}

static int by_kind_and_use(const void *a, const void *b)
{
	const struct lab_cached *first = a, *second = b;

	if (first->kind != second->kind)
		return first->kind < second->kind ? -1 : 1;
	if (first->used != second->used)
		return first->used > second->used ? -1 : 1;
	return strcmp(first->path, second->path);
}

static int read_kinds(struct lab_cache *cache, enum lab_cached_kind first,
		      enum lab_cached_kind last, struct ws_error *error)
{
	int result;

	*cache = (struct lab_cache){.list = NULL};
	result = paths_cache(&cache->folder, error);
	if (result)
		return result;
	for (int kind = first; kind <= (int)last && !result; kind++)
		result = cache_collect(cache, (enum lab_cached_kind)kind);
	if (result) {
		lab_cache_free(cache);
		return ws_fail_errno(error, -result, "cannot list the cache");
	}
	if (cache->count)
		qsort(cache->list, cache->count, sizeof(*cache->list), by_kind_and_use);
	return 0;
}

int lab_cache_read(struct lab_cache *cache, struct ws_error *error)
{
	return read_kinds(cache, LAB_CACHED_SNAPSHOT, LAB_CACHED_LISTS, error);
}

void lab_cache_free(struct lab_cache *cache)
{
	for (size_t at = 0; at < cache->count; at++) {
		free(cache->list[at].path);
		free(cache->list[at].meaning);
	}
	free(cache->list);
	free(cache->folder);
	*cache = (struct lab_cache){.list = NULL};
}

void cache_trim(enum lab_cached_kind kind)
{
	const struct bound *bound = &bounds[kind];
	unsigned long long bytes = 0;
	struct lab_cache cache;
	struct ws_error ignored;

	if (read_kinds(&cache, kind, kind, &ignored) < 0)
		return;
	for (size_t at = 0; at < cache.count; at++) {
		bytes += cache.list[at].bytes;
		if (cache.list[at].kind == LAB_CACHED_REST ||
		    (bytes > bound->bytes && cache.list[at].used < time(NULL) - bound->fresh))
			cache_remove(&cache.list[at]);
	}
	lab_cache_free(&cache);
}

static int newest_first(const void *a, const void *b)
{
	const struct lab_cached *first = a, *second = b;

	return first->used == second->used  ? strcmp(first->path, second->path)
	       : first->used > second->used ? -1
					    : 1;
}

static bool is_chosen(const struct lab_prune *chosen, const struct lab_cached *cached,
		      unsigned long long *room)
{
	if (chosen->all || cached->kind == LAB_CACHED_REST || cached->used < chosen->before ||
	    !lab_cached_intact(cached))
		return true;
	if (cached->bytes > *room) {
		*room = 0; /* what was used less recently does not stay in its place */
		return true;
	}
	*room -= cached->bytes;
	return false;
}

static int prune(struct lab_cache *cache, const struct lab_prune *chosen,
		 void (*removed)(void *context, const struct lab_cached *cached), void *context,
		 struct ws_error *error)
{
	unsigned long long room = chosen->bytes;
	int result = 0;

	if (cache->count)
		qsort(cache->list, cache->count, sizeof(*cache->list), newest_first);
	for (size_t at = 0; at < cache->count; at++) {
		const struct lab_cached *cached = &cache->list[at];
		int code;

		if (!is_chosen(chosen, cached, &room))
			continue;
		code = cache_remove(cached);
		if (code && !result)
			result = ws_fail_errno(error, -code, "cannot remove %s", cached->path);
		else if (!code)
			removed(context, cached);
	}
	return result;
}

int lab_cache_prune(const struct lab_prune *chosen,
		    void (*removed)(void *context, const struct lab_cached *cached), void *context,
		    struct ws_error *error)
{
	struct lab_cache cache;
	struct store store;
	int result = lab_cache_read(&cache, error);

	if (result || !cache.count) {
		lab_cache_free(&cache);
		return result;
	}
	result = store_open(&store, cache.folder, error);
	if (!result) {
		result = store_lock(&store, LOCK_SECONDS, NULL, NULL, NULL, error);
		if (!result)
			result = prune(&cache, chosen, removed, context, error);
		store_close(&store);
	}
	lab_cache_free(&cache);
	return result;
}
