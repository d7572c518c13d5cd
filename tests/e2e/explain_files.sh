# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The user's own files of symbols: names come from one that is of what runs, and from no other.

# elf FILE [BUILD-ID]: an ELF file of arm64 with the functions that $scratch/symbols has; without a build ID it
# is stripped.
elf() {
	local file=$1 id=${2:-}
	python3 - "$file" "$id" "$scratch/symbols" <<-'END'
		import re, struct, sys
		path, build_id, listed = sys.argv[1:]
		def section(kind, flags, offset, size, link=0, entry=0):
		    return struct.pack("<IIQQQQIIQQ", 0, kind, flags, 0, offset, size, link, 0, 8, entry)
		names, table = bytearray(b"\0"), bytearray(24)
		for line in open(listed):
		    found = re.match(r"([0-9a-f]{16}) ([tTwW]) (\S+)$", line)
		    if not found:
		        continue
		    table += struct.pack("<IBBHQQ", len(names), 0x12, 0, 1, int(found[1], 16), 0)
		    names += found[3].encode() + b"\0"
		identity = bytes.fromhex(build_id)
		note = struct.pack("<III4s", 4, len(identity), 3, b"GNU\0") + identity
		body, sections = b"", [bytes(64), section(1, 6, 64, 0)]
		for kind, flags, data, link, entry in ((7, 2, note, 0, 0), (2, 0, table, 4, 24), (3, 0, names, 0, 0)):
		    sections.append(section(kind, flags, 64 + len(body), len(data), link, entry))
		    body += data + bytes(-len(data) % 8)
		if not build_id:
		    sections = sections[:2]
		header = b"\x7fELF\2\1\1" + bytes(9) + struct.pack(
		    "<HHIQQQIHHHHHH", 2, 183, 1, 0, 0, 64 + len(body), 0, 64, 0, 0, 64, len(sections), 0)
		open(path, "wb").write(header + body + b"".join(sections))
	END
}

# unusable OPTION FILE PATTERN CELL
unusable() {
	run explain "$4" -n 20 "$1" "$2"
	expect_status 4
	expect_error "$3"
	[ ! -s "$scratch/out" ] || die "something was explained"
}

# refuses_files OPTION CELL PATTERN: all that is no file of symbols of what the cell runs.
refuses_files() {
	printf '0000000000001000 T start_kernel\n' >"$scratch/symbols"
	unusable "$1" "$scratch/none" "cannot read .*/none: No such file" "$2"
	unusable "$1" "$scratch/symbols" "/symbols is not an ELF file" "$2"
	unusable "$1" "$program" "is of x86-64, what runs is of arm64" "$2"
	elf "$scratch/stripped"
	unusable "$1" "$scratch/stripped" "/stripped is stripped" "$2"
	elf "$scratch/other" 00112233445566778899aabbccddeeff00112233
	unusable "$1" "$scratch/other" "/other is of another build: $3" "$2"
}

test_files_of_no_symbols_of_the_kernel() {
	refuses_files --vmlinux arm64/kvm-vhe/hypercall \
		"its build ID is 0011[0-9a-f]*, that of the kernel that runs is [0-9a-f]{40}$"
}

test_files_of_no_symbols_of_xen() {
	refuses_files --xen-syms arm64/xen/hypercall "its build ID 0011[0-9a-f]* is not in the Xen that runs"
}

test_files_of_something_that_does_not_run() {
	run explain arm64/xen/hypercall --vmlinux "$program"
	expect_status 2
	expect_error '--vmlinux is for KVM and for Linux as Dom0 \(--dom0 linux\), which arm64/xen does not run'
	run explain arm64/kvm-vhe/hypercall --xen-syms "$program"
	expect_status 2
	expect_error '--xen-syms is for Xen, which arm64/kvm-vhe does not run'
	run explain arm64/native/hypercall --against arm64/xen/hypercall --vmlinux "$program"
	expect_status 2
	expect_error '--vmlinux is for KVM'
}

# A function that is called something else in it is called that, and everything else what it is called anyway.
test_a_vmlinux_of_what_runs_names_its_code() {
	local id cell=arm64/kvm-vhe/hypercall
	symbols arm64/kvm-vhe
	id=$(sed -n 's/^notes .*1400000003000000474e5500\([0-9a-f]\{40\}\).*/\1/p' "$scratch/symbols")
	sed -i 's/ __kvm_vcpu_run_vhe$/ as_i_call_it/' "$scratch/symbols"
	elf "$scratch/vmlinux" "$id"
	run explain $cell -n 20 --by function --vmlinux "$scratch/vmlinux"
	expect_status 0
	expect_output '^as_i_call_it  *hypervisor '
	sed 's/^as_i_call_it      /__kvm_vcpu_run_vhe/' "$scratch/out" >"$scratch/named"
	run explain $cell -n 20 --by function
	expect_status 0
	diff "$scratch/out" "$scratch/named" || die "other names, too"
}

# renamed SUITE FILE NAME: a vmlinux of the suite's kernel in which the run loop's innermost function has that name.
renamed() {
	local id
	symbols arm64/kvm-vhe --suite "$1"
	id=$(sed -n 's/^notes .*1400000003000000474e5500\([0-9a-f]\{40\}\).*/\1/p' "$scratch/symbols")
	sed -i "s/ __kvm_vcpu_run_vhe\$/ $3/" "$scratch/symbols"
	elf "$2" "$id"
}

test_two_kernels_have_a_vmlinux_each() {
	local cell=arm64/kvm-vhe/hypercall
	renamed bookworm "$scratch/old" as_the_old_one_calls_it
	renamed trixie "$scratch/new" as_the_new_one_calls_it
	run explain $cell --suite bookworm --suite trixie -n 20 --by function --vmlinux "$scratch/new" \
		--vmlinux "$scratch/old"
	expect_status 0
	expect_output '^as_the_old_one_calls_it +hypervisor +[0-9]+ +- +-[0-9]+$'
	expect_output '^as_the_new_one_calls_it +hypervisor +- +[0-9]+ +[+][0-9]+$'
	run explain $cell --suite bookworm --suite trixie -n 20 --by function --vmlinux "$scratch/old"
	expect_status 0
	expect_output '^as_the_old_one_calls_it '
	expect_output '^__kvm_vcpu_run_vhe +hypervisor +- +[0-9]+ +[+][0-9]+$'
	printf '0000000000001000 T start_kernel\n' >"$scratch/symbols"
	elf "$scratch/other" 00112233445566778899aabbccddeeff00112233
	run explain $cell --suite bookworm --suite trixie -n 20 --vmlinux "$scratch/old" --vmlinux "$scratch/other"
	expect_status 4
	expect_error '/other is of another build: its build ID is 0011.*; nor is it of the other one$'
}
