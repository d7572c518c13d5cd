// SPDX-License-Identifier: GPL-2.0-or-later
/* lab/apt-suite.sh inside the program: the same script serves the set-up, which runs before there
 * is a program, and the program, which may be installed without its source tree. */
#include "lab/apt_suite.h"

__asm__(".pushsection .rodata\n"
	".global apt_suite_script\n"
	"apt_suite_script:\n"
	".incbin \"lab/apt-suite.sh\"\n"
	".byte 0\n"
	".popsection\n");
