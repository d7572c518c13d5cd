/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which CPU a VCPU may run on: Dom0's to say. */
#ifndef WORLDSWITCH_PROBE_HYPERVISOR_XEN_PIN_H
#define WORLDSWITCH_PROBE_HYPERVISOR_XEN_PIN_H

#include <stdbool.h>
#include <stdint.h>

/* Puts the VCPU on that CPU, of the first 8, and on no other. */
bool xen_pin(uint16_t domain, uint32_t vcpu, uint32_t cpu);

/* Puts every VCPU where worldswitch/domains.h has it. */
bool xen_pin_all(void);

#endif
