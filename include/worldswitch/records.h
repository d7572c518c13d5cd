/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Records: how the probe speaks to whoever reads its console. A record is one line, or the tail of
 * a line, so that it survives consoles that put text before it ("(XEN) DOM1: ", "[    1.23] ") or
 * blanks behind it:
 *
 *     @ws LLL CCCCCCCC PAYLOAD
 *
 * LLL is the payload's length in three lower-case hexadecimal digits, CCCCCCCC the CRC-32 (IEEE
 * 802.3, as zlib's crc32) of the payload, PAYLOAD printable ASCII (0x20 to 0x7e): a word naming the
 * kind, then KEY=VALUE pairs separated by one space. The values of `reason` and `text` run to the
 * end of the line and are always last; no other value has a space. Numbers are decimal unless they
 * begin with 0x.
 *
 *     host release=R mode=M           from the VMM, before all others: the kernel's release and how
 *                                     its KVM uses EL2; M: vhe, nvhe, hvhe, protected or unknown;
 *                                     on x86-64 what its KVM uses: svm or vmx, with -shadow where
 *                                     it keeps page tables of its own for the guest
 *     environment key=K text=TEXT     from the VMM, on real machines alone: one thing that timings
 *                                     depend on; where K was there already TEXT goes on with it
 *     hello version=V list=XXXXXXXX arch=A hypervisor=H   first; list: CRC-32 of the benchmarks'
 *                                     identifiers, each followed by a newline;
 *                                     H: kvm, xen, native or unknown
 *     machine gic=2|3 cpus=N [emulator=tcg]   what the machine's description and its registers
 *                                     say; on x86-64 apic=1|2, xAPIC or x2APIC, in place of gic;
 *                                     emulator: the CPU says that it is one's
 *     benchmark id=ID state=present   one for each of the list, in its order
 *     benchmark id=ID state=absent reason=TEXT   has no start and no cell, asked for or not
 *     clock name=C frequency=HZ unit=U step=N invariant=0|1   of a probe that is timed, for each
 *                                     of its clocks; C: tsc, pmccntr, cntvct or cntpct; 0 Hz:
 *                                     nobody says; U: cycles, or ticks of a counter of its own;
 *                                     N divides all readings; 0: its speed changes
 *     selftest windows=N expected=N   the tracer's self-test has been executed; not if timed
 *     start id=ID                     a cell begins
 *     timing id=ID clock=C batch=N    and is timed; N: how many windows each value is the sum of
 *     samples id=ID v=HEX,...         what the clock counted in them, nothing taken off; in the
 *                                     order of time, as many records as it takes
 *     nulls id=ID v=HEX,...           as many of `null`, measured in alternation with those
 *     cell id=ID verdict=V windows=N [reason=TEXT]   a cell has ended
 *     panic where=W esr=0xX elr=0xX far=0xX [reason=TEXT]   last; what, from where and about
 *                                     which address as arm64 names them, on x86-64 the error code,
 *                                     RIP and CR2
 *     vmm step=S errno=N reason=TEXT  from the VMM, not the probe: it could not go on; last. Under
 *                                     Xen from Dom0's program, where Dom0 is Linux. S "options":
 *                                     what it was asked for cannot be had there
 *     end cells=N                     last
 *
 * Where a timed cell does not end, the VMM ends its VM, gives the `cell` record itself (timed-out,
 * or crashed) and goes on with a new VM for the cells that are left: another `host` and all that
 * follows it, `null` once more.
 *
 * A whole record, "@ws " included, is at most WS_RECORD_MAX bytes: Xen cuts a guest's console line
 * at 126.
 */
#ifndef WORLDSWITCH_RECORDS_H
#define WORLDSWITCH_RECORDS_H

#define WS_RECORD_PREFIX      "@ws "
#define WS_RECORD_MAX         112
#define WS_RECORD_HEADER      17 /* "@ws LLL CCCCCCCC " */
#define WS_RECORD_PAYLOAD_MAX (WS_RECORD_MAX - WS_RECORD_HEADER)

#define WS_VMM_STEP_OPTIONS "options" /* of a `vmm` record */

/*
 * The probe's parameters, words of /chosen/bootargs in its device tree; unknown words are ignored.
 * Without them every benchmark runs, WS_ITERATIONS_DEFAULT times.
 */
#define WS_PARAMETER_BENCHMARKS "ws.benchmarks=" /* identifiers separated by commas */
#define WS_PARAMETER_ITERATIONS "ws.iterations="

/*
 * 1: windows are timed by a clock in place of being marked. ws.iterations is then the most samples
 * that a cell has. Who starts the machine may know how fast its clock is, in Hz: on x86-64 the CPU
 * seldom says.
 */
#define WS_PARAMETER_CLOCK     "ws.clock="
#define WS_PARAMETER_FREQUENCY "ws.frequency="

/* Values of a timed cell that are held back until they can be printed: a round. */
#define WS_ROUND_SAMPLES 256

/* On x86-64: 1 leaves x2APIC alone, which Xen offers to every domain. */
#define WS_PARAMETER_APIC "worldswitch.apic="

/* Roles of VMs that are not measured, print nothing and never end. */
#define WS_PARAMETER_ROLE "ws.role="
#define WS_ROLE_PEER      "peer"    /* the second VM of vm-switch */
#define WS_ROLE_BACKEND   "backend" /* the other side of I/O: Xen's Dom0 */

#endif
