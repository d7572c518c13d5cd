/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probe's image within this program; WS_PROBE_IMAGE is its file, given by the build. */
	.section .rodata.embedded_probe, "a"
	.balign 64
	.globl vmm_embedded_probe, vmm_embedded_probe_size
vmm_embedded_probe:
	.incbin WS_PROBE_IMAGE
.Lend:
	.balign 8
vmm_embedded_probe_size:
	.quad .Lend - vmm_embedded_probe

	.section .note.GNU-stack, "", %progbits
