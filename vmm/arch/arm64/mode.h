/* SPDX-License-Identifier: GPL-2.0-or-later */
/* KVM's mode, out of the kernel's log. */
#ifndef WORLDSWITCH_VMM_ARCH_ARM64_MODE_H
#define WORLDSWITCH_VMM_ARCH_ARM64_MODE_H

/*
 * The mode that one record of the kernel's log tells of, as /dev/kmsg gives it, with a NUL at its
 * end; NULL where it is about something else.
 */
const char *vmm_mode_in(const char *text);

#endif
