/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the initial file system of a Linux that is Dom0 holds beside /init: modules of its kernel,
 * in the order in which they are to be loaded. A kernel that has them built in comes without.
 */
#ifndef WORLDSWITCH_DOM0_H
#define WORLDSWITCH_DOM0_H

/* X(symbol, file name without ".ko", where it is in the kernel's folder of modules) */
#define WS_DOM0_MODULE_LIST(X)                                                                     \
	X(PRIVCMD, "xen-privcmd", "kernel/drivers/xen/")                                           \
	X(EVTCHN, "xen-evtchn", "kernel/drivers/xen/")

#define WS_DOM0_MODULE_ENUM(symbol, name, folder) WS_DOM0_MODULE_##symbol,
enum ws_dom0_module { WS_DOM0_MODULE_LIST(WS_DOM0_MODULE_ENUM) WS_DOM0_MODULE_COUNT };
#undef WS_DOM0_MODULE_ENUM

#endif
