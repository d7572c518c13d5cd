// SPDX-License-Identifier: GPL-2.0-or-later
/* This machine's /dev/kvm: the static program as a child, as a server would run it. */
#include <stdlib.h>

#include "server/ways.h"

#define MARGIN_S 5 /* for its own time limit to be the one that is met */

int server_run_here(const struct server_request *request, const struct server_watch *watch,
		    struct ws_error *error)
{
	struct arguments command = {0};
	char *path;
	int result = server_find_vmm(server_architecture_here(), watch, &path, error);

	if (!result) {
		watch->step(watch->context, "starting");
		arguments_add(&command, "%s", path);
		server_add_options(&command, request);
		result = server_follow(&command, -1, request->timeout + MARGIN_S, watch, error);
	}
	arguments_free(&command);
	free(path);
	return result;
}
