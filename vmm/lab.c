// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What differs from run to run is read after the machine may have been saved, and from outside of
 * its memory: from fw_cfg.
 */
#include "vmm/lab.h"

#include <errno.h>

#include <worldswitch/snapshots.h>

#include "vmm/firmware.h"
#include "vmm/stop.h"

int vmm_lab_enter(int *argc, char ***argv, struct ws_error *error)
{
	static char text[WS_LAB_TEXT_MAX];
	static char *words[VMM_LAB_WORDS_MAX];
	int result = vmm_stop(error);

	if (!result)
		result = vmm_firmware_read(WS_LAB_FILE, text, sizeof(text), error);
	if (result)
		return result;
	words[0] = (*argv)[0];
	result = vmm_lab_split(text, words + 1, VMM_LAB_WORDS_MAX - 1);
	if (result < 0)
		return ws_fail(error, E2BIG, "more than %d words from the emulator",
			       VMM_LAB_WORDS_MAX - 2);
	*argc = result + 1;
	*argv = words;
	return 0;
}
