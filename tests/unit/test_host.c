// SPDX-License-Identifier: GPL-2.0-or-later
/* What doctor says of machines that are folders: a quiet one, a loud one, an empty one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <sys/stat.h>

#include "host/hazards.h"
#include "host/read.h"
#include "host/traffic.h"
#include "host/watch.h"
#include "tests/unit/host_files.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct host_file quiet[] = {
	{CPU_FILES "cpu2/cpufreq/scaling_governor", "performance\n"},
	{CPU_FILES "cpu3/cpufreq/scaling_governor", "performance\n"},
	{CPU_FILES "intel_pstate/no_turbo", "1\n"},
	{CPU_FILES "cpu2/topology/thread_siblings_list", "2\n"},
	{CPU_FILES "cpu3/topology/thread_siblings_list", "3\n"},
	{CPU_FILES "cpu3/cpuidle/state0/latency", "0\n"},
	{CPU_FILES "cpu3/cpuidle/state1/latency", "2\n"},
	{CPU_FILES "cpu3/cpuidle/state2/latency", "133\n"},
	{CPU_FILES "cpu3/cpuidle/state2/disable", "1\n"},
	{CPU_FILES "isolated", "2-3\n"},
	{CPU_FILES "nohz_full", "2-3\n"},
	{CPU_FILES "vulnerabilities/meltdown", "Not affected\n"},
	{"/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n"},
	{"/sys/module/kvm/parameters/halt_poll_ns", "0\n"},
	{"/sys/module/kvm_intel/parameters/nested", "N\n"},
	{"/proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vmx hypervisorless\n"},
	{"/proc/stat", "cpu  1 2 3 4 5 6 7 8 9 10\n"
		       "cpu2 100 0 0 90000 0 0 0 0 0 0\ncpu3 100 0 0 90000 0 0 0 0 0 0\n"},
	{"/proc/interrupts", "       CPU0  CPU2  CPU3\n"
			     " 24:      1     5     7  IO-APIC  5-edge  eth0\n"
			     "LOC:     10    20    30  Local timer interrupts\n"},
};

static const struct host_file loud[] = {
	{CPU_FILES "cpu2/cpufreq/scaling_governor", "performance\n"},
	{CPU_FILES "cpu3/cpufreq/scaling_governor", "powersave\n"},
	{CPU_FILES "cpufreq/boost", "1\n"},
	{CPU_FILES "cpu2/topology/thread_siblings_list", "2-3\n"},
	{CPU_FILES "cpu3/topology/thread_siblings_list", "2-3\n"},
	{CPU_FILES "cpu3/cpuidle/state0/latency", "0\n"},
	{CPU_FILES "cpu3/cpuidle/state1/latency", "133\n"},
	{CPU_FILES "cpu3/cpuidle/state1/disable", "0\n"},
	{CPU_FILES "vulnerabilities/meltdown", "Mitigation: PTI\n"},
	{CPU_FILES "vulnerabilities/mds", "Vulnerable: no microcode\n"},
	{CPU_FILES "vulnerabilities/spectre_v2",
	 "Mitigation: Retpolines; IBPB: conditional; IBRS_FW; STIBP: conditional; RSB filling; "
	 "PBRSB-eIBRS: Not affected; BHI: Vulnerable\n"},
	{CPU_FILES "vulnerabilities/tsx_async_abort",
	 "Mitigation: Clear CPU buffers; SMT vulnerable\n"},
	{"/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n"},
	{"/sys/module/kvm/parameters/halt_poll_ns", "200000\n"},
	{"/sys/module/kvm_pvm/version", "1\n"},
	{"/dev/kvm", "no device\n"},
	{"/proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu svm hypervisor\nbugs\t\t: x\n"},
	{"/proc/stat", "cpu3 100 0 0 900 0 0 0 20 0 0\n"},
};

static struct host_finding findings[HOST_FINDINGS_MAX];
static size_t count;
static char *root;

static int make_root(void **state)
{
	(void)state;
	root = make_folder();
	return 0;
}

static int remove_root(void **state)
{
	(void)state;
	remove_folder(root);
	return 0;
}

static void examine(const struct host_file *files, size_t file_count)
{
	const struct host_question question = {
		.root = root, .cpus = {.measured = 3, .others = 2}, .interval_ms = 1};

	put_host_files(root, files, file_count);
	count = host_examine(&question, findings, COUNT_OF(findings));
}

static const struct host_finding *finding_of(const char *what)
{
	for (size_t at = 0; at < count; at++)
		if (strcmp(findings[at].what, what) == 0)
			return &findings[at];
	fail_msg("nothing is said of %s", what);
	return NULL;
}

static void assert_finding(const char *what, enum host_state state, const char *found)
{
	const struct host_finding *finding = finding_of(what);

	if (finding->state != state || !strstr(finding->found, found))
		fail_msg("%s is %d: %s", what, finding->state, finding->found);
	assert_int_equal(state != HOST_FINE, *finding->advice != '\0');
}

static void a_quiet_machine_is_fine(void **state)
{
	(void)state;
	examine(quiet, COUNT_OF(quiet));
	assert_int_equal(count, 15);
	assert_finding("/dev/kvm", HOST_WRONG, "No such file");
	for (size_t at = 1; at < count; at++)
		if (findings[at].state != HOST_FINE)
			fail_msg("%s: %s", findings[at].what, findings[at].found);
}

/* What nobody may write is not to be written: the advice is another one. */
static void a_setting_that_is_only_shown(void **state)
{
	static const struct host_file polls[] = {
		{"/sys/module/kvm/parameters/halt_poll_ns", "200000\n"}};
	char path[512];

	(void)state;
	examine(polls, COUNT_OF(polls));
	assert_non_null(strstr(finding_of("halt_poll_ns")->advice, "write 0 to /sys/module"));
	snprintf(path, sizeof(path), "%s%s", root, polls[0].path);
	assert_int_equal(chmod(path, 0444), 0);
	examine(NULL, 0);
	assert_finding("halt_poll_ns", HOST_HAZARD, "200000");
	assert_non_null(strstr(finding_of("halt_poll_ns")->advice, "kvm.halt_poll_ns=0"));
}

static void each_hazard_is_named(void **state)
{
	(void)state;
	examine(loud, COUNT_OF(loud));
	assert_finding("/dev/kvm", HOST_WRONG, "does not answer");
	assert_finding("KVM's module", HOST_HAZARD, "kvm_pvm");
	assert_finding("bare metal", HOST_HAZARD, "virtual machine: the CPU");
	assert_finding("clock source", HOST_HAZARD, "hpet");
	assert_finding("governor", HOST_HAZARD, "powersave on CPU 3");
	assert_finding("turbo", HOST_HAZARD, "on");
	assert_finding("SMT siblings", HOST_HAZARD, "CPU 3 shares its core: 2-3, both are used");
	assert_finding("C-states", HOST_HAZARD, "133 us");
	assert_finding("halt_poll_ns", HOST_HAZARD, "200000");
	assert_finding("isolated CPUs", HOST_NOTE, "CPUs 3 and 2");
	assert_finding("mitigations", HOST_NOTE, "3 taken, 3 vulnerabilities open");
	assert_finding("steal time", HOST_HAZARD,
		       "CPU 3: 1.9% since the start, 0 ticks while watched");
	assert_finding("interrupts", HOST_NOTE, "not known of CPU 3");
}

static void who_holds_the_latency_settles_sleep(void **state)
{
	int held = 3;
	struct ws_error error;

	(void)state;
	put_host_file(root, "/dev/cpu_dma_latency", "");
	assert_int_equal(
		ws_file_write(in(root, "dev/cpu_dma_latency"), &held, sizeof(held), &error), 0);
	examine(loud, COUNT_OF(loud));
	assert_finding("C-states", HOST_FINE, "at most 3 us");
}

/* Too little to be seen in all that was since the start. */
static void what_is_stolen_meanwhile_counts(void **state)
{
	const struct host_question question = {.root = root, .cpus = {3, 2}};
	struct host_watch *watch;

	(void)state;
	put_host_file(root, "/proc/stat", "cpu2 0 0 0 90000 0 0 0 0\ncpu3 0 0 0 90000 0 0 0 4\n");
	watch = host_watch_begin(&question);
	put_host_file(root, "/proc/stat", "cpu2 0 0 0 90000 0 0 0 0\ncpu3 0 0 0 90000 0 0 0 11\n");
	count = host_watch_end(watch, findings, COUNT_OF(findings));
	assert_int_equal(count, 4);
	assert_finding("steal time", HOST_HAZARD,
		       "CPU 3: 0.0% since the start, 7 ticks while watched");
	assert_string_equal(findings[1].id, "steal-time");
	assert_int_equal(findings[1].state, HOST_FINE);
}

/* A machine that tells nothing has no hazard that anybody could name. */
static void nothing_known_is_said(void **state)
{
	(void)state;
	examine(NULL, 0);
	assert_finding("/dev/kvm", HOST_WRONG, "No such file");
	for (size_t at = 1; at < count; at++)
		assert_in_range(findings[at].state, HOST_FINE, HOST_NOTE);
}

static void hypervisors_below_are_seen(void **state)
{
	static const struct host_file xen[] = {{"/sys/hypervisor/type", "xen\n"}};
	static const struct host_file emulated[] = {
		{"/proc/device-tree/compatible", "linux,dummy-virt"}};

	(void)state;
	examine(emulated, 1);
	assert_finding("bare metal", HOST_HAZARD, "linux,dummy-virt");
	examine(xen, 1);
	assert_finding("bare metal", HOST_HAZARD, "xen");
}

static void the_limit_holds(void **state)
{
	const struct host_question question = {.root = root, .cpus = {3, 2}};

	(void)state;
	for (size_t limit = 0; limit < 20; limit++)
		assert_in_range(host_examine(&question, findings, limit), 0, limit);
}

static void lists_of_cpus(void **state)
{
	static const struct {
		const char *text, *written;
	} good[] = {{"0-3,8", "0-3,8"}, {"", ""}, {"5", "5"}, {"1,0", "0-1"}, {"7-7", "7"}};
	static const char *const bad[] = {"0-",          "-3",  ",",   "1,",    "3-1",
					  "1 2",         "a",   "0-x", "0,,1",  "1024",
					  "99999999999", "0x1", " 1",  "(null)"};
	char text[HOST_CPUS_TEXT_MAX];
	cpu_set_t set;

	(void)state;
	for (size_t at = 0; at < COUNT_OF(good); at++) {
		assert_int_equal(host_cpus_parse(good[at].text, &set), 0);
		assert_int_equal(host_cpus_format(&set, text, sizeof(text)), 0);
		assert_string_equal(text, good[at].written);
	}
	for (size_t at = 0; at < COUNT_OF(bad); at++)
		if (host_cpus_parse(bad[at], &set) != -EINVAL)
			fail_msg("'%s' is no list", bad[at]);
	assert_int_equal(host_cpus_parse("0-3,8", &set), 0);
	assert_int_equal(host_cpus_format(&set, text, 5), -ENOSPC);
	assert_int_equal(host_cpus_format(&set, text, 6), 0);
}

static void one_or_two_cpus(void **state)
{
	static const char *const bad[] = {"", ",", "1,", "1,2,3", "1-2", "x", "1024", "1 "};
	struct host_cpus cpus;

	(void)state;
	assert_int_equal(host_cpus_read("3,2", &cpus), 0);
	assert_int_equal(cpus.measured, 3);
	assert_int_equal(cpus.others, 2);
	assert_int_equal(host_cpus_read("4", &cpus), 0);
	assert_int_equal(cpus.others, 4);
	for (size_t at = 0; at < COUNT_OF(bad); at++)
		assert_int_equal(host_cpus_read(bad[at], &cpus), -EINVAL);
}

static void the_last_and_the_first_where_nobody_says(void **state)
{
	struct host_cpus cpus;
	cpu_set_t allowed;

	(void)state;
	CPU_ZERO(&allowed);
	assert_int_equal(host_cpus_choose(&allowed, &cpus), -ENODEV);
	CPU_SET(3, &allowed);
	assert_int_equal(host_cpus_choose(&allowed, &cpus), 0);
	assert_int_equal(cpus.measured, 3);
	assert_int_equal(cpus.others, 3);
	CPU_SET(1, &allowed);
	CPU_SET(CPU_SETSIZE - 1, &allowed);
	assert_int_equal(host_cpus_choose(&allowed, &cpus), 0);
	assert_int_equal(cpus.measured, CPU_SETSIZE - 1);
	assert_int_equal(cpus.others, 1);
}

static void interrupts_by_their_column(void **state)
{
	static const char text[] = "           CPU0       CPU2       \n"
				   " 11:        100       2000     GICv3  27 Level     arch_timer\n"
				   " 24:          1         42  IO-APIC   5-edge      ACPI:Ged\n"
				   "LOC:          7          8   Local timer interrupts\n"
				   "ERR:          0\n"
				   "a label that is too long: 1 2 x\n"
				   " 25:          1";
	struct host_interrupt rows[8];

	(void)state;
	assert_int_equal(host_interrupts_parse(text, 1, rows, COUNT_OF(rows)), 0);
	assert_int_equal(host_interrupts_parse(text, 2, rows, COUNT_OF(rows)), 3);
	assert_string_equal(rows[0].name, "arch_timer");
	assert_int_equal(rows[0].count, 2000);
	assert_false(host_interrupt_is_device(&rows[0]));
	assert_string_equal(rows[1].label, "24");
	assert_string_equal(rows[1].name, "ACPI:Ged");
	assert_int_equal(rows[1].count, 42);
	assert_true(host_interrupt_is_device(&rows[1]));
	assert_string_equal(rows[2].name, "Local timer interrupts");
	assert_false(host_interrupt_is_device(&rows[2]));
	assert_int_equal(host_interrupts_parse(text, 2, rows, 1), 1);
	assert_int_equal(host_interrupts_parse("", 0, rows, COUNT_OF(rows)), 0);
}

static void time_of_a_cpu(void **state)
{
	static const char text[] = "cpu  9 9 9 9 9 9 9 9\ncpu12 1 1 1 1 1 1 1 1 5 5\n"
				   "cpu1 10 20 30 400 5 6 7 8 100 100\ncpu2 1 2 3\n";
	struct host_time time;

	(void)state;
	assert_true(host_time_parse(text, 1, &time));
	assert_int_equal(time.all, 486);
	assert_int_equal(time.stolen, 8);
	assert_false(host_time_parse(text, 2, &time));
	assert_false(host_time_parse(text, 3, &time));
	assert_false(host_time_parse("", 0, &time));
}

static void reads_are_bounded(void **state)
{
	char text[8];
	char *whole;

	(void)state;
	put_host_file(root, "/long", "0123456789\n\n");
	assert_true(host_read(in(root, "long"), text, sizeof(text)));
	assert_string_equal(text, "0123456");
	whole = host_read_long(in(root, "long"), 64);
	assert_string_equal(whole, "0123456789");
	free(whole);
	assert_false(host_read(in(root, "missing"), text, sizeof(text)));
	assert_int_equal(host_write(in(root, "missing"), "1", 1), -ENOENT);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

static void a_field_of_a_table(void **state)
{
	char value[16];

	(void)state;
	assert_true(
		host_field("a : 1\nmodel name\t: A B\nc: 2\n", "model name", value, sizeof(value)));
	assert_string_equal(value, "A B");
	assert_false(host_field("model names : x\nmodel", "model name", value, sizeof(value)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_quiet_machine_is_fine),
		IN_FOLDER(a_setting_that_is_only_shown),
		IN_FOLDER(each_hazard_is_named),
		IN_FOLDER(who_holds_the_latency_settles_sleep),
		IN_FOLDER(what_is_stolen_meanwhile_counts),
		IN_FOLDER(nothing_known_is_said),
		IN_FOLDER(hypervisors_below_are_seen),
		IN_FOLDER(the_limit_holds),
		IN_FOLDER(reads_are_bounded),
		cmocka_unit_test(lists_of_cpus),
		cmocka_unit_test(one_or_two_cpus),
		cmocka_unit_test(the_last_and_the_first_where_nobody_says),
		cmocka_unit_test(interrupts_by_their_column),
		cmocka_unit_test(time_of_a_cpu),
		cmocka_unit_test(a_field_of_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
