/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lab's machine as it is seen from inside: booted once, it stops where it can be saved; what
 * differs from run to run it reads after that, from a file of fw_cfg (QEMU, docs/specs/fw_cfg.rst).
 */
#ifndef WORLDSWITCH_SNAPSHOTS_H
#define WORLDSWITCH_SNAPSHOTS_H

/* Words: of the VMM's command line; where Dom0 makes the domains the measured one's parameters. */
#define WS_LAB_FILE     "opt/worldswitch/options"
#define WS_LAB_TEXT_MAX 1024 /* with a NUL */

/* What they are for a machine that was to be saved and has not stopped: it ends. */
#define WS_LAB_NOTHING "--version"

#endif
