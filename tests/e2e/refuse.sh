# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Bad input: each ends in one clear line that says what, where and what to do, and leaves nothing behind.

refused() { # STATUS PATTERN ARGUMENT...
	local expected=$1 pattern=$2
	shift 2
	run run -o "$scratch/result.json" "$@"
	expect_status "$expected"
	expect_error "$pattern"
	[ ! -e "$scratch/result.json" ] || die "a result of nothing was written"
}

test_unknown_target() { refused 2 "kvm-vhee.*arm64/kvm-vhe" arm64/kvm-vhee; }
test_unknown_benchmark() { refused 2 "hypercal.*hypercall" arm64/native -b hypercal; }
test_bad_iterations() {
	local n
	for n in 0 -1 x 1x '' 100001 99999999999999999999; do refused 2 "iterations" arm64/native -n "$n"; done
}
test_bad_timeout() { refused 2 "timeout" arm64/native --timeout 0; }
test_bad_gic() { refused 2 "gic" arm64/native --gic 5; }
test_bad_apic() { refused 2 "apic.*xapic|x2apic" x86_64/native --apic 2; }
test_gic_for_x86_64() { refused 2 "gic is for arm64" x86_64/native --gic 3; }
test_apic_for_arm64() { refused 2 "apic is for x86_64" 'arm64/*' --apic xapic; }
test_pattern_of_no_target() { refused 2 "no target matches 'riscv64/" 'riscv64/*'; }
test_cpu_without_svm() { refused 4 "max,svm=off.*SVM" x86_64/kvm --cpu max,svm=off; }
test_cpu_of_another_architecture() { refused 4 "no CPU model 'neoverse-n1'" x86_64/native --cpu neoverse-n1; }
test_unknown_cpu() { refused 4 "cortex-a5000.*cortex-a" arm64/native --cpu cortex-a5000; }
test_cpu_without_el2() { refused 4 "cortex-a57,has_el2=off.*EL2" arm64/kvm-nvhe --cpu cortex-a57,has_el2=off; }
test_cpu_of_32_bits() { refused 4 "cortex-a15.*32-bit" arm64/native --cpu cortex-a15; }
test_cpu_of_32_bits_x86() { refused 4 "qemu32-v1 is a 32-bit CPU model.*max" x86_64/native --cpu qemu32-v1; }
test_cpu_of_another_machine() { refused 4 "cortex-m3 and gic 3.*neoverse-n1" arm64/native --cpu cortex-m3; }
test_cpu_that_only_kvm_has() { refused 4 "CPU host and apic x2apic: .*KVM" x86_64/kvm --cpu host; }
test_word_of_the_list_of_cpus() { refused 4 "CPU 3dnow and apic x2apic: .*3dnow" x86_64/native --cpu 3dnow; }
each_cpu_with_an_unknown_property() {
	local value
	for value in nosuch=on +nosuch pmu=maybe; do
		refused 4 "CPU $other_cpu,[+]?${value#+} and .*: .*(nosuch|pmu)" "$arch/native" --cpu "$other_cpu,$value"
	done
}
test_bad_smp() { refused 2 "smp" arm64/native --smp 9; }
test_option_for_no_target() { refused 2 "suite is for KVM and Xen" arm64/native --suite bookworm; }
each_unknown_package() { refused 4 "linux-image-nonsense" "$kvm" --kernel linux-image-nonsense; }
each_unknown_suite() { refused 4 "nosuite" "$kvm" --kernel "$kernel_package/nosuite"; }
each_unknown_suite_by_option() { refused 4 "nosuite" "$arch/xen" --suite nosuite; }
test_suite_that_is_none() { refused 4 "No Suite" arm64/xen --suite "No Suite"; }
test_missing_kernel_file() { refused 4 "no-such-image" arm64/kvm-vhe --kernel "$scratch/no-such-image"; }

each_kernel_that_is_text() {
	echo "not a kernel" >"$scratch/Image"
	refused 4 "Image.*not an .*Linux kernel.*a text file" "$kvm" --kernel "$scratch/Image"
}

each_kernel_that_is_a_directory() { refused 4 "$scratch" "$kvm" --kernel "$scratch/"; }

each_xen_that_is_the_program_itself() { refused 4 "worldswitch.*not" "$arch/xen" --xen "$program"; }

each_xen_given_as_kernel_and_back() {
	local xen kernel
	xen=$(kernel_of "$arch/xen")
	kernel=$(kernel_of "$kvm")
	refused 4 "Xen" "$kvm" --kernel "$xen"
	refused 4 "Linux" "$arch/xen" --xen "$kernel"
	head -c 100000 "$kernel" >"$scratch/short"
	refused 4 "short" "$kvm" --kernel "$scratch/short"
}

test_vhe_without_vhe() { refused 4 "cortex-a57.*VHE" arm64/kvm-vhe --cpu cortex-a57 --gic 2; }

# It would stop before it has a console, and time out without a word.
test_kernel_with_pages_that_the_cpu_has_not() {
	refused 4 "cortex-a57 has no pages of 16 KiB.*arm64-16k.*neoverse-n1" \
		arm64/kvm-nvhe --cpu cortex-a57 --kernel linux-image-arm64-16k/trixie
}

test_kernel_without_kvm() {
	run run arm64/kvm-vhe -n 10 --append kvm-arm.mode=none -o "$scratch/result.json"
	expect_status 1
	[ "$(field "$scratch/result.json" arm64/kvm-vhe/hypercall verdict)" = failed ] || die "not failed"
	field "$scratch/result.json" arm64/kvm-vhe/hypercall reason | matches "/dev/kvm" || die "no reason"
}

test_kernel_in_another_mode_than_the_target_says() {
	run run arm64/kvm-vhe -n 10 --append kvm-arm.mode=nvhe -o "$scratch/result.json"
	expect_status 1
	field "$scratch/result.json" arm64/kvm-vhe/hypercall reason | matches "[Vv][Hh][Ee]" || die "no reason"
}

each_emulator_missing() {
	mkdir "$scratch/bin"
	PATH=$scratch/bin refused_with_path 4 "$emulator_name.*Debian's package qemu-system-"
}

refused_with_path() {
	status=0
	"$program" run "$arch/native" -o "$scratch/result.json" >"$scratch/out" 2>"$scratch/err" || status=$?
	PATH=/usr/bin:/bin
	expect_status "$1"
	expect_error "$2"
}

each_emulator_too_old() {
	mkdir "$scratch/bin"
	printf '#!/bin/sh\necho "QEMU emulator version 7.2.9 (Debian 1:7.2+dfsg-7)"\n' \
		>"$scratch/bin/$emulator_name"
	chmod +x "$scratch/bin/$emulator_name"
	PATH=$scratch/bin:$PATH refused_with_path 4 "7\.2\.9.*10"
}

# An empty or foreign program in the emulator's place.
each_emulator_that_is_not_one() {
	mkdir "$scratch/bin"
	ln -s /bin/true "$scratch/bin/$emulator_name"
	PATH=$scratch/bin:$PATH refused_with_path 4 "$emulator_name"
}

each_parts_not_built() {
	mkdir "$scratch/parts"
	WORLDSWITCH_LIBDIR=$scratch/parts refused 4 "probe/$arch.*WORLDSWITCH_LIBDIR" "$arch/native"
}

test_output_folder_missing() {
	run run arm64/native -n 10 -o "$scratch/no/such/folder/result.json"
	expect_status 4
	expect_error "$scratch/no/such/folder"
}

test_output_folder_read_only() {
	with_disk "mount -o remount,ro '$scratch/disk'" '
		run run arm64/native -n 10 -o "$scratch/disk/result.json"
		expect_status 4
		expect_error "$scratch/disk.*[Rr]ead-only"'
}

test_output_folder_full() {
	with_disk "dd if=/dev/zero of='$scratch/disk/ballast' 2>/dev/null || true" '
		run run arm64/native -n 10 -o "$scratch/disk/result.json"
		expect_status 4
		expect_error "$scratch/disk.*[Nn]o space"
		[ "$(ls "$scratch/disk")" = ballast ] || die "something half-written was left"'
}

test_cache_folder_full() {
	with_disk "mount -o remount,size=4m '$scratch/disk'" '
		XDG_CACHE_HOME="$scratch/disk" run run arm64/xen -n 10 -o "$scratch/result.json"
		expect_status 4
		expect_error "($scratch/disk|cache)"
		[ ! -e "$scratch/result.json" ] || die "a result of nothing was written"'
}

test_cache_folder_read_only() {
	with_disk "mount -o remount,ro '$scratch/disk'" '
		XDG_CACHE_HOME="$scratch/disk" run run arm64/native -n 10
		expect_status 4
		expect_error "$scratch/disk.*[Rr]ead-only"'
}

# PACKAGE...: what scripts/setup says where these are missing, for a user whose sudo refuses.
setup_without() {
	mkdir "$scratch/bin"
	ln -s "$(command -v dirname)" "$(command -v sed)" "$(command -v bash)" "$scratch/bin/"
	ln -s /bin/false "$scratch/bin/sudo"
	printf '#!/bin/bash\necho 1000\n' >"$scratch/bin/id"
	printf '#!/bin/bash\ncase " %s " in *" ${!#} "*) exit 1 ;; esac\necho -n installed\n' "$*" \
		>"$scratch/bin/dpkg-query"
	for emulator in qemu-system-aarch64 qemu-system-x86_64; do
		printf '#!/bin/bash\necho "QEMU emulator version 10.0.2"\n' >"$scratch/bin/$emulator"
	done
	chmod +x "$scratch"/bin/{id,dpkg-query,qemu-system-aarch64,qemu-system-x86_64}
	status=0
	PATH=$scratch/bin bash scripts/setup >"$scratch/out" 2>"$scratch/err" || status=$?
}

test_setup_names_what_is_missing() {
	setup_without libfdt-dev libmd-dev
	expect_status 1
	[ "$(cat "$scratch/err")" = \
		"setup: missing packages, and no sudo to install them with: libfdt-dev libmd-dev" ] ||
		die "not the one line that names them"
	[ ! -s "$scratch/out" ] || die "it said more"
}

test_setup_asks_for_nothing_where_all_is_there() {
	setup_without nothing
	expect_status 0
	[ ! -s "$scratch/err" ] || die "it said something"
}

test_output_that_is_a_link() {
	ln -s file.json "$scratch/link"
	run run arm64/native -n 10 -o "$scratch/link"
	expect_status 4
	expect_error "$scratch/link"
	: >"$scratch/file.json"
	run run arm64/native -n 10 -o "$scratch/link"
	expect_status 0
	[ -L "$scratch/link" ] || die "the link is gone"
	tests/schema.sh "$scratch/file.json"
}

test_output_that_is_printed_to() {
	run run arm64/native -n 10 -o /dev/stdout
	expect_status 4
	expect_error "/dev/stdout.*--format json"
}

# Whoever prints: a command, or argp, which exits by itself. 1 would be a regression, or a cell that is bad.
test_output_that_cannot_be_printed() {
	[ -w /dev/full ] || skip "no /dev/full here"
	local command words results=tests/fuzz/corpus/fuzz_results
	run run arm64/native -b null -n 5
	expect_status 0
	for command in --version --help help "help run" "help --man" "help --completion bash" \
		"run --help" "run --usage" "list --help" "fetch --help" "doctor --help" "help --help" \
		"cache --help" "cache list" "cache list --format json" "list targets" "list benchmarks --format json" \
		doctor "doctor --format json" "run arm64/native --dry-run" "run arm64/native -b null -n 5" \
		"compare $results/kvm.json $results/kvm.json" "compare $results/kvm.json $results/set.json --format json" \
		history "history null --format json" "explain arm64/native/virtual-ipi -n 5"; do
		read -r -a words <<<"$command"
		status=0
		"$program" "${words[@]}" >/dev/full 2>"$scratch/err" || status=$?
		expect_status 4
		expect_error "cannot print to the standard output: No space left"
		[ "$(wc -l <"$scratch/err")" -le 2 ] || die "$command: it said more" # a step of `run`
	done
}

# A file that cannot be written is 4 too, whoever writes it.
test_files_that_cannot_be_written() {
	local command words results=tests/fuzz/corpus/fuzz_results
	run run arm64/native -b null -n 5
	expect_status 0
	for command in "run arm64/native -b null -n 5 -o" "history --export" "probe extract arm64 -o" \
		"report $results/kvm.json -o" "help --man-pages" "explain arm64/native/virtual-ipi -n 5 -o"; do
		read -r -a words <<<"$command"
		run "${words[@]}" /proc/no/such
		expect_status 4
		expect_error /proc/no
	done
	run history --where cpu=nothing --export "$scratch/file"
	expect_status 1
	expect_error 'the history has no such result'
}

test_usage_errors() {
	run
	expect_status 2
	run nonsense
	expect_status 2
	run run --no-such-option
	expect_status 2
	run list
	expect_status 2
	run list nonsense
	expect_status 2
	run list targets benchmarks
	expect_status 2
	expect_error "one list at a time: 'benchmarks'"
	run run arm64/native --kernel x/y
	expect_status 2
}
