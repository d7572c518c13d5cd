/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of QEMU's machine protocol (QEMU, docs/interop/qmp-spec.rst), as far as saving needs. */
#ifndef WORLDSWITCH_LAB_QMP_H
#define WORLDSWITCH_LAB_QMP_H

#include <stddef.h>

enum qmp_kind {
	QMP_OTHER, /* an event that means nothing here */
	QMP_GREETING,
	QMP_RETURN,
	QMP_ERROR,
	QMP_STOPPED, /* the guest has stopped itself */
	QMP_SAVED,
	QMP_NOT_SAVED,
};

struct qmp_line {
	enum qmp_kind kind;
	char text[160]; /* error: QEMU's words; return: the migration's error or ""; printable */
};

/* A line without its newline. -EBADMSG where it is no message of the protocol. */
int qmp_parse(const char *line, size_t length, struct qmp_line *parsed);

#endif
