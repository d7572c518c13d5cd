# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Linux as Xen's Dom0: a real backend's other half of the path, on any Xen, kernel and GIC.

io=io-out,io-in,io-in-idle

# segments FILE CELL: each part's role, place and world, one a line.
segments() {
	cells "$1" | python3 -c '
import json, sys
for cell in map(json.loads, sys.stdin):
    if cell["id"] == sys.argv[1]:
        for part in cell["segments"]:
            print(part["role"], part.get("place", "-"), part["world"])' "$2"
}

each_linux_as_dom0_beside_the_probe() {
	run run "$arch/xen" --dom0 probe --dom0 linux -b hypercall,$io -n 100 -o "$scratch/both.json"
	expect_status 0
	tests/schema.sh "$scratch/both.json"
	[ "$(cells "$scratch/both.json" | grep -c '"measured"')" = 8 ] || die "expected 8 measured cells"
	expect_output 'dom0 probe +dom0 linux'
	expect_output 'xen \(dom0 linux\) [0-9,]+'
	[ "$(field "$scratch/both.json" "$arch/xen/hypercall" value | sort -u | wc -l)" = 1 ] ||
		die "a hypercall costs the same, whoever is Dom0"
	python3 - "$scratch/both.json" <<-'END'
		import json, sys
		probe, linux = json.load(open(sys.argv[1]))["results"]
		assert probe["target"]["properties"]["dom0"] == "probe"
		assert linux["target"]["properties"]["dom0"] == "linux"
		roles = [part["role"] for part in linux["environment"]["components"]]
		for role in ("hypervisor", "kernel", "kernel-modules", "dom0"):
		    assert roles.count(role) == 1, roles
		assert "kernel" not in [part["role"] for part in probe["environment"]["components"]]
		out = lambda result: [cell for cell in result["cells"] if cell["benchmark"] == "io-out"][0]
		assert out(linux)["value"] > out(probe)["value"]
	END
}

# Sender, Xen, and from the vector of Dom0's kernel on everything until its process has the event. On
# x86-64 that kernel is paravirtualized: it is no guest, and waits in a call of Xen's.
each_path_to_the_process_passes_the_kernels_vector() {
	local segments=("sender - guest" "sender - hypervisor")

	case $arch in
	x86_64) segments+=("receiver - hypervisor" "receiver dom0-interrupt hypervisor"
		"receiver dom0-interrupt host-kernel") ;;
	*) segments+=("receiver - guest" "receiver - hypervisor" "receiver dom0-interrupt guest") ;;
	esac
	run run "$arch/xen" --dom0 linux -b io-out -n 100 -o "$scratch/result.json"
	expect_status 0
	segments "$scratch/result.json" "$arch/xen/io-out" >"$scratch/segments"
	printf '%s\n' "${segments[@]}" | cmp - "$scratch/segments" || die "other segments"
}

test_path_under_kvm_passes_the_signal_of_the_eventfd() {
	for suite in trixie bookworm; do
		run run arm64/kvm-vhe -b io-out -n 100 --suite $suite -o "$scratch/result.json"
		expect_status 0
		segments "$scratch/result.json" arm64/kvm-vhe/io-out >"$scratch/segments"
		printf '%s\n' "sender - guest" "sender - hypervisor" "sender eventfd-signal hypervisor" \
			"receiver - hypervisor" | cmp - "$scratch/segments" || die "other segments"
	done
}

each_linux_as_dom0_equals_the_oracle() {
	local command=("$program" run "$arch/xen" --dom0 linux -b "$io" -n 100)

	"${command[@]}" -o "$scratch/fast.json" >/dev/null 2>&1 &
	"${command[@]}" -o "$scratch/again.json" >/dev/null 2>&1 &
	"${command[@]}" --oracle -o "$scratch/oracle.json" >/dev/null 2>&1 &
	wait
	[ "$(cells "$scratch/fast.json" | grep -c '"measured"')" = 3 ] || die "not measured"
	cmp <(cells "$scratch/fast.json") <(cells "$scratch/again.json") || die "two runs differ"
	cmp <(cells "$scratch/fast.json") <(cells "$scratch/oracle.json") || die "the oracle's cells differ"
}

# Static event channels came with Linux 6.6: 6.1 does without.
each_linux_as_dom0_of_another_suite_and_machine() {
	run run "$arch/xen" --dom0 linux -b io-out -n 50 --suite bookworm "${controller[@]}" --cpu "$other_cpu" \
		-o "$scratch/result.json"
	expect_status 0
	[ "$(field "$scratch/result.json" "$arch/xen/io-out" verdict)" = measured ] || die "not measured"
	grep -q '"version": "6\.1\.' "$scratch/result.json" || die "not Linux 6.1"
	grep -q '"version": "4\.17' "$scratch/result.json" || die "not Xen 4.17"
}

# dom0_kernel CELL: writes the kernel that is Dom0's by default, or KVM's, which is the same, to a file.
dom0_kernel() {
	run run "$@" --dry-run
	cp "$(sed -En "s/.* -(kernel|initrd) '?([^ ]*linux-image[^ ]*) .*/\\2/p" "$scratch/out")" "$scratch/kernel"
}

# A kernel that is a file comes without its modules: it boots, and Dom0 never answers.
test_dom0_without_its_modules() {
	dom0_kernel arm64/kvm-vhe
	run run arm64/xen --dom0 linux --kernel "$scratch/kernel" -b hypercall,io-out -n 20 -o "$scratch/result.json"
	expect_status 1
	[ "$(field "$scratch/result.json" arm64/xen/hypercall verdict)" = measured ] || die "hypercall needs no Dom0"
	[ "$(field "$scratch/result.json" arm64/xen/io-out verdict)" = failed ] || die "not failed"
	field "$scratch/result.json" arm64/xen/io-out reason | matches 'never answered.*/dev/xen/privcmd' || die "no reason"
}

# Where it makes the domains there is nobody to ask it.
test_dom0_that_makes_no_domains() {
	dom0_kernel x86_64/xen --dom0 linux
	run run x86_64/xen --dom0 linux --kernel "$scratch/kernel" -b hypercall -n 20 -o "$scratch/result.json"
	expect_status 1
	[ "$(field "$scratch/result.json" x86_64/xen/hypercall verdict)" = failed ] || die "not failed"
	field "$scratch/result.json" x86_64/xen/hypercall reason | matches 'no domain runs.*/dev/xen/privcmd' ||
		die "no reason"
}

test_dom0_options_that_make_no_sense() {
	run run arm64/kvm-vhe --dom0 linux
	expect_status 2
	expect_error 'dom0 is for Xen'
	run run arm64/xen --dom0 windows
	expect_status 2
	expect_error 'probe or linux'
	run run arm64/xen --kernel ./Image
	expect_status 2
	expect_error 'dom0 linux'
	run run arm64/xen --dom0 linux --smp 1
	expect_status 4
	expect_error 'needs a CPU beside the measured one'
}
