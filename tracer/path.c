// SPDX-License-Identifier: GPL-2.0-or-later
/* The rules of path.h. */
#include "tracer/path.h"

#include <string.h>

void path_reset(struct path *path)
{
	*path = (struct path){.open = false};
}

static void add_stage(struct path_chain *chain, uint64_t serial, uint64_t executed,
		      const struct ws_stage *stage)
{
	if (chain->stage_count == WS_STAGES_MAX) {
		chain->too_long = true;
		return;
	}
	chain->serials[chain->stage_count] = serial;
	chain->starts[chain->stage_count] = executed;
	chain->stages[chain->stage_count++] = *stage;
}

/* A CPU's own stage, the last of its chain. */
static void begin_stage(struct path *path, unsigned int cpu)
{
	add_stage(&path->cpus[cpu].chain, path->serial++, path->cpus[cpu].executed,
		  &(struct ws_stage){.cpu = cpu});
}

void path_drop(struct path *path)
{
	path->open = false;
	path->lost = false;
	path->message_count = 0;
	for (unsigned int cpu = 0; cpu < PATH_CPUS_MAX; cpu++)
		path->cpus[cpu].chain = (struct path_chain){.reached = false};
	for (unsigned int cpu = 0; cpu < PATH_CPUS_MAX; cpu++)
		path->cpus[cpu].executed = 0;
}

void path_open(struct path *path, unsigned int cpu)
{
	path_drop(path);
	path->open = true;
	path->opener = cpu;
	path->cpus[cpu].chain.reached = true;
	begin_stage(path, cpu);
}

static const char *close_problem(const struct path *path, const struct path_chain *chain)
{
	if (chain->foreign)
		return "code ran in a window of which it cannot be told whose it was";
	if (chain->too_long)
		return "a window went from CPU to CPU more often than can be reported";
	if (path->lost)
		return "more interrupts were sent in a window than can be followed";
	return NULL;
}

const char *path_close(struct path *path, unsigned int cpu, struct ws_window *window,
		       uint64_t starts[WS_STAGES_MAX])
{
	bool reached = path->cpus[cpu].chain.reached;
	const struct path_chain *chain = &path->cpus[reached ? cpu : path->opener].chain;
	const char *problem = close_problem(path, chain);

	*window = (struct ws_window){
		.clean = reached && !chain->mixed,
		.stage_count = chain->stage_count,
	};
	for (uint32_t i = 0; i < chain->stage_count; i++)
		window->stages[i] = chain->stages[i];
	if (starts)
		memcpy(starts, chain->starts, sizeof(chain->starts));
	path_drop(path);
	return problem;
}

void path_executed(struct path *path, unsigned int cpu, enum ws_world world, uint64_t count)
{
	struct path_chain *chain = &path->cpus[cpu].chain;

	path->cpus[cpu].executed += count;
	if (chain->reached)
		chain->stages[chain->stage_count - 1].instructions[world] += count;
}

void path_executed_foreign(struct path *path, unsigned int cpu)
{
	if (path->cpus[cpu].chain.reached)
		path->cpus[cpu].chain.foreign = true;
}

static bool has_passed(const struct path_chain *chain, enum ws_place place)
{
	for (uint32_t i = 0; i < chain->stage_count; i++)
		if (chain->stages[i].place == place)
			return true;
	return false;
}

void path_passes(struct path *path, unsigned int cpu, enum ws_place place)
{
	struct path_chain *chain = &path->cpus[cpu].chain;
	const struct ws_stage stage = {.cpu = cpu, .place = place};

	if (chain->reached && !has_passed(chain, place))
		add_stage(chain, chain->serials[chain->stage_count - 1], path->cpus[cpu].executed,
			  &stage);
}

static bool is_for(const struct path_message *message, unsigned int cpu)
{
	return message->sent.cpus >> cpu & 1 ||
	       (cpu == message->sender ? message->sent.sender : message->sent.others);
}

/*
 * An interrupt that is pending already stays what it is: a second one of the same number is it.
 * It is pending until it is acknowledged.
 */
static bool is_pending(const struct path *path, const struct sent *sent)
{
	for (unsigned int i = 0; i < path->message_count; i++) {
		const struct path_message *message = &path->messages[i];

		if (!message->acknowledged && message->sent.number == sent->number &&
		    message->sent.cpus == sent->cpus && message->sent.sender == sent->sender &&
		    message->sent.others == sent->others)
			return true;
	}
	return false;
}

void path_sent(struct path *path, unsigned int cpu, const struct sent *sent)
{
	struct path_message *message;

	if (!path->open || !path->cpus[cpu].chain.reached || is_pending(path, sent))
		return;
	if (path->message_count == PATH_MESSAGES_MAX) {
		path->lost = true;
		return;
	}
	message = &path->messages[path->message_count++];
	*message = (struct path_message){
		.sent = *sent,
		.sender = cpu,
		.chain = path->cpus[cpu].chain,
	};
	for (unsigned int other = 0; other < PATH_CPUS_MAX; other++)
		message->waited |= (uint32_t)path->cpus[other].waits << other;
}

static bool descends(const struct path_chain *chain, const struct path_chain *from)
{
	for (uint32_t i = 0; i < chain->stage_count; i++)
		if (chain->serials[i] == from->serials[from->stage_count - 1])
			return true;
	return false;
}

static void join(struct path *path, unsigned int cpu, const struct path_message *message)
{
	struct path_chain *chain = &path->cpus[cpu].chain;

	if (message->sender == cpu || (chain->reached && !descends(&message->chain, chain)))
		return;
	*chain = message->chain;
	begin_stage(path, cpu);
}

void path_waits(struct path *path, unsigned int cpu)
{
	path->cpus[cpu].waits = true;
}

bool path_anyone_waits(const struct path *path)
{
	for (unsigned int cpu = 0; cpu < PATH_CPUS_MAX; cpu++)
		if (path->cpus[cpu].waits)
			return true;
	return false;
}

/* The first message that a CPU has not begun with, of those that are for it. */
static void begin_message(struct path *path, unsigned int cpu, bool woken)
{
	uint32_t bit = UINT32_C(1) << cpu;

	for (unsigned int i = 0; i < path->message_count; i++) {
		struct path_message *message = &path->messages[i];

		if (message->begun & bit || !is_for(message, cpu) ||
		    (woken && !(message->waited & bit)))
			continue;
		message->begun |= bit;
		join(path, cpu, message);
		return;
	}
}

void path_goes_on(struct path *path, unsigned int cpu)
{
	if (!path->cpus[cpu].waits)
		return;
	path->cpus[cpu].waits = false;
	begin_message(path, cpu, true);
}

void path_interrupted(struct path *path, unsigned int cpu)
{
	begin_message(path, cpu, false);
}

static bool is_awaited(const struct path_message *message, unsigned int cpu, unsigned int number)
{
	return message->sent.number == number && !(message->acknowledged >> cpu & 1) &&
	       is_for(message, cpu);
}

static struct path_message *find_pending(struct path *path, unsigned int cpu, unsigned int number)
{
	for (unsigned int i = 0; i < path->message_count; i++)
		if (is_awaited(&path->messages[i], cpu, number))
			return &path->messages[i];
	return NULL;
}

bool path_awaits(const struct path *path, unsigned int cpu, unsigned int number)
{
	for (unsigned int i = 0; i < path->message_count; i++)
		if (is_awaited(&path->messages[i], cpu, number))
			return true;
	return false;
}

void path_acknowledged(struct path *path, unsigned int cpu, const struct acknowledged *answer)
{
	struct path_chain *chain = &path->cpus[cpu].chain;
	struct path_message *message = NULL;
	uint32_t bit = UINT32_C(1) << cpu;
	bool reached;

	if (answer->kind == ACKNOWLEDGED_NOTHING)
		return;
	if (answer->kind == ACKNOWLEDGED_SENT)
		message = find_pending(path, cpu, answer->number);
	if (!message) {
		chain->mixed = chain->reached;
		return;
	}
	message->acknowledged |= bit;
	if (message->begun & bit)
		return;
	message->begun |= bit;
	reached = chain->reached;
	join(path, cpu, message);
	/* What it was at work on before was not of the path. */
	if (!reached)
		chain->mixed = chain->reached;
}
