// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs apt-get and apt-cache on a state of our own. All paths in their configuration are relative
 * to the folder they run in, so that no path of the user's needs quoting. The machine's
 * configuration is read first (proxy, mirrors' credentials, certificates); its hooks are cleared:
 * they belong to the machine's own state.
 */
#include "lab/apt.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lab/apt_errors.h"
#include "lab/apt_suite.h"
#include "lab/paths.h"
#include "lab/process.h"
#include "support/file.h"

#define OUTPUT_MAX   (1U << 20)
#define SCRIPT_LIMIT 10
#define QUERY_LIMIT  60
#define FETCH_LIMIT  900
#define OLD_AGE      (24L * 60 * 60)
#define SOURCES_MAX  (1U << 20) /* a keyring may be inside */

/* apt.conf(5), for an architecture. Sandbox: the user's cache is closed to the user "_apt", whom
 * root would become. */
#define CONFIGURATION                                                                              \
	"#clear APT::Update;\n"                                                                    \
	"#clear APT::Architectures;\n"                                                             \
	"APT::Update::Error-Mode \"any\";\n"                                                       \
	"APT::Architecture \"%s\";\n"                                                              \
	"APT::Architectures { \"%s\"; };\n"                                                        \
	"APT::Sandbox::User \"root\";\n"                                                           \
	"APT::Get::AllowUnauthenticated \"false\";\n"                                              \
	"Acquire::AllowInsecureRepositories \"false\";\n"                                          \
	"Acquire::AllowWeakRepositories \"false\";\n"                                              \
	"Acquire::Retries \"2\";\n"                                                                \
	"Acquire::GzipIndexes \"true\";\n"                                                         \
	"Dir::State \"../\";\n"                                                                    \
	"Dir::State::lists \"../lists/\";\n"                                                       \
	"Dir::State::status \"/dev/null\";\n"                                                      \
	"Dir::Cache \"../\";\n"                                                                    \
	"Dir::Cache::archives \"../archives/\";\n"                                                 \
	"Dir::Cache::pkgcache \"pkgcache.bin\";\n"                                                 \
	"Dir::Cache::srcpkgcache \"\";\n"                                                          \
	"Dir::Etc::sourcelist \"../suite.sources\";\n"                                             \
	"Dir::Etc::sourceparts \"/dev/null\";\n"                                                   \
	"Dir::Etc::preferences \"/dev/null\";\n"                                                   \
	"Dir::Etc::preferencesparts \"/dev/null\";\n"

/* Nothing else of a suite is fetched: no translations, no differences, no desktop metadata. */
#define SOURCE_OPTIONS                                                                             \
	"Architectures: %s\n"                                                                      \
	"Targets: Packages\n"                                                                      \
	"Languages: none\n"                                                                        \
	"PDiffs: no\n"

static const char *const folders[] = {"lists/partial", "archives/partial", "download"};

/* FOLDER/apt/ARCHITECTURE/SUITE/name */
static char *path_of(const struct apt *apt, const char *name)
{
	return paths_format("%s/%s", apt->folder, name);
}

/* Runs a program in the download folder with messages that can be read by apt_errors. */
static int run(const struct apt *apt, const char *const *argv, unsigned int timeout,
	       struct process_output *output, struct ws_error *error)
{
	static const char *const environment[] = {"LC_ALL=C", "LANGUAGE=", NULL};
	char *directory = path_of(apt, "download");
	const struct process_command command = {
		.argv = argv,
		.environment = environment,
		.directory = directory,
		.output_limit = OUTPUT_MAX,
		.timeout = timeout,
		.interrupted = apt->interrupted,
	};
	int result = directory ? process_run(&command, output, error) : -ENOMEM;

	if (!directory) {
		*output = (struct process_output){0};
		ws_fail_errno(error, ENOMEM, "cannot run %s", argv[0]);
	}
	free(directory);
	if (result == -ENOENT)
		return ws_fail(error, ENOPKG,
			       "cannot fetch packages: %s is not installed (is this Debian?); "
			       "--kernel and --xen take files",
			       argv[0]);
	return result;
}

/* Whether the file already holds this text. */
static bool holds(const char *path, const char *text)
{
	struct ws_error ignored;
	char *data;
	size_t size;
	bool same;

	if (ws_file_read(path, SOURCES_MAX, &data, &size, &ignored) < 0)
		return false;
	same = size == strlen(text) && memcmp(data, text, size) == 0;
	free(data);
	return same;
}

/* Writes a file of the state where it is not so already; what apt knew is then out of date. */
static int put(const struct apt *apt, const char *name, const char *text, struct ws_error *error)
{
	char *path = path_of(apt, name);
	char *stamp = path_of(apt, "updated");
	int result = 0;

	if (!path || !stamp) {
		result = ws_fail_errno(error, ENOMEM, "cannot write %s", name);
	} else if (!holds(path, text)) {
		unlink(stamp);
		result = ws_file_write(path, text, strlen(text), error);
	}
	free(path);
	free(stamp);
	return result;
}

static int put_configuration(const struct apt *apt, struct ws_error *error)
{
	char *text = paths_format(CONFIGURATION, apt->architecture, apt->architecture);
	int result = text ? put(apt, "apt.conf", text, error)
			  : ws_fail_errno(error, ENOMEM, "cannot configure apt");

	free(text);
	return result;
}

/* The machine's own source with this suite's name, as lab/apt-suite.sh makes it. */
static int put_source(const struct apt *apt, struct ws_error *error)
{
	const char *const argv[] = {"/bin/sh",   "-c",       apt_suite_script,
				    "apt-suite", apt->suite, NULL};
	struct process_output output;
	int result = run(apt, argv, SCRIPT_LIMIT, &output, error);
	char *text = NULL;

	if (result == -EIO) {
		apt_explain(output.err, "cannot find out where this machine gets Debian from",
			    error);
	} else if (!result) {
		text = paths_format("%s" SOURCE_OPTIONS, output.out, apt->architecture);
		result = text ? put(apt, "suite.sources", text, error)
			      : ws_fail_errno(error, ENOMEM, "cannot read apt's sources");
	}
	free(text);
	process_output_free(&output);
	return result;
}

int apt_open(struct apt *apt, const char *folder, const char *architecture, const char *suite,
	     const volatile int *interrupted, struct ws_error *error)
{
	int result = 0;

	*apt = (struct apt){
		.folder = paths_format("%s/apt/%s/%s", folder, architecture, suite),
		.architecture = architecture,
		.suite = suite,
		.interrupted = interrupted,
	};
	for (size_t i = 0; !result && i < sizeof(folders) / sizeof(folders[0]); i++) {
		char *path = apt->folder ? path_of(apt, folders[i]) : NULL;

		result = path ? ws_directory_create(path, error)
			      : ws_fail_errno(error, ENOMEM, "cannot prepare apt");
		free(path);
	}
	if (!result)
		result = put_configuration(apt, error);
	if (!result)
		result = put_source(apt, error);
	if (result)
		apt_close(apt);
	return result;
}

void apt_close(struct apt *apt)
{
	free(apt->folder);
	*apt = (struct apt){0};
}

bool apt_is_old(const struct apt *apt)
{
	char *stamp = path_of(apt, "updated");
	struct stat status;
	time_t now = time(NULL);
	bool fresh = stamp && stat(stamp, &status) == 0 && status.st_mtime <= now &&
		     now - status.st_mtime < OLD_AGE;

	free(stamp);
	return !fresh;
}

int apt_update(const struct apt *apt, struct ws_error *error)
{
	static const char *const argv[] = {"apt-get", "-c=../apt.conf", "-qq", "update", NULL};
	struct process_output output;
	char *stamp = path_of(apt, "updated");
	char what[128];
	int result = run(apt, argv, FETCH_LIMIT, &output, error);

	snprintf(what, sizeof(what), "cannot fetch the list of packages of Debian %s", apt->suite);
	if (result == -EIO)
		result = apt_explain(output.err, what, error);
	else if (!result)
		result = stamp ? ws_file_write(stamp, "", 0, error)
			       : ws_fail_errno(error, ENOMEM, "%s", what);
	free(stamp);
	process_output_free(&output);
	return result;
}

/* "PACKAGE | VERSION | SOURCE" lines, the newest first (apt-cache(8), madison). */
static int read_madison(const char *text, const char *package, char version[DEB_WORD_MAX])
{
	char format[32];
	char name[DEB_WORD_MAX];

	snprintf(format, sizeof(format), " %%%ds | %%%ds |", DEB_WORD_MAX - 1, DEB_WORD_MAX - 1);
	if (sscanf(text, format, name, version) != 2 || strcmp(name, package) != 0 ||
	    !deb_version_valid(version, strlen(version)))
		return -ENOENT;
	return 0;
}

int apt_version(const struct apt *apt, const char *package, char version[DEB_WORD_MAX],
		struct ws_error *error)
{
	const char *const argv[] = {"apt-cache", "-c=../apt.conf", "-qq", "madison", package, NULL};
	struct process_output output;
	int result = run(apt, argv, QUERY_LIMIT, &output, error);

	if (result == -EIO)
		result = apt_explain(output.err, "cannot read the list of packages", error);
	else if (!result && read_madison(output.out, package, version) < 0)
		result = ws_fail(error, ENOENT,
				 "no package %s for %s in Debian %s: give another, or a file",
				 package, apt->architecture, apt->suite);
	process_output_free(&output);
	return result;
}

/* The one package in the download folder; NULL where there is none. */
static char *find_deb(const struct apt *apt)
{
	char *path = path_of(apt, "download");
	DIR *folder = path ? opendir(path) : NULL;
	const struct dirent *entry;
	char *found = NULL;

	while (folder && !found && (entry = readdir(folder))) {
		size_t length = strlen(entry->d_name);

		if (length > 4 && strcmp(entry->d_name + length - 4, ".deb") == 0)
			found = paths_format("%s/%s", path, entry->d_name);
	}
	if (folder)
		closedir(folder);
	free(path);
	return found;
}

void apt_discard(const struct apt *apt)
{
	char *deb;

	while ((deb = find_deb(apt))) {
		bool gone = unlink(deb) == 0;

		free(deb);
		if (!gone)
			break;
	}
}

int apt_download(const struct apt *apt, const char *package, const char *version, char **deb,
		 struct ws_error *error)
{
	char *exact = paths_format("%s=%s", package, version);
	const char *const argv[] = {"apt-get", "-c=../apt.conf", "-qq", "download", exact, NULL};
	struct process_output output;
	char what[2 * DEB_WORD_MAX + 64];
	int result;

	if (!exact)
		return ws_fail_errno(error, ENOMEM, "cannot fetch %s", package);
	apt_discard(apt);
	snprintf(what, sizeof(what), "cannot fetch %s %s", package, version);
	result = run(apt, argv, FETCH_LIMIT, &output, error);
	if (result == -EIO)
		result = apt_explain(output.err, what, error);
	else if (!result && !(*deb = find_deb(apt)))
		result = ws_fail(error, EIO, "%s: apt-get left no package behind", what);
	process_output_free(&output);
	free(exact);
	return result;
}
