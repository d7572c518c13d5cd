/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Real machines: this one, another one by ssh, or this one under somebody else's VMM. Whatever it
 * is, what comes of it is the bytes of a console (records/log.h); they are followed as they come.
 */
#ifndef WORLDSWITCH_SERVER_H
#define WORLDSWITCH_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "host/cpus.h"
#include "lab/arguments.h"
#include "support/error.h"
#include "support/file.h"

#define SERVER_HERE "host"
#define SERVER_SSH  "ssh://"

/* Who runs the virtual machine: worldswitch-vmm, or somebody else, here alone. */
enum server_via { SERVER_VIA_VMM, SERVER_VIA_QEMU, SERVER_VIA_XL };

enum server_accelerator { SERVER_ACCEL_BEST, SERVER_ACCEL_KVM, SERVER_ACCEL_TCG };

/* What is to be run. */
struct server_request {
	const char *where; /* SERVER_HERE or ssh://[USER@]SERVER[:PORT] */
	enum server_via via;
	enum server_accelerator accelerator; /* QEMU's */
	const char *architecture; /* QEMU's guest: arm64 or x86_64; NULL: this machine's */
	uint32_t benchmarks;
	uint32_t iterations;  /* 0: as many as is usual there */
	unsigned int timeout; /* seconds */
	/* Of worldswitch-vmm, which has its guest's every step in view; 0: as is usual. */
	bool tune;   /* the machine is set for it, and as it was afterwards */
	bool placed; /* on these of the machine's CPUs; of Xen's, too */
	struct host_cpus cpus;
	unsigned int duration_ms; /* for which a cell is sampled at most */
	unsigned int patience;    /* seconds that a step of a cell may take */
};

/* Who watches. */
struct server_watch {
	void (*step)(void *context, const char *step);
	void (*take)(void *context, const char *data, size_t size);
	bool (*is_done)(void *context); /* all has been said: what still runs may be ended */
	/* One more thing that ran; version may be NULL. */
	void (*ran)(void *context, const char *role, const char *name, const char *version,
		    const char *sha256);
	void (*property)(void *context, const char *name, const char *value);
	void (*warn)(void *context, const char *text); /* of what is not as it should be */
	void *context;
	const volatile int *interrupted;
	unsigned int silence; /* seconds that a guest, once heard of, may say nothing; 0: any */
};

/* Whether a word of a command line names a machine to run on. */
bool server_is_one(const char *word);

/* Who runs it, by name: 0, or -EINVAL; and the names, with a bar between them. */
int server_via_of(const char *name, enum server_via *via);
#define SERVER_VIAS "vmm|qemu|xl"

/* One of our architectures by our own name for it; NULL: there is none. */
const char *server_architecture_named(const char *name);

/* -EINVAL and a line where the request is nothing that can be run. */
int server_check(const struct server_request *request, struct ws_error *error);

/*
 * Runs it to its end; nothing is left behind, here or there. 0 where a program ran and ended by
 * itself: error then has its last words, which matter where it said nothing else. -ENOENT: it is
 * not installed; -ENOTSUP: it cannot run there; -EIO: there is no way there; -ETIMEDOUT; -ETIME:
 * the guest fell silent; -EINTR.
 */
int server_run(const struct server_request *request, const struct server_watch *watch,
	       struct ws_error *error);

#endif
