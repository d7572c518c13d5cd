# SPDX-License-Identifier: GPL-2.0-or-later

# The script is inside the program (lab/apt_suite.c).
$(foreach variant,host asan fuzz,$(BUILD)/$(variant)/lab/apt_suite.o): lab/apt-suite.sh
