# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The same cell on another CPU, interrupt controller, kernel or Xen, and many such at once.

# results FILE: one line for each result: CPU, GIC, CPUs, version of the kernel or Xen, hypercall's verdict
# and value or reason.
results() {
	python3 - "$1" <<-'END'
		import json, sys
		document = json.load(open(sys.argv[1]))
		for result in document.get("results", [document]):
		    properties = result["target"]["properties"]
		    versions = [c["version"] for c in result["environment"]["components"] if c["role"] in ("kernel", "hypervisor")]
		    cell = [c for c in result["cells"] if c["benchmark"] == "hypercall"][0]
		    print(properties.get("cpu"), properties.get("gic"), properties.get("cpus"), *versions,
		          cell["verdict"], cell.get("value", cell.get("reason")))
	END
}

test_two_kernels_on_two_cpus() {
	run run arm64/kvm-vhe -b hypercall -n 50 -o "$scratch/all.json" \
		--kernel linux-image-cloud-arm64 --kernel linux-image-cloud-arm64/bookworm \
		--cpu neoverse-n1 --cpu cortex-a76
	expect_status 0
	tests/schema.sh "$scratch/all.json"
	results "$scratch/all.json" >"$scratch/results"
	[ "$(wc -l <"$scratch/results")" = 4 ] || die "expected four results"
	for pattern in "neoverse-n1 .* 6\.12\." "cortex-a76 .* 6\.12\." "neoverse-n1 .* 6\.1\." "cortex-a76 .* 6\.1\."; do
		[ "$(grep -cE "^$pattern.* measured " "$scratch/results")" = 1 ] || die "not once: $pattern"
	done
	# What runs beside it changes nothing.
	"$program" run arm64/kvm-vhe -b hypercall -n 50 --cpu cortex-a76 \
		--kernel linux-image-cloud-arm64/bookworm -o "$scratch/one.json" >/dev/null 2>&1
	grep -qxF "$(results "$scratch/one.json")" "$scratch/results" || die "alone it measures something else"
}

test_a_combination_that_makes_no_sense_costs_the_others_nothing() {
	run run arm64/kvm-vhe -b hypercall -n 50 --cpu cortex-a57 --cpu neoverse-n1 -o "$scratch/result.json"
	expect_status 1
	results "$scratch/result.json" >"$scratch/results"
	grep -q "^neoverse-n1 .* measured " "$scratch/results" || die "the other one was not measured"
	grep -q "^cortex-a57 3 2 skipped cortex-a57 has no VHE" "$scratch/results" || die "no reason"
}

test_another_suite() {
	run run arm64/kvm-nvhe arm64/xen -b hypercall -n 50 --suite bookworm -o "$scratch/result.json"
	expect_status 0
	results "$scratch/result.json" >"$scratch/results"
	grep -qE ' 6\.1\.[0-9.-]+ measured ' "$scratch/results" || die "not Linux 6.1"
	grep -qE ' 4\.17\.[^ ]+ measured ' "$scratch/results" || die "not Xen 4.17"
}

# Kernels that nobody here has built, one of them with pages of 16 KiB.
test_debian_flavours() {
	local kernels=(linux-image-arm64 linux-image-rt-arm64 linux-image-arm64-16k) kernel options=()
	for kernel in "${kernels[@]}"; do options+=(--kernel "$kernel/trixie"); done
	run run arm64/kvm-vhe arm64/kvm-nvhe arm64/kvm-protected -b hypercall,virtual-ipi -n 50 \
		"${options[@]}" -o "$scratch/result.json"
	expect_status 0
	[ "$(cells "$scratch/result.json" | grep -c '"measured"')" = 18 ] || die "expected 18 measured cells"
}

test_a_suite_without_one_of_the_packages() {
	run run arm64/kvm-nvhe arm64/xen -b hypercall -n 50 --suite bookworm-backports -o "$scratch/result.json"
	expect_status 1
	results "$scratch/result.json" >"$scratch/results"
	grep -q ' measured ' "$scratch/results" || die "the kernel is there"
	grep -q 'skipped .*xen-system-arm64.*bookworm-backports' "$scratch/results" || die "no reason"
}

test_hvhe_on_a_kernel_without_it() {
	run run arm64/kvm-hvhe -b hypercall -n 50 --suite bookworm -o "$scratch/result.json"
	expect_status 1
	results "$scratch/result.json" | grep -q 'skipped .*6\.1\..*Hyp mode initialized.*hVHE came with' ||
		die "no reason"
}

# Protected KVM has no virtual GICv2.
test_a_gic_that_the_hypervisor_cannot_use() {
	run run arm64/kvm-protected arm64/kvm-nvhe -b hypercall -n 50 --gic 2 -o "$scratch/result.json"
	expect_status 1
	results "$scratch/result.json" >"$scratch/results"
	grep -q 'skipped .*GICv2' "$scratch/results" || die "no reason"
	grep -q ' 2 2 .* measured ' "$scratch/results" || die "split mode can use it"
}

test_one_cpu_and_as_many_as_can_be() {
	run run arm64/kvm-vhe -b hypercall -n 50 --smp 1 --smp 8 --gic 2 --gic 3 -o "$scratch/result.json"
	expect_status 0
	results "$scratch/result.json" | cut -d' ' -f2,3 >"$scratch/machines"
	printf '%s\n' "2 1" "2 8" "3 1" "3 8" | cmp - "$scratch/machines" || die "not these machines"
}

test_any_cpu_that_has_el2() {
	run run arm64/kvm-nvhe arm64/xen -b irq-completion -n 20 -o "$scratch/result.json" \
		--cpu cortex-a35 --cpu a64fx --cpu neoverse-v1 --cpu max
	expect_status 0
	[ "$(cells "$scratch/result.json" | grep -c '"measured"')" = 8 ] || die "expected 8 measured cells"
}

# Where the console is quiet, the VMM still knows KVM's mode.
test_quiet_kernel() {
	run run arm64/kvm-nvhe -b hypercall -n 50 --append quiet -o "$scratch/result.json"
	expect_status 0
	run run arm64/kvm-nvhe -b hypercall -n 50 --append "quiet kvm-arm.mode=protected" -o "$scratch/result.json"
	expect_status 1
	results "$scratch/result.json" | grep -q "skipped .*another mode than arm64/kvm-nvhe" || die "no reason"
}

# What lets guests be hypervisors is VHE for one that is none.
test_nested_mode_is_vhe() {
	run run arm64/kvm-vhe -b hypercall -n 50 --cpu max --append kvm-arm.mode=nested -o "$scratch/result.json"
	expect_status 0
	results "$scratch/result.json" | grep -q " measured " || die "not measured"
}

# One shell may run the lines of all combinations: each leaves its own windows.
test_dry_run_of_a_matrix() {
	run run arm64/native -n 10 --dry-run --gic 2 --gic 3 --cpu cortex-a57 --cpu max
	expect_status 0
	(cd "$scratch" && timeout 600 sh ./out >console 2>&1) || true
	[ "$(grep -l '^done$' "$scratch"/*.windows | wc -l)" = 4 ] || die "expected the windows of four runs"
}
