/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exit statuses, as `worldswitch` has them. */
#ifndef WORLDSWITCH_VMM_STATUS_H
#define WORLDSWITCH_VMM_STATUS_H

enum vmm_status {
	VMM_STATUS_DONE = 0,
	VMM_STATUS_FAILED = 1,
	VMM_STATUS_USAGE = 2,
	VMM_STATUS_NOTHING = 4,
};

/* Steps that fail before there is anything to run, or to run it on. */
#define VMM_STEP_OPEN_IMAGE "open-image"
#define VMM_STEP_OPEN_KVM   "open-kvm"

#endif
