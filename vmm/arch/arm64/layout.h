/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guest's physical addresses: those of QEMU's `virt` machine, so that a guest for it boots
 * here. */
#ifndef WORLDSWITCH_VMM_ARCH_ARM64_LAYOUT_H
#define WORLDSWITCH_VMM_ARCH_ARM64_LAYOUT_H

#define GIC_DISTRIBUTOR_BASE 0x08000000ULL
#define GIC_DISTRIBUTOR_SIZE 0x00010000ULL
#define GICV2_CPU_BASE       0x08010000ULL
#define GICV2_CPU_SIZE       0x00010000ULL
#define GICV3_REDIST_BASE    0x080a0000ULL
#define GICV3_REDIST_SIZE    0x00020000ULL /* for each CPU */
#define UART_BASE            0x09000000ULL
#define UART_SPI             1
#define FIRMWARE_BASE        0x09020000ULL /* of the machine that we run on, not of the guest */
#define FIRMWARE_DATA        0
#define FIRMWARE_SELECT      8
#define BACKEND_BASE         0x0a000000ULL /* where `virt` has devices of virtio */
#define BACKEND_SPI          2
#define MEMORY_BASE          0x40000000ULL

#endif
