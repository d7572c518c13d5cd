// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A port of this domain is the kernel's to choose, so there is a table of them. Linux keeps a port
 * masked from the event until it is written back; of several that have come a read gives as many as
 * it has room for, so there is room for one.
 *
 * Static event channels would need IOCTL_EVTCHN_BIND_STATIC, which came with Linux 6.6; a channel
 * that is made by hand is the same to who sends and receives. They are made as the probe makes them
 * as Dom0 (probe/hypervisor/xen_channels.c), with what its events are in a process.
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
#include "probe/hypervisor/xen_channels.h"
#include "probe/hypervisor/xen_events.h"
#include "probe/hypervisor/xen_interface.h"
#include "vmm/arch.h"

#define DEVICE "/dev/xen/evtchn"

/* Those of the ports of domains.h that lead to Dom0. */
static const uint32_t ports[] = {WS_XEN_SIGNAL, WS_XEN_REPLY, WS_XEN_HELLO, WS_XEN_WATCH};

#define PORTS (sizeof(ports) / sizeof(ports[0]))

static int device = -1;
static uint32_t own[PORTS];      /* Dom0's own numbers of them */
static struct ws_error *refusal; /* of whom has them made */

static int64_t call(uint64_t operation, void *argument)
{
	return arch_hypercall_xen(HYPERVISOR_event_channel_op, operation,
				  (uint64_t)(uintptr_t)argument);
}

bool events_connected_of(uint16_t domain, uint32_t port)
{
	struct evtchn_status status = {.dom = domain, .port = port};

	return call(EVTCHNOP_status, &status) == 0 && status.status == EVTCHNSTAT_interdomain;
}

/* Dom0's numbers are not to be kept free, and static channels are there already. */
bool events_offer(uint16_t domain, uint16_t remote, uint32_t port)
{
	struct evtchn_alloc_unbound unbound = {.dom = domain, .remote_dom = remote};
	int64_t result;

	if (domain == DOMID_SELF || events_connected_of(domain, port))
		return true;
	result = call(EVTCHNOP_alloc_unbound, &unbound);
	if (result < 0)
		ws_fail_errno(refusal, (int)-result, "Xen gave no port %u", port);
	else if (unbound.port != port)
		ws_fail(refusal, EEXIST, "Xen gave port %u for %u", unbound.port, port);
	return result == 0 && unbound.port == port;
}

static size_t place_of(uint32_t port)
{
	size_t at = 0;

	while (at < PORTS - 1 && ports[at] != port)
		at++;
	return at;
}

bool events_join(uint16_t remote, uint32_t port)
{
	struct ioctl_evtchn_bind_interdomain bind = {.remote_domain = remote, .remote_port = port};
	int result = ioctl(device, IOCTL_EVTCHN_BIND_INTERDOMAIN, &bind);

	if (result < 0)
		ws_fail_errno(refusal, errno, "cannot join port %u", port);
	else
		own[place_of(port)] = (uint32_t)result;
	return result >= 0;
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
	refusal = error;
	if (!channels_make())
		return -EIO;
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
	return (struct ioctl_evtchn_notify){.port = own[place_of(port)]};
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
