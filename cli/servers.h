/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `worldswitch run` on real machines: this one, others by ssh, this one under another VMM. */
#ifndef WORLDSWITCH_CLI_SERVERS_H
#define WORLDSWITCH_CLI_SERVERS_H

#include <argp.h>

#include "cli/run_options.h"

/* Their options; a child of run's argp, with a struct cli_run_options as its input. */
extern const struct argp cli_servers_argp;

/* Adds a machine; an argp parser's error number. */
int cli_servers_add(struct cli_run_options *options, const char *word);

/* Whether the options fit the machines; an argp parser's error number. */
int cli_servers_check(struct cli_run_options *options);

/* What is to be run on the at-th of them. */
struct server_request cli_servers_request(const struct cli_run_options *options, size_t at);

/* For how many seconds a guest under somebody else's VMM may be silent; 0: as long as it likes. */
unsigned int cli_servers_silence(const struct cli_run_options *options);

/* Measures them one after the other, keeps each cell as it ends, prints. The exit status. */
int cli_servers_run(const struct cli_run_options *options);

#endif
