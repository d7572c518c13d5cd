/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A child that puts things back when its parent is no more, however that ended: what ends the
 * parent must not end it.
 */
#ifndef WORLDSWITCH_HOST_GUARDIAN_H
#define WORLDSWITCH_HOST_GUARDIAN_H

/*
 * To be called in the child: it is in a session of its own, ignores what asks it to end, and has
 * /dev/null in place of what it could read or write.
 */
void host_leave_terminal(void);

#endif
