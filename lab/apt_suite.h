/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WORLDSWITCH_LAB_APT_SUITE_H
#define WORLDSWITCH_LAB_APT_SUITE_H

/* The text of lab/apt-suite.sh, which the program carries in itself. */
extern const char apt_suite_script[];

#endif
