/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The critical path of a window, from what CPUs were seen to do: a state machine of events, without
 * any of the emulator's.
 *
 * Every CPU that the window has reached has a chain: the stages that led to it, its own last. A
 * message (a software-generated interrupt) carries its sender's chain as it was when it was sent.
 * A CPU that takes a message goes on with the message's chain and a new stage of its own, unless it
 * has a chain already and the message does not descend from it: the first message that reached it
 * is what it works on, another one merely interrupts it. So the chain of the CPU that closes the
 * window is the path, found backwards, and what nobody on it waited for is on no path.
 *
 * A CPU begins with a message at the first entry to an interrupt's handler after it, or, where it
 * waited (WFI) when the message was sent, with the first instruction that it executes; the entry
 * comes later then. An entry says that there is an interrupt, not which, and not how many: KVM
 * leaves its guest by one vector without a look at the interrupt, and takes the same one again at
 * the host's; Xen's handler goes on until there are no more. What a CPU has taken is what it
 * acknowledges: asked which interrupt it is, the controller names it, and it is pending no longer.
 *
 * A CPU that comes to a place of interest goes on in a new stage, unless its chain has been there.
 * That is a matter of its chain's form alone: which message reaches whom stays what it was.
 *
 * A chain is mixed once its CPU acknowledges anything but a message of the path: a device's
 * interrupt, or a software-generated one that nobody on the path had sent. So it is where a CPU
 * that nothing had reached meets a message while it handles an earlier interrupt, with no entry
 * of the message's own. And where a window is closed by a CPU that nothing has reached (it found
 * its news in memory, awake for another reason), what is reported is the chain of the CPU that
 * opened it, as mixed: a whole window, which compares with no other.
 */
#ifndef WORLDSWITCH_TRACER_PATH_H
#define WORLDSWITCH_TRACER_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/windows.h>
#include <worldswitch/worlds.h>

#include "tracer/classify/classify.h"

#define PATH_CPUS_MAX     8
#define PATH_MESSAGES_MAX 16

struct path_chain {
	bool reached;
	bool mixed;    /* an interrupt was acknowledged that is no message of this path */
	bool foreign;  /* code was executed of which it cannot be told whose it was */
	bool too_long; /* more stages than there is room for */
	uint32_t stage_count;
	uint64_t serials[WS_STAGES_MAX]; /* each join has its own, each place its stage's before */
	struct ws_stage stages[WS_STAGES_MAX];
	uint64_t starts[WS_STAGES_MAX]; /* how many its CPU had executed in this window before */
};

struct path_message {
	struct sent sent;
	unsigned int sender;
	uint32_t waited;       /* CPUs that waited when it was sent, one bit each */
	uint32_t begun;        /* CPUs that it has woken or interrupted */
	uint32_t acknowledged; /* CPUs for which it is pending no longer */
	struct path_chain chain;
};

struct path_cpu {
	bool waits;
	uint64_t executed; /* in this window, on whoever's path */
	struct path_chain chain;
};

struct path {
	bool open;
	bool lost; /* there were more messages than there is room for */
	unsigned int opener;
	uint64_t serial;
	unsigned int message_count;
	struct path_message messages[PATH_MESSAGES_MAX];
	struct path_cpu cpus[PATH_CPUS_MAX];
};

/* No window is open and no CPU waits. */
void path_reset(struct path *path);

/* A window begins on this CPU; one that is open is dropped. */
void path_open(struct path *path, unsigned int cpu);

/* The window is of no interest any more. */
void path_drop(struct path *path);

/*
 * The chain of the CPU that closes the window; where its stages begin among what their CPUs have
 * executed since the window was opened is in starts, which may be NULL. NULL, or why there is none.
 */
const char *path_close(struct path *path, unsigned int cpu, struct ws_window *window,
		       uint64_t starts[WS_STAGES_MAX]);

/* A CPU has executed so many instructions since whatever was said of it last. */
void path_executed(struct path *path, unsigned int cpu, enum ws_world world, uint64_t count);

/* A CPU has executed something of which it cannot be told whose it is. */
void path_executed_foreign(struct path *path, unsigned int cpu);

/* A CPU is about to execute the instruction at a place. */
void path_passes(struct path *path, unsigned int cpu, enum ws_place place);

/* A CPU has sent a message with the instruction that was counted last. */
void path_sent(struct path *path, unsigned int cpu, const struct sent *sent);

/* A CPU stops until an interrupt is pending for it, and goes on: also while no window is open. */
void path_waits(struct path *path, unsigned int cpu);
void path_goes_on(struct path *path, unsigned int cpu);
bool path_anyone_waits(const struct path *path);

/*
 * A CPU is about to execute the first instruction of an interrupt's handler, outside guests, or the
 * first one after its guest was left without one.
 */
void path_interrupted(struct path *path, unsigned int cpu);

/* Whether a message with a number is pending for a CPU. */
bool path_awaits(const struct path *path, unsigned int cpu, unsigned int number);

/* A CPU was told, outside guests, which interrupt it has taken. */
void path_acknowledged(struct path *path, unsigned int cpu, const struct acknowledged *answer);

#endif
