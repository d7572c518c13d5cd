/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which kernel or hypervisor a column stands for, where those of one target differ. */
#ifndef WORLDSWITCH_REPORT_IMAGE_LABEL_H
#define WORLDSWITCH_REPORT_IMAGE_LABEL_H

#include "report/peers.h"
#include "report/traits.h"

/* Empty where all have the same, or none. */
void image_label(const struct peers *peers, char text[WS_TRAIT_TEXT_MAX]);

#endif
