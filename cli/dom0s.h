/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of --dom0: kinds of Dom0, each once, in the order given. */
#ifndef WORLDSWITCH_CLI_DOM0S_H
#define WORLDSWITCH_CLI_DOM0S_H

#include <stdbool.h>

#include "cli/run_options.h"

/* -EINVAL and a line. */
int cli_dom0s_add(const char *value, struct cli_numbers *dom0s, struct ws_error *error);

bool cli_dom0s_have(const struct cli_numbers *dom0s, enum lab_dom0 dom0);

/* What is measured where neither a target nor a kind of Dom0 was asked for. */
void cli_dom0s_default(struct cli_run_options *options);

#endif
