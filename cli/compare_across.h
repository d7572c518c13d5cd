/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does what `compare --across` names exist in what is compared? */
#ifndef WORLDSWITCH_CLI_COMPARE_ACROSS_H
#define WORLDSWITCH_CLI_COMPARE_ACROSS_H

#include "cli/values.h"
#include "report/read.h"
#include "support/error.h"

/* Whether either document has each of these properties; -EINVAL and a line with those there are. */
int cli_across_check(const struct cli_values *across, const struct ws_results *old,
		     const struct ws_results *now, struct ws_error *error);

#endif
