/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lab: emulated servers in which real, unmodified hypervisors run. A request says what to run,
 * a plan is a request with every file on disk and the emulator's command line known, a session is a
 * plan under way. The lab returns raw windows; what they mean is computed elsewhere.
 */
#ifndef WORLDSWITCH_LAB_H
#define WORLDSWITCH_LAB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <worldswitch/benchmarks.h>
#include <worldswitch/result.h>
#include <worldswitch/trace.h>
#include <worldswitch/verdicts.h>
#include <worldswitch/windows.h>

#include "support/error.h"

enum lab_hypervisor { LAB_NATIVE, LAB_KVM, LAB_XEN };
#define LAB_HYPERVISOR_COUNT (LAB_XEN + 1)

/* Each has a row in lab/architecture.c. */
enum lab_architecture { LAB_ARM64, LAB_X86_64 };
#define LAB_ARCHITECTURE_COUNT (LAB_X86_64 + 1)

/* The interrupt controller of an architecture, whose version is a run's choice. */
struct lab_controller {
	const char *architecture;  /* that has it: arm64 */
	const char *option;        /* --gic, without its hyphens; also the property of the result */
	const char *version_names; /* of the versions from `first` on: "2|3" */
	unsigned int first;
	unsigned int preferred; /* where none is chosen */
};

const struct lab_controller *lab_controller_of(enum lab_architecture architecture);

/* Who is Xen's Dom0. X(symbol, identifier, meaning) */
#define LAB_DOM0_LIST(X)                                                                           \
	X(PROBE, "probe", "the probe itself: what Xen does, and nothing else")                     \
	X(LINUX, "linux", "a real one, and a process of it that waits for events")

#define LAB_DOM0_ENUM(symbol, id, meaning) LAB_DOM0_##symbol,
enum lab_dom0 { LAB_DOM0_LIST(LAB_DOM0_ENUM) LAB_DOM0_COUNT };
#undef LAB_DOM0_ENUM

/* "probe": on the command line and in documents. */
const char *lab_dom0_id(enum lab_dom0 dom0);

/* LAB_DOM0_COUNT where there is none of this name. */
enum lab_dom0 lab_dom0_find(const char *id);

/* One system under test; the table is in lab/targets.c. */
struct lab_target {
	const char *id;            /* arm64/kvm-vhe */
	const char *meaning;       /* one line for `list targets` */
	const char *kernel_append; /* what selects the mode on the kernel's command line, or NULL */
	const char *mode;   /* KVM: what the `host` record must say (worldswitch/records.h) */
	const char *advice; /* where that says another one: what the mode needs, or NULL */
	enum lab_architecture architecture;
	enum lab_hypervisor hypervisor;
	bool needs_vhe; /* refused on a CPU model without VHE */
	bool slow_dom0; /* Linux as Dom0 is measured where it is asked for alone */
};

extern const struct lab_target lab_targets[];
extern const size_t lab_target_count;

/* Whether this can be Dom0 there: Linux where its modules are known. */
bool lab_has_dom0(const struct lab_target *target, enum lab_dom0 dom0);

/* Whether two targets need the same by default. */
bool lab_needs_same(const struct lab_target *a, const struct lab_target *b);

/* NULL where no target has this identifier. */
const struct lab_target *lab_target_find(const char *id);

/* Why a target has no such benchmark, as a run would say it; NULL: it has one. */
const char *lab_absent(const struct lab_target *target, enum ws_benchmark benchmark);

#define LAB_CPUS_MAX 8 /* as many as a GICv2 and the tracer know */

struct lab_request {
	const struct lab_target *target;
	uint32_t benchmarks;     /* bit N: benchmark N of the list; `null` is always measured */
	uint32_t iterations;     /* 1 to WS_ITERATIONS_MAX */
	const char *label;       /* what the observer calls it; NULL: the target's identifier */
	const char *cpu;         /* the emulator's name of a CPU model; NULL: the architecture's */
	unsigned int controller; /* version of the interrupt controller; 0: the preferred one */
	unsigned int cpus;       /* of the machine, 1 to LAB_CPUS_MAX; 0: 2 */
	enum lab_dom0 dom0;      /* under Xen */
	const char *append;      /* added to the command line of the kernel or of Xen, or NULL */
	const char *kernel; /* a file (has a '/'), a package, PACKAGE/SUITE; NULL: the default; of
			       KVM, or Dom0's where that is Linux */
	const char *xen;    /* likewise */
	const char *suite;  /* of Debian, for a package that is named without one; NULL: trixie */
	/* Of which windows are to be taken apart, if any are; needs oracle. */
	bool trace;
	enum ws_benchmark traced;
	/*
	 * The window's, markers and all, with which the cell ends; 0: one of each total that the
	 * first WS_TRACED_WINDOWS of the cell have, with which it ends.
	 */
	uint64_t traced_total;
	bool oracle;          /* count by one callback per instruction instead of by segments */
	bool boot;            /* boot even where a snapshot of the booted machine is there */
	unsigned int timeout; /* seconds without progress, of the emulator's own (lab/patience.h) */
};

/* What is known of one cell when it has ended. */
struct lab_cell {
	enum ws_benchmark benchmark;
	enum ws_verdict verdict;
	char reason[WS_REASON_MAX];
	struct ws_window *windows; /* until the observer's function returns */
	size_t window_count;
	struct ws_trace *traces[WS_TRACES_MAX]; /* windows taken apart; may be taken over */
	size_t trace_count;
};

struct lab_plan;

/*
 * Called with what is going on, for a progress display: the request's label, a step such as
 * "fetching linux-image-cloud-arm64" or "booting", never with a newline.
 */
typedef void (*lab_progress)(void *context, const char *label, const char *step);

/* Called with what the user should know and what changes no result, one line without a newline. */
typedef void (*lab_notice)(void *context, const char *label, const char *text);

/* Called once per cell of the request (`null` included) in the order in which they end. */
typedef void (*lab_cell_ended)(void *context, const struct lab_plan *plan,
			       const struct lab_cell *cell);

struct lab_observer {
	lab_progress progress;
	lab_notice notice;
	lab_cell_ended cell_ended;
	void *context;
	const volatile int *interrupted; /* ends lab_prepare and lab_fetch with -EINTR; or NULL */
};

/*
 * Makes everything that a request needs: packages fetched and verified, images checked, initramfs
 * and device tree written to the cache. Safe for any number of processes at once on one cache.
 * -ENOENT: something named does not exist; -EINVAL: it exists and cannot be used; else -errno.
 */
int lab_prepare(const struct lab_request *request, const struct lab_observer *observer,
		struct lab_plan **plan, struct ws_error *error);
void lab_plan_free(struct lab_plan *plan);

/*
 * What a request asks for, with the defaults for what it leaves open: the properties of a target
 * that could not be prepared. Allocated, with its strings; NULL: no memory.
 */
struct ws_property *lab_request_properties(const struct lab_request *request, size_t *count);

const struct lab_request *lab_plan_request(const struct lab_plan *plan);

/* The emulator's command line for a POSIX shell, with the redirections it needs; allocated. */
char *lab_plan_command(const struct lab_plan *plan);

/* What will run, for the result; owned by the plan. */
const struct ws_property *lab_plan_properties(const struct lab_plan *plan, size_t *count);
const struct ws_component *lab_plan_components(const struct lab_plan *plan, size_t *count);

/*
 * Runs plans, at most `jobs` at a time, until all have ended or *interrupted becomes true (set by a
 * signal handler). Every cell of every plan reaches the observer exactly once, interrupted or not;
 * no child process is left. -EINTR where interrupted, 0 otherwise: how it went is in the verdicts.
 */
int lab_run(struct lab_plan *const *plans, size_t count, unsigned int jobs,
	    const volatile int *interrupted, const struct lab_observer *observer,
	    struct ws_error *error);

/* How many plans this machine can run at a time, by its processors and its free memory; 1 or more.
 */
unsigned int lab_jobs(void);

/* Fetches what a target needs by default, of a suite or (NULL) of the default one, again even where
 * it is cached. */
int lab_fetch(const struct lab_target *target, const char *suite,
	      const struct lab_observer *observer, struct ws_error *error);

/* The symbols of one part of what runs, or why there are none. */
struct lab_symbol_text {
	char *text; /* lines `ADDRESS TYPE NAME` or `ADDRESS TYPE NAME [MODULE]`; NULL: none */
	size_t size;
	char what[128];            /* whose they are, for messages */
	char reason[WS_ERROR_MAX]; /* one line, where there are none, or some are missing */
};

/* Parts that have symbols of their own. */
enum lab_symbol_part {
	LAB_SYMBOLS_NONE,    /* of no part */
	LAB_SYMBOLS_IMAGE,   /* the kernel, all that it has loaded included; or Xen */
	LAB_SYMBOLS_VMM,     /* the program of the host's that runs the probe */
	LAB_SYMBOLS_DOMAINS, /* Linux as Dom0, its program, and the probe beside it */
	LAB_SYMBOLS_PARTS
};

struct lab_symbols {
	const struct lab_target *target;
	struct lab_symbol_text parts[LAB_SYMBOLS_PARTS];
};

/* A file of the user's with symbols, and what became of it. */
struct lab_symbol_file {
	const char *path;
	bool used;            /* it is of the build of a plan */
	unsigned int refused; /* plans that it is of another build than */
	int code;             /* why it is not of the last of these, and a line */
	struct ws_error reason;
};

#define LAB_SYMBOL_FILES_MAX 2 /* of each kind */

/* Each is taken for the plan whose build it is of. */
struct lab_symbol_files {
	struct lab_symbol_file vmlinux[LAB_SYMBOL_FILES_MAX];  /* of kernels with KVM, or Dom0's */
	struct lab_symbol_file xen_syms[LAB_SYMBOL_FILES_MAX]; /* of Xens */
	size_t vmlinux_count;
	size_t xen_syms_count;
};

/* Whether a request, complete or not, runs a Linux, or Xen. */
bool lab_runs_linux(const struct lab_request *request);
bool lab_runs_xen(const struct lab_request *request);

/*
 * What names the code that a plan runs. The kernel is booted for it once, and then comes from the
 * cache. That a part has none is no failure, nor is it here that no file of the user's has them.
 * -EINTR, -ENOMEM. Freed by lab_symbols_free, on failure it needs not be.
 */
int lab_symbols(const struct lab_plan *plan, struct lab_symbol_files *files,
		const struct lab_observer *observer, struct lab_symbols *symbols,
		struct ws_error *error);
void lab_symbols_free(struct lab_symbols *symbols);

/* When all plans have theirs: -EINVAL, or why it could not be read, where a file is of none. */
int lab_symbol_files_check(const struct lab_symbol_files *files, struct ws_error *error);

/* Those of the code that a world executes. */
const struct lab_symbol_text *lab_symbols_of(const struct lab_symbols *symbols,
					     enum ws_world world);

/* X(symbol, identifier, meaning) */
#define LAB_CACHED_LIST(X)                                                                         \
	X(SNAPSHOT, "snapshot", "a booted machine, which a later run begins with")                 \
	X(IMAGE, "image", "a kernel or Xen out of a package")                                      \
	X(MADE, "made", "an initramfs, a device tree or an unpacked image")                        \
	X(SYMBOLS, "symbols", "what a kernel calls its code")                                      \
	X(DIGEST, "digest", "which bytes a program or a made file has")                            \
	X(LISTS, "lists", "a suite's package lists")                                               \
	X(REST, "rest", "what an interrupted run left, of no use")

#define LAB_CACHED_ENUM(symbol, id, meaning) LAB_CACHED_##symbol,
enum lab_cached_kind { LAB_CACHED_LIST(LAB_CACHED_ENUM) LAB_CACHED_KINDS };
#undef LAB_CACHED_ENUM

/* One thing in the cache folder, which may be several files. */
struct lab_cached {
	enum lab_cached_kind kind;
	char *path;    /* the file that holds its bytes; lists: a folder */
	char *meaning; /* one line for a reader */
	unsigned long long bytes;
	long long used; /* when it was last used; seconds since 1970 */
};

struct lab_cache {
	char *folder;
	struct lab_cached *list; /* by kinds, the most recently used one of each first */
	size_t count;
};

/* A cache folder that is not there is empty. */
int lab_cache_read(struct lab_cache *cache, struct ws_error *error);
void lab_cache_free(struct lab_cache *cache);

/* Whether its bytes are those that were put there: all of them are read. Lists: apt's business. */
bool lab_cached_intact(const struct lab_cached *cached);

struct lab_prune {
	bool all;
	long long before; /* what was last used before that goes too; seconds since 1970 */
	unsigned long long
		bytes; /* and of the rest the least recently used ones, until this fits */
};

/*
 * Removes what is damaged or of no use, and what is chosen; what others are making stays. Calls
 * removed for each. -errno and a line where something could not be removed.
 */
int lab_cache_prune(const struct lab_prune *chosen,
		    void (*removed)(void *context, const struct lab_cached *cached), void *context,
		    struct ws_error *error);

/* One line of `doctor`: something needed, whether it is right, and what to do where it is not. */
struct lab_check {
	char what[32];
	bool ok;
	char found[128];
	char advice[256];
};

/* Fills up to limit checks and returns how many there are. */
size_t lab_doctor(struct lab_check *checks, size_t limit);

#endif
