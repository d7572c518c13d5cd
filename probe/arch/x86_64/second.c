// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The second CPU: from wherever the board starts it through boot.S to common/second.c, and to a
 * halt. The board starts it once: an INIT would switch its interrupt controller off (settle.c).
 * After that it is woken, by an interrupt that ends nothing.
 */
#include "probe/arch/x86_64/second.h"

#include "probe/arch/common/receive.h"
#include "probe/arch/common/second.h"
#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/board.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/vectors.h"

uint32_t x86_64_second_id;

static bool there;      /* it has come up once */
static uint32_t starts; /* how often it has been started, and how often it has begun */
static uint32_t begun;

/* Called by boot.S. */
_Noreturn void x86_64_second(void);

void x86_64_second(void)
{
	vectors_use();
	begun = __atomic_load_n(&starts, __ATOMIC_ACQUIRE);
	__atomic_store_n(&there, true, __ATOMIC_RELEASE);
	second_main();
}

bool arch_second_open(void)
{
	return apic_open();
}

void arch_second_close(void)
{
	apic_close();
}

/* Its vector has the handler that ends windows from the beginning (vectors.c). */
void arch_second_listen(void)
{
	x86_64_second_id = apic_id();
}

void arch_second_call(void)
{
	apic_send(x86_64_second_id, APIC_ASSERT | VECTOR_SECOND);
}

void arch_second_off(void)
{
	apic_open();
	while (__atomic_load_n(&starts, __ATOMIC_ACQUIRE) == begun)
		arch_receive_idle();
	apic_close();
	begun++;
}

bool arch_second_start(void)
{
	__atomic_store_n(&starts, starts + 1, __ATOMIC_RELEASE);
	if (!__atomic_load_n(&there, __ATOMIC_ACQUIRE))
		return x86_64_machine.board->second_start();
	apic_send(x86_64_second_id, APIC_ASSERT | VECTOR_WAKE);
	return second_comes();
}
