// SPDX-License-Identifier: GPL-2.0-or-later
/* A terminal gets its width and colours, anything else 80 columns and none. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "report/report.h"

static unsigned int width_of(int fd)
{
	struct winsize size;

	return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

static bool wants_colour(int fd)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	return isatty(fd) && !(no_colour && *no_colour) && terminal &&
	       strcmp(terminal, "dumb") != 0;
}

struct ws_table_options ws_report_terminal(int fd)
{
	return (struct ws_table_options){.colour = wants_colour(fd), .width = width_of(fd)};
}
