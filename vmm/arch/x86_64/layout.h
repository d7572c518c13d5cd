/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The guest's physical addresses: a PC's, where there is a choice. Below 1 MiB memory begins as a
 * PC's does, with 639 KiB that are the guest's; what it is told lies above them.
 */
#ifndef WORLDSWITCH_VMM_ARCH_X86_64_LAYOUT_H
#define WORLDSWITCH_VMM_ARCH_X86_64_LAYOUT_H

#define LOW_MEMORY_END   0x0009fc00ULL
#define START_INFO       0x000a0000ULL /* of PVH, with its list of memory and the command line */
#define START_INFO_SIZE  0x00001000ULL
#define ACPI_TABLES      0x000e0000ULL /* where a PC's BIOS has them */
#define ACPI_TABLES_SIZE 0x00001000ULL
#define HIGH_MEMORY      0x00100000ULL
#define MEMORY_LIMIT     0xc0000000ULL /* devices from here on */
#define BACKEND_BASE     0xd0000000ULL
#define IOAPIC_BASE      0xfec00000ULL
#define LOCAL_APIC_BASE  0xfee00000ULL
#define IDENTITY_MAP     0xfffbc000ULL /* pages that KVM needs on Intel's CPUs, for real mode: */
#define TASK_STATE       0xfffbd000ULL /* one of page tables, three of a task's state */

#define UART_PORT      0x3f8ULL /* COM1 */
#define BACKEND_VECTOR 0x41
#define BACKEND_ROUTE  0 /* KVM's number of its message */

#endif
