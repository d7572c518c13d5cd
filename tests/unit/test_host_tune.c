// SPDX-License-Identifier: GPL-2.0-or-later
/* A machine that is a folder: changed and put back, also after who did it was killed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "host/journal.h"
#include "host/read.h"
#include "host/tune.h"
#include "tests/unit/host_files.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
#define WAIT_MS         100000

static const struct host_file before[] = {
	{CPU_FILES "cpu0/cpufreq/scaling_governor", "powersave"},
	{CPU_FILES "cpu2/cpufreq/scaling_governor", "schedutil"},
	{CPU_FILES "cpu3/cpufreq/scaling_governor", "powersave"},
	{CPU_FILES "cpufreq/boost", "1"},
	{"/sys/module/kvm/parameters/halt_poll_ns", "200000"},
	{"/proc/irq/24/smp_affinity_list", "0-3"},
	{"/proc/irq/25/smp_affinity_list", "3"}, /* nowhere else to go */
	{"/proc/irq/26/smp_affinity_list", "0-1"},
	{"/proc/irq/27/smp_affinity_list", "2,5-7"},
};

static const struct host_file during[] = {
	{CPU_FILES "cpu0/cpufreq/scaling_governor", "powersave"},
	{CPU_FILES "cpu2/cpufreq/scaling_governor", "performance"},
	{CPU_FILES "cpu3/cpufreq/scaling_governor", "performance"},
	{CPU_FILES "cpufreq/boost", "0"},
	{"/sys/module/kvm/parameters/halt_poll_ns", "0"},
	{"/proc/irq/24/smp_affinity_list", "0-1"},
	{"/proc/irq/25/smp_affinity_list", "3"},
	{"/proc/irq/26/smp_affinity_list", "0-1"},
	{"/proc/irq/27/smp_affinity_list", "5-7"},
};

static const struct host_file others[] = {
	{CPU_FILES "cpu2/cpufreq/scaling_available_governors", "performance schedutil\n"},
	{CPU_FILES "cpu3/cpufreq/scaling_available_governors", "performance powersave\n"},
	{"/dev/cpu_dma_latency", ""},
	{"/proc/irq/default_smp_affinity", "f"},
	{"/run/lock", ""},
};

static const struct host_cpus cpus = {.measured = 3, .others = 2};
static struct ws_error error;
static char *root;

static int make_machine(void **state)
{
	(void)state;
	root = make_folder();
	put_host_files(root, before, COUNT_OF(before));
	put_host_files(root, others, COUNT_OF(others));
	return 0;
}

static int remove_machine(void **state)
{
	(void)state;
	remove_folder(root);
	return 0;
}

static void assert_machine(const struct host_file *files)
{
	for (size_t at = 0; at < COUNT_OF(before); at++) {
		char path[512];
		char text[64];

		snprintf(path, sizeof(path), "%s%s", root, files[at].path);
		assert_true(host_read(path, text, sizeof(text)));
		if (strcmp(text, files[at].text) != 0)
			fail_msg("%s is %s, not %s", files[at].path, text, files[at].text);
	}
}

static void it_is_changed_and_put_back(void **state)
{
	struct host_tune tune;
	int held;

	(void)state;
	assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), 0);
	assert_machine(during);
	assert_string_equal(tune.text,
			    "6 of 6 settings, governor (2), boost (1), halt-poll-ns (1), "
			    "interrupt (2), C-states held to 3 us");
	assert_true(host_read_bytes(in(root, "dev/cpu_dma_latency"), &held, sizeof(held)));
	assert_int_equal(held, 3);
	assert_true(host_journal_exists(root));
	assert_int_equal(host_tune_end(&tune, &error), 0);
	assert_machine(before);
	assert_false(host_journal_exists(root));
}

/* As an interrupt whose CPU the kernel has chosen. */
static void what_is_refused_stays(void **state)
{
	struct host_tune tune;

	(void)state;
	assert_int_equal(unlink(in(root, "sys/module/kvm/parameters/halt_poll_ns")), 0);
	assert_int_equal(symlink("/proc/sys/kernel/ngroups_max",
				 in(root, "sys/module/kvm/parameters/halt_poll_ns")),
			 0);
	assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), 0);
	assert_string_equal(tune.text, "5 of 6 settings, governor (2), boost (1), interrupt (2), "
				       "refused halt-poll-ns (1), C-states held to 3 us");
	assert_int_equal(host_tune_end(&tune, &error), 0);
}

static void one_at_a_time(void **state)
{
	struct host_tune first;
	struct host_tune second;

	(void)state;
	assert_int_equal(host_tune_begin(&first, root, &cpus, &error), 0);
	assert_int_equal(host_tune_begin(&second, root, &cpus, &error), -EBUSY);
	assert_int_equal(host_tune_recover(root, &error), -EBUSY);
	assert_machine(during);
	assert_int_equal(host_tune_end(&first, &error), 0);
	assert_machine(before);
	assert_int_equal(host_tune_recover(root, &error), 0);
}

/* A process that tunes and waits; it tells who its guardian is. */
static pid_t start_measuring(pid_t *guardian)
{
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		struct host_tune tune;

		tune.guardian = 0;
		if (host_tune_begin(&tune, root, &cpus, &error) == 0)
			(void)!write(ends[1], &tune.guardian, sizeof(tune.guardian));
		close(ends[1]);
		for (;;)
			pause();
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], guardian, sizeof(*guardian)), sizeof(*guardian));
	close(ends[0]);
	return pid;
}

/* Its end is ours to see: orphans come to this process. */
static void await_end(pid_t pid)
{
	alarm(WAIT_MS / 1000);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	alarm(0);
}

static void a_killed_parent_leaves_nothing(void **state)
{
	pid_t guardian;
	pid_t parent = start_measuring(&guardian);

	(void)state;
	assert_machine(during);
	kill(parent, SIGKILL);
	await_end(parent);
	await_end(guardian);
	assert_machine(before);
	assert_false(host_journal_exists(root));
}

static void the_guardian_hears_no_signals_of_a_terminal(void **state)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
	struct host_tune tune;

	(void)state;
	assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), 0);
	assert_int_equal(getsid(tune.guardian), tune.guardian);
	for (size_t at = 0; at < COUNT_OF(signals); at++)
		kill(tune.guardian, signals[at]);
	assert_int_equal(host_tune_end(&tune, &error), 0);
	assert_machine(before);
}

static void a_killed_guardian_is_made_up_for(void **state)
{
	struct host_tune tune;

	(void)state;
	assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), 0);
	kill(tune.guardian, SIGKILL);
	assert_int_equal(host_tune_end(&tune, &error), 0);
	assert_machine(before);
	assert_false(host_journal_exists(root));
}

static void kill_both(void)
{
	pid_t guardian;
	pid_t parent = start_measuring(&guardian);

	kill(guardian, SIGKILL);
	kill(parent, SIGKILL);
	await_end(parent);
	await_end(guardian);
	assert_machine(during);
	assert_true(host_journal_exists(root));
}

static void what_two_killed_ones_left_is_put_back(void **state)
{
	(void)state;
	kill_both();
	assert_int_equal(host_tune_recover(root, &error), 6);
	assert_machine(before);
	assert_int_equal(host_tune_recover(root, &error), 0);
}

/* What was left must not be taken for how it was. */
static void the_next_one_begins_with_what_it_was(void **state)
{
	struct host_tune tune;

	(void)state;
	kill_both();
	assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), 0);
	assert_machine(during);
	assert_int_equal(host_tune_end(&tune, &error), 0);
	assert_machine(before);
}

static void what_cannot_be_put_back_stays_known(void **state)
{
	struct host_tune tune;

	(void)state;
	assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), 0);
	kill(tune.guardian, SIGKILL);
	assert_int_equal(unlink(in(root, "sys/devices/system/cpu/cpufreq/boost")), 0);
	assert_int_equal(symlink("/proc/version", in(root, "sys/devices/system/cpu/cpufreq/boost")),
			 0);
	assert_true(host_tune_end(&tune, &error) < 0);
	assert_non_null(strstr(error.text, "cannot put back boost"));
	assert_true(host_journal_exists(root));
	assert_int_equal(unlink(in(root, "sys/devices/system/cpu/cpufreq/boost")), 0);
	put_host_file(root, CPU_FILES "cpufreq/boost", "0");
	assert_int_equal(host_tune_recover(root, &error), 1);
	assert_machine(before);
}

static void put_journal(const char *text)
{
	if (mkdir(in(root, "run/worldswitch"), 0700) < 0)
		assert_int_equal(errno, EEXIST);
	write_text(in(root, "run/worldswitch/journal"), text);
}

static void journals_that_make_no_sense_change_nothing(void **state)
{
	static const char *const texts[] = {
		"",
		"boost 0 0\n",
		"boost 0 0\nend 2\n",
		"../../../etc/passwd 0 x\nend 1\n",
		"boost\nend 1\n",
		"boost 0\nend 1\n",
		"boost -1 0\nend 1\n",
		"boost 99999999999999999999 0\nend 1\n",
		"boost x 0\nend 1\n",
		"end\n",
	};

	(void)state;
	for (size_t at = 0; at < COUNT_OF(texts); at++) {
		struct host_tune tune;

		put_journal(texts[at]);
		if (host_tune_recover(root, &error) != -EINVAL)
			fail_msg("'%s' makes sense", texts[at]);
		assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), -EINVAL);
		assert_machine(before);
	}
}

/* Who may write to the folder could have everything set. */
static void a_folder_of_others_is_refused(void **state)
{
	struct host_tune tune;

	(void)state;
	put_journal("boost 0 0\nend 1\n");
	assert_int_equal(chmod(in(root, "run/worldswitch"), 0777), 0);
	assert_int_equal(host_tune_recover(root, &error), -EACCES);
	assert_int_equal(host_tune_begin(&tune, root, &cpus, &error), -EACCES);
	assert_machine(before);
}

static void a_machine_without_settings_is_none_to_tune(void **state)
{
	struct host_tune tune;
	char *empty = make_folder();

	(void)state;
	assert_int_equal(mkdir(in(empty, "run"), 0755), 0);
	assert_int_equal(host_tune_begin(&tune, empty, &cpus, &error), 0);
	assert_string_equal(tune.text, "0 of 0 settings");
	assert_int_equal(host_tune_end(&tune, &error), 0);
	remove_folder(empty);
}

#define ON_MACHINE(test) cmocka_unit_test_setup_teardown(test, make_machine, remove_machine)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_MACHINE(it_is_changed_and_put_back),
		ON_MACHINE(what_is_refused_stays),
		ON_MACHINE(one_at_a_time),
		ON_MACHINE(a_killed_parent_leaves_nothing),
		ON_MACHINE(the_guardian_hears_no_signals_of_a_terminal),
		ON_MACHINE(a_killed_guardian_is_made_up_for),
		ON_MACHINE(what_two_killed_ones_left_is_put_back),
		ON_MACHINE(the_next_one_begins_with_what_it_was),
		ON_MACHINE(what_cannot_be_put_back_stays_known),
		ON_MACHINE(journals_that_make_no_sense_change_nothing),
		ON_MACHINE(a_folder_of_others_is_refused),
		ON_MACHINE(a_machine_without_settings_is_none_to_tune),
	};

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
