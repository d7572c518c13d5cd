/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exit statuses, as `worldswitch` has them. */
#ifndef WORLDSWITCH_VMM_STATUS_H
#define WORLDSWITCH_VMM_STATUS_H

enum vmm_status {
	VMM_STATUS_DONE = 0,
	VMM_STATUS_FAILED = 1,
	VMM_STATUS_USAGE = 2,
	VMM_STATUS_NO_KVM = 4,
};

#define VMM_STEP_OPEN_KVM "open-kvm" /* fails where nothing can be run at all */

#endif
