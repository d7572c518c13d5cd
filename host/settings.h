/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a kernel is set to, as far as timings depend on it: one table of files for who records them,
 * who judges them and who changes them (Linux, Documentation/ABI/testing/sysfs-devices-system-cpu,
 * admin-guide/pm/, core-api/irq/irq-affinity.rst, virt/kvm/halt-polling.rst).
 */
#ifndef WORLDSWITCH_HOST_SETTINGS_H
#define WORLDSWITCH_HOST_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#define HOST_VALUE_MAX 1024

enum host_setting {
	HOST_GOVERNOR, /* of a CPU */
	HOST_NO_TURBO, /* 1: off, by Intel's driver */
	HOST_BOOST,    /* 0: off, by all others */
	HOST_SMT,
	HOST_MICROCODE, /* of a CPU */
	HOST_MIDR,      /* of a CPU */
	HOST_CLOCK_SOURCE,
	HOST_HALT_POLL,
	HOST_ENVIRONMENT_COUNT,                     /* those above describe a machine in a result */
	HOST_IRQ_AFFINITY = HOST_ENVIRONMENT_COUNT, /* of an interrupt: a list of CPUs */
	HOST_GOVERNORS,                             /* of a CPU: which there are */
	HOST_ISOLATED,
	HOST_NO_TICK,
	HOST_SIBLINGS, /* of a CPU */
	HOST_SETTING_COUNT
};

/* Its name in results and journals. */
const char *host_setting_key(enum host_setting setting);

/* HOST_SETTING_COUNT: there is none of this name. */
enum host_setting host_setting_named(const char *key);

/* number: of the CPU or interrupt, for those that are of one. */
bool host_setting_read(const char *root, enum host_setting setting, unsigned int number, char *text,
		       size_t size);

/* Whether this kernel only shows it: nobody may write there, not even root. */
bool host_setting_is_fixed(const char *root, enum host_setting setting, unsigned int number);

int host_setting_write(const char *root, enum host_setting setting, unsigned int number,
		       const char *text);

#endif
