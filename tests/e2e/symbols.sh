# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# A real kernel's own symbols, out of the emulated server: /init reads them, the tracer takes them.

# address NAME: of a symbol; empty where there is none.
address() { awk -v name="$1" '$3 == name { print $1; exit }' "$scratch/symbols"; }

check_symbols() {
	[ "$(head -n 1 "$scratch/symbols")" = "worldswitch-symbols 1" ] || die "no head"
	sed -n 2p "$scratch/symbols" | matches '^notes [0-9a-f]*1400000003000000474e5500[0-9a-f]{40}' ||
		die "no build ID among the notes"
	[ "$(tail -n 1 "$scratch/symbols")" = "end $(($(wc -l <"$scratch/symbols") - 3))" ] || die "not whole"
	for name in _stext kvm_arch_vcpu_ioctl_run __kvm_nvhe___kvm_vcpu_run __kvm_vcpu_run_vhe vfs_write; do
		address "$name" | matches '^ffff[0-9a-f]{12}$' || die "no $name"
	done
	# Data is there only as the end of functions: no run of it.
	[ "$(grep -vc ' [tTwWi] ' "$scratch/symbols")" -lt 100 ] || die "more than code"
}

test_symbols_of_a_booted_kernel() {
	symbols arm64/kvm-nvhe
	check_symbols
	mv "$scratch/symbols" "$scratch/nvhe"
	# The mode moves nothing: one kernel, one set of addresses; and every boot gives the same.
	symbols arm64/kvm-vhe
	check_symbols
	cmp "$scratch/nvhe" "$scratch/symbols" || die "the two modes differ"
}
