// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A port of this domain is the kernel's to choose, so there is a table of them. Linux keeps a port
 * masked from the event until it is written back; of several that have come a read gives as many as
 * it has room for, so there is room for one.
 *
 * Static event channels would need IOCTL_EVTCHN_BIND_STATIC, which came with Linux 6.6; a channel
 * that is made by hand is the same to who sends and receives.
 */
#include "dom0/channels.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef uint16_t domid_t; /* which the header leaves to one of Xen's */
#include <xen/evtchn.h>

#include <worldswitch/domains.h>

#include "probe/arch/hypercall.h"
#include "probe/hypervisor/xen_interface.h"
#include "vmm/arch.h"

#define DEVICE "/dev/xen/evtchn"

/* In ascending order: see channels.h. */
static const uint32_t ports[] = {WS_XEN_SIGNAL, WS_XEN_REPLY, WS_XEN_HELLO, WS_XEN_WATCH};

#define PORTS (sizeof(ports) / sizeof(ports[0]))

static int device = -1;
static uint32_t own[PORTS]; /* Dom0's own numbers of them */

static int reserve(uint32_t port, struct ws_error *error)
{
	struct evtchn_alloc_unbound unbound = {.dom = WS_XEN_MEASURED, .remote_dom = WS_XEN_DOM0};
	int64_t result = arch_hypercall_xen(HYPERVISOR_event_channel_op, EVTCHNOP_alloc_unbound,
					    (uint64_t)(uintptr_t)&unbound);

	if (result < 0)
		return ws_fail_errno(error, (int)-result, "Xen gave no port %u", port);
	if (unbound.port != port)
		return ws_fail(error, EEXIST, "Xen gave port %u for %u", unbound.port, port);
	return 0;
}

static int join(size_t at, struct ws_error *error)
{
	struct ioctl_evtchn_bind_interdomain bind = {.remote_domain = WS_XEN_MEASURED,
						     .remote_port = ports[at]};
	int result = reserve(ports[at], error);

	if (result)
		return result;
	result = ioctl(device, IOCTL_EVTCHN_BIND_INTERDOMAIN, &bind);
	if (result < 0)
		return ws_fail_errno(error, errno, "cannot join port %u", ports[at]);
	own[at] = (uint32_t)result;
	return 0;
}

static int write_back(uint32_t port, struct ws_error *error)
{
	if (write(device, &port, sizeof(port)) != sizeof(port))
		return ws_fail_errno(error, errno, "cannot write to " DEVICE);
	return 0;
}

/* Joining a channel is an event that nobody has sent. */
static int forget(struct ws_error *error)
{
	uint32_t port;

	if (fcntl(device, F_SETFL, O_NONBLOCK) < 0)
		return ws_fail_errno(error, errno, "cannot use " DEVICE);
	while (read(device, &port, sizeof(port)) == sizeof(port)) {
		int result = write_back(port, error);

		if (result)
			return result;
	}
	if (fcntl(device, F_SETFL, 0) < 0)
		return ws_fail_errno(error, errno, "cannot use " DEVICE);
	return 0;
}

int dom0_channels_open(struct ws_error *error)
{
	device = open(DEVICE, O_RDWR | O_CLOEXEC);
	if (device < 0)
		return ws_fail_errno(error, errno, "cannot open " DEVICE);
	for (size_t at = 0; at < PORTS; at++) {
		int result = join(at, error);

		if (result)
			return result;
	}
	return forget(error);
}

static int meaning_of(uint32_t port)
{
	for (size_t at = 0; at < PORTS; at++)
		if (own[at] == port)
			return (int)ports[at];
	return 0;
}

int dom0_channels_take(bool ends_window, struct ws_error *error)
{
	uint32_t port;
	long got = ends_window ? arch_marker_receive(device, &port, sizeof(port))
			       : read(device, &port, sizeof(port));
	int result;

	if (got < 0 && !ends_window)
		got = -errno;
	if (got == -EINTR)
		return -EINTR;
	if (got != sizeof(port))
		return ws_fail_errno(error, got < 0 ? (int)-got : EIO, "cannot read " DEVICE);
	result = write_back(port, error);
	return result ? result : meaning_of(port);
}

/* The port as the kernel is to be told it. */
static struct ioctl_evtchn_notify notify(uint32_t port)
{
	struct ioctl_evtchn_notify notify = {.port = 0};

	for (size_t at = 0; at < PORTS; at++)
		if (ports[at] == port)
			notify.port = own[at];
	return notify;
}

int dom0_channels_send(uint32_t port, struct ws_error *error)
{
	struct ioctl_evtchn_notify argument = notify(port);

	if (ioctl(device, IOCTL_EVTCHN_NOTIFY, &argument) < 0)
		return ws_fail_errno(error, errno, "cannot send an event");
	return 0;
}

int dom0_channels_send_measured(uint32_t port, struct ws_error *error)
{
	struct ioctl_evtchn_notify argument = notify(port);
	long result = arch_marker_ioctl(device, IOCTL_EVTCHN_NOTIFY, &argument);

	return result < 0 ? ws_fail_errno(error, (int)-result, "cannot send an event") : 0;
}
