# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# The probe by itself, under the emulator's own -kernel: nothing of the lab, the VMM or the tracer.

# boot ARCH ARGUMENT...: the probe's console goes to $scratch/console.
boot() {
	local arch=$1
	shift
	timeout 600 "qemu-system-${arch/arm64/aarch64}" -smp 2 -m 256 -icount shift=0,sleep=off \
		-rtc base=2024-01-01,clock=vm -seed 1 -nodefaults -display none -monitor none \
		-serial "file:$scratch/console" -no-reboot -kernel "$build/probe/$arch/probe.img" "$@" \
		2>"$scratch/err" || die "the emulator's exit status is $?"
}

# says REGEX...: each is a record of the console.
says() {
	local record
	for record; do
		grep -qE "^@ws [0-9a-f]{3} [0-9a-f]{8} $record\$" "$scratch/console" ||
			{ cat "$scratch/console"; die "no record: $record"; }
	done
}

# boots MACHINE-RECORD ARCH ARGUMENT...: all that needs no hypervisor is measured, twice the same.
boots() {
	local machine=$1 cell
	shift
	boot "$@"
	says "hello version=.* arch=$1 hypervisor=native" "machine $machine" "end cells=5"
	for cell in null intc-trap virtual-ipi virtual-ipi-idle irq-completion; do
		says "cell id=$cell verdict=measured windows=50"
	done
	mv "$scratch/console" "$scratch/first"
	boot "$@"
	cmp "$scratch/first" "$scratch/console" || die "two runs differ"
}

arguments=(-append "console=none ws.iterations=50 quiet")

test_boot_arm64_gic_2() {
	boots "gic=2 cpus=2" arm64 -M virt,virtualization=on,gic-version=2,dtb-randomness=off -cpu cortex-a57 "${arguments[@]}"
}

test_boot_arm64_gic_3() {
	boots "gic=3 cpus=2" arm64 -M virt,virtualization=on,gic-version=3,dtb-randomness=off -cpu neoverse-n1 "${arguments[@]}"
}

test_boot_x86_64_xapic() { boots "apic=1 cpus=2 emulator=tcg" x86_64 -M q35 -cpu max,x2apic=off "${arguments[@]}"; }

test_boot_x86_64_x2apic() { boots "apic=2 cpus=2 emulator=tcg" x86_64 -M q35 -cpu max,x2apic=on "${arguments[@]}"; }

# No ACPI but the few tables that a machine without firmware needs, no PCI, no legacy devices.
test_boot_x86_64_microvm() { boots "apic=1 cpus=2 emulator=tcg" x86_64 -M microvm -cpu max,x2apic=off "${arguments[@]}"; }

# A CPU that is Intel's: what is native needs no call to anybody.
test_boot_x86_64_intel() { boots "apic=1 cpus=2 emulator=tcg" x86_64 -M pc -cpu Skylake-Server,x2apic=off "${arguments[@]}"; }

# timed CLOCK ARCH ARGUMENT...: the same cells by a clock, each with as many values as it was told to have,
# and as many of null, none of them 0 but null's by a clock that is slower than it.
timed() {
	local clock=$1
	shift
	boot "$@" -append "ws.clock=1 ws.iterations=300"
	says "hello version=.* arch=$1 hypervisor=native" "clock name=$clock .*" "end cells=5"
	! grep -q selftest "$scratch/console" || die "there is no tracer to test"
	values "$scratch/console" 300 null intc-trap virtual-ipi virtual-ipi-idle irq-completion
}

test_boot_timed_arm64_gic_2() {
	timed "pmccntr frequency=0 unit=cycles" arm64 -M virt,virtualization=on,gic-version=2 -cpu cortex-a57
}

test_boot_timed_arm64_gic_3() {
	timed "cntvct frequency=62500000 unit=ticks" arm64 -M virt,virtualization=on,gic-version=3 -cpu neoverse-n1
}

# Without a PMU the counter does it all.
test_boot_timed_arm64_without_cycles() {
	timed "cntvct frequency=62500000 unit=ticks" arm64 -M virt,virtualization=on,gic-version=3 \
		-cpu neoverse-n1,pmu=off
	! grep -q pmccntr "$scratch/console" || die "there is no PMU"
}

test_boot_timed_x86_64_xapic() { timed "tsc .* unit=cycles" x86_64 -M q35 -cpu max,x2apic=off; }

test_boot_timed_x86_64_x2apic() { timed "tsc .* unit=cycles" x86_64 -M q35 -cpu max,x2apic=on; }

test_boot_one_cpu() {
	boot x86_64 -M q35 -cpu max -smp 1 "${arguments[@]}"
	says "cell id=virtual-ipi verdict=skipped windows=0 reason=there is no second CPU" "end cells=5"
}

# What is wrong is said by both in the same words.
test_boot_panic() {
	ln -s "$build/tests/probes/panic" "$scratch/probe"
	build=$scratch
	boot x86_64 -M q35 -cpu max "${arguments[@]}"
	says "panic where=invalid-opcode esr=0x0 elr=0x2[0-9a-f]* far=0x[0-9a-f]*"
	boot arm64 -M virt,virtualization=on -cpu cortex-a57 "${arguments[@]}"
	says "panic where=synchronous esr=0xf2[0-9a-f]* elr=0x[0-9a-f]* far=0x[0-9a-f]*"
}
