// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Being init, as in the lab, where this program is all of user space. The work is done by a child:
 * whatever becomes of it, init is there to say so and to turn the machine off, and the kernel never
 * panics for a lost init. Linux hands init the words of its command line that follow "--", and
 * before them any that it does not know itself.
 */
#include "vmm/init.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vmm/records.h"

void vmm_init_trim(int *argc, char **argv)
{
	int skip = 0;

	while (1 + skip < *argc && argv[1 + skip][0] != '-')
		skip++;
	for (int i = 1; i + skip <= *argc; i++)
		argv[i] = argv[i + skip]; /* the terminating NULL too */
	*argc -= skip;
}

static void __attribute__((noreturn)) power_off(void)
{
	reboot(RB_POWER_OFF);
	vmm_record_failure(STDOUT_FILENO, "power-off", errno, "cannot turn the machine off");
	for (;;)
		pause();
}

static void __attribute__((noreturn)) give_up(const char *what)
{
	char reason[128];
	int code = errno;

	snprintf(reason, sizeof(reason), "init %s: %s", what, strerror(code));
	vmm_record_failure(STDOUT_FILENO, "init", code, reason);
	power_off();
}

static int mount_at(const char *path, const char *type)
{
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		return -1;
	return mount(type, path, type, MS_NOSUID | MS_NOEXEC, NULL);
}

/* The kernel may have had no console to give to init; with devtmpfs there is one. */
static void open_console(void)
{
	int fd = open("/dev/console", O_RDWR | O_NOCTTY);

	if (fd < 0)
		give_up("cannot open /dev/console");
	for (int standard = STDIN_FILENO; standard <= STDERR_FILENO; standard++)
		if (dup2(fd, standard) < 0)
			give_up("cannot use /dev/console");
	if (fd > STDERR_FILENO)
		close(fd);
}

static void __attribute__((noreturn)) wait_for(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			give_up("cannot wait");
	if (WIFSIGNALED(status)) {
		char reason[64];

		snprintf(reason, sizeof(reason), "the VMM was killed by signal %d",
			 WTERMSIG(status));
		vmm_record_failure(STDOUT_FILENO, "init", EINTR, reason);
	}
	power_off();
}

bool vmm_init_enter(int *argc, char **argv)
{
	pid_t child;

	if (getpid() != 1)
		return false;
	if (mount_at("/dev", "devtmpfs") < 0 && errno != EBUSY)
		give_up("cannot mount devtmpfs");
	open_console();
	/* What the kernel says of itself: without it the work is done as well. */
	(void)mount_at("/proc", "proc");
	(void)mount_at("/sys", "sysfs");
	child = fork();
	if (child < 0)
		give_up("cannot fork");
	if (child > 0)
		wait_for(child);
	vmm_init_trim(argc, argv);
	return true;
}
