/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within records/: what is in a record. */
#ifndef WORLDSWITCH_RECORDS_PAYLOAD_H
#define WORLDSWITCH_RECORDS_PAYLOAD_H

#include "records/record.h"

/* -EBADMSG where it is no record's. */
int record_parse_payload(const char *payload, struct record *record);

#endif
