// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The backend as a process: the same questions and answers as those of the probe as Dom0
 * (probe/bench/backend_xen.c), each a read or an ioctl. io-out's window ends when the read has
 * returned, io-in's begins before the ioctl.
 */
#include "dom0/serve.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include <worldswitch/domains.h>

#include "dom0/channels.h"
#include "vmm/turn.h"

static bool listening;
static bool watching;
static volatile sig_atomic_t rang;

static void ring(int number)
{
	(void)number;
	rang = 1;
}

static int prepare_watch(struct ws_error *error)
{
	const struct sigaction action = {.sa_handler =
						 ring}; /* without SA_RESTART: it ends a read */

	if (sigaction(SIGALRM, &action, NULL) < 0)
		return ws_fail_errno(error, errno, "cannot watch the time");
	return 0;
}

static int take_signal(struct ws_error *error)
{
	if (listening)
		return dom0_channels_send(WS_XEN_REPLY, error);
	vmm_turns_settle();
	return dom0_channels_send_measured(WS_XEN_SIGNAL, error);
}

static int answer(int port, struct ws_error *error)
{
	switch (port) {
	case WS_XEN_HELLO:
		return dom0_channels_send(WS_XEN_HELLO, error);
	case WS_XEN_REPLY:
		listening = !listening;
		return dom0_channels_send(WS_XEN_REPLY, error);
	case WS_XEN_WATCH:
		watching = !watching;
		alarm(watching ? WS_XEN_WATCH_SECONDS : 0);
		return dom0_channels_send(WS_XEN_HELLO, error);
	case WS_XEN_SIGNAL:
		return take_signal(error);
	default:
		return 0;
	}
}

static int tell_time(struct ws_error *error)
{
	if (!rang)
		return 0;
	rang = 0;
	return dom0_channels_send(WS_XEN_WATCH, error);
}

int dom0_serve(struct ws_error *error)
{
	int result = prepare_watch(error);

	while (!result) {
		int port = dom0_channels_take(listening, error);

		if (port == -EINTR)
			result = tell_time(error);
		else
			result = port < 0 ? port : answer(port, error);
	}
	return result;
}
