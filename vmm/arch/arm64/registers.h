/* SPDX-License-Identifier: GPL-2.0-or-later */
/* KVM's names of the core registers that a guest starts with. */
#ifndef WORLDSWITCH_VMM_ARCH_ARM64_REGISTERS_H
#define WORLDSWITCH_VMM_ARCH_ARM64_REGISTERS_H

#include <linux/kvm.h>

#define VMM_REGISTER(member)                                                                       \
	(KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | KVM_REG_ARM_CORE_REG(member))

#define VMM_REGISTER_X0     VMM_REGISTER(regs.regs[0])
#define VMM_REGISTER_PC     VMM_REGISTER(regs.pc)
#define VMM_REGISTER_PSTATE VMM_REGISTER(regs.pstate)

#endif
