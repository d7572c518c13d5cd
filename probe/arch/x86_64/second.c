// SPDX-License-Identifier: GPL-2.0-or-later
/* The second CPU: from wherever the board starts it through boot.S to common/second.c, and to a
 * halt. */
#include "probe/arch/x86_64/second.h"

#include "probe/arch/common/second.h"
#include "probe/arch/x86_64/apic.h"
#include "probe/arch/x86_64/board.h"
#include "probe/arch/x86_64/machine.h"
#include "probe/arch/x86_64/vectors.h"

uint32_t x86_64_second_id;

/* Called by boot.S. */
_Noreturn void x86_64_second(void);

void x86_64_second(void)
{
	vectors_use();
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

/* Nothing but being started again ends a halt with interrupts disabled. */
void arch_second_off(void)
{
	__asm__ volatile("cli\n\thlt" : : : "memory");
}

bool arch_second_start(void)
{
	return x86_64_machine.board->second_start();
}
