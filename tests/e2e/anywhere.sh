# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The extracted probe on machines that no program of ours has made, and their consoles, read by `parse`.

# ARGUMENT...: the emulator with the probe, its console in a file.
emulate() {
	[ -f "$scratch/probe" ] || "$program" probe extract "$arch" -o "$scratch/probe"
	timeout 600 "$emulator_name" "$@" -display none -monitor none -serial "file:$scratch/console" \
		-pidfile "$scratch/pid" -kernel "$scratch/probe"
}

# BENCHMARK...: these were measured, according to the console.
measured_all() {
	local benchmark
	run parse "$scratch/console" --format json
	for benchmark; do
		[ "$(field "$scratch/out" "host/$benchmark" verdict)" = measured ] || die "$benchmark is not measured"
	done
}

# Small machines of QEMU's on x86-64: ACPI alone, which switches them off (no -no-reboot is given), or none and
# the tables from before it.
test_microvm() {
	local acpi benchmarks=null,intc-trap,virtual-ipi
	emulator_name=qemu-system-x86_64
	for acpi in on off; do
		local options=()
		if [ "$acpi" = off ]; then options=(-no-reboot); fi
		arch=x86_64 emulate -M "microvm,acpi=$acpi" -cpu max -smp 2 -m 64 -nodefaults "${options[@]}" \
			-append "ws.clock=1 ws.iterations=20 ws.benchmarks=$benchmarks" || die "microvm acpi=$acpi did not end"
		measured_all null intc-trap virtual-ipi
	done
}

# QEMU's arm64 machine in other shapes: who gives PSCI, which interrupt controller, how many CPUs and how much
# memory there are.
test_shapes_of_virt() {
	local shape options
	for shape in gic-version=2 gic-version=3,its=off gic-version=3,virtualization=on gic-version=4,virtualization=on \
		gic-version=3,highmem=off gic-version=3,acpi=off; do
		options=(-smp 2 -m 64)
		if [ "$shape" = gic-version=3,its=off ]; then options=(-smp 8 -m 5G); fi
		arch=arm64 emulate -M "virt,$shape" -cpu max "${options[@]}" -nodefaults \
			-append "ws.clock=1 ws.iterations=20 ws.benchmarks=null,intc-trap,virtual-ipi" ||
			die "virt,$shape did not end"
		measured_all null intc-trap virtual-ipi
	done
}

# GIC SERIAL [NODE]: the device tree of a board in $scratch/tree, its console named by an alias with options.
board() {
	dtc -q -O dtb -o "$scratch/tree" - <<-END || skip "no dtc"
		/dts-v1/;
		/ {
			#address-cells = <2>;
			#size-cells = <2>;
			chosen {
				stdout-path = "serial0:115200n8";
				bootargs = "ws.clock=1 ws.iterations=20 ws.benchmarks=null,intc-trap";
			};
			cpus {
				#address-cells = <1>;
				#size-cells = <0>;
				cpu@0 { device_type = "cpu"; reg = <0>; };
				cpu@1 { device_type = "cpu"; reg = <1>; };
			};
			gic { compatible = "arm,gic-400"; reg = <$1>; };
			bus {
				compatible = "simple-bus";
				#address-cells = <2>;
				#size-cells = <2>;
				ranges;
				serial { $2 };
			};
			${3:-}
			aliases { serial0 = "/bus/serial"; };
		};
	END
}

# A machine whose serial device is a 16550 with registers four bytes apart. Nobody there can switch it off.
test_16550_of_a_board() {
	board "0 0xdfff9000 0 0x1000 0 0xdfffa000 0 0x2000" \
		'compatible = "nuvoton,npcm845-uart", "ns16550"; reg = <0 0xf0000000 0 0x1000>; reg-shift = <2>;'
	arch=arm64 emulate -M npcm845-evb -smp 4 -m 1G -dtb "$scratch/tree" &
	wait_until 60 grep -q '@ws .* end cells=2' "$scratch/console"
	kill "$(cat "$scratch/pid")"
	wait || true
	measured_all null intc-trap
}

test_cadence_of_a_board() {
	board "0 0xf9010000 0 0x10000 0 0xf9020000 0 0x20000" \
		'compatible = "xlnx,zynqmp-uart", "cdns,uart-r1p12"; reg = <0 0xff000000 0 0x1000>;' \
		'psci { compatible = "arm,psci-0.2"; method = "smc"; };'
	arch=arm64 emulate -M xlnx-zcu102 -smp 4 -m 256 -dtb "$scratch/tree" || die "it did not end"
	measured_all null intc-trap
}
