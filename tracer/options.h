/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plugin's arguments: fd=N and mode=fast|oracle, nothing else. */
#ifndef WORLDSWITCH_TRACER_OPTIONS_H
#define WORLDSWITCH_TRACER_OPTIONS_H

struct options {
	int fd;
	const char *mode;
};

/* The argument that is wrong, or NULL. */
const char *options_parse(int argc, char **argv, struct options *options);

#endif
