# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Booted machines that are saved once and restored after.
# shellcheck disable=SC2034,SC2154 # status, scratch, program: see lib.bash

# A cache of the test's own, with the packages that the user's has and no snapshot.
own_cache() {
	local from=${XDG_CACHE_HOME:-$HOME/.cache}/worldswitch
	own=$scratch/cache
	export XDG_CACHE_HOME=$own
	mkdir -p "$own/worldswitch"
	[ ! -d "$from/images" ] || cp -a --reflink=auto "$from/images" "$own/worldswitch/"
	snapshots=$own/worldswitch/snapshots
}

# wrap_emulators LINE...: emulators that do these lines of shell first.
wrap_emulators() {
	local name
	mkdir -p "$scratch/bin"
	for name in qemu-system-aarch64 qemu-system-x86_64; do
		printf '%s\n' '#!/bin/sh' "$@" "exec $(command -v $name) \"\$@\"" >"$scratch/bin/$name"
		chmod +x "$scratch/bin/$name"
	done
	PATH=$scratch/bin:$PATH
}

# Emulators that write down what they are started with.
watch_emulators() { wrap_emulators "echo \"\$*\" >>'$scratch/started'"; }

snapshot_files() { find "$snapshots" -type f 2>/dev/null; }

# measure NAME ARGUMENT...: $scratch/NAME.cells and $scratch/err of a run that measures.
measure() {
	local name=$1
	shift
	run run "$@" -v -o "$scratch/$name.json"
	expect_status 0
	cells "$scratch/$name.json" >"$scratch/$name.cells"
}

with_linux=hypercall,vm-switch,io-out,io-in,io-in-idle

same() { cmp "$scratch/$1.cells" "$scratch/$2.cells" || die "$1 and $2 differ"; }
restored() { grep -q -- " -incoming " "$scratch/started"; }
saved() { grep -q -- "=pause " "$scratch/started"; }
said() { [ "$(grep -c '^worldswitch' "$scratch/err" || true)" = "$1" ] || die "$1 lines were expected"; }

# equal TARGET ARGUMENT...: booted, restored from a new snapshot, restored from an old one.
equal() {
	watch_emulators
	measure booted "$@" --no-snapshot
	if restored || saved; then die "--no-snapshot did not boot"; fi
	[ -z "$(snapshot_files)" ] || die "--no-snapshot made one"
	measure saved "$@"
	if ! saved || ! restored; then die "the first run did not save one and restore it"; fi
	: >"$scratch/started"
	measure restored "$@"
	if saved || ! restored; then die "the second run booted"; fi
	said 0
	same booted saved
	same booted restored
	rm -r "$snapshots"
}

test_restored_equals_booted_nvhe() { own_cache && equal arm64/kvm-nvhe; }
test_restored_equals_booted_hvhe() { own_cache && equal arm64/kvm-hvhe; }
test_restored_equals_booted_vhe() { own_cache && equal arm64/kvm-vhe; }
test_restored_equals_booted_protected() { own_cache && equal arm64/kvm-protected; }
test_restored_equals_booted_on_another_machine() { own_cache && equal arm64/kvm-nvhe --cpu cortex-a57 --gic 2 -n 200; }
test_restored_equals_booted_x86() { own_cache && equal x86_64/kvm; }
test_restored_equals_booted_on_another_x86_machine() { own_cache && equal x86_64/kvm --cpu EPYC --apic xapic --suite bookworm -n 200; }
test_restored_equals_booted_on_one_x86_cpu() { own_cache && equal x86_64/kvm --smp 1 -n 200 -b hypercall,vm-switch; }
test_restored_equals_booted_xen() { own_cache && equal x86_64/xen; }
test_restored_equals_booted_older_xen() { own_cache && equal x86_64/xen --suite bookworm --apic xapic --cpu EPYC -n 200; }
test_restored_equals_booted_xen_on_one_cpu() { own_cache && equal x86_64/xen --smp 1 -n 200 -b hypercall,irq-completion; }
test_restored_equals_booted_xen_with_linux() { own_cache && equal x86_64/xen --dom0 linux -b $with_linux; }
test_restored_equals_booted_older_xen_with_linux() {
	own_cache && equal x86_64/xen --dom0 linux -b $with_linux -n 200 --suite bookworm --apic xapic --cpu EPYC
}
test_restored_equals_booted_on_one_cpu() { own_cache && equal arm64/kvm-vhe --smp 1 -n 200 -b hypercall,vm-switch; }

# A timer of the host's clock in the emulator makes runs differ, seldom enough for the tests above. Who
# saves asks for that clock, which shows that the question would be heard.
watch_the_clock() {
	wrap_emulators 'case "$*" in *=pause\ *) who=saves ;; *\ -plugin\ *) who=measures ;; *) who=tells ;; esac' \
		"echo \"\$*\" >>'$scratch'/\$who" \
		"export CLOCK_ASKED='$scratch'/\$who.asked LD_PRELOAD='$build/tests/emulator/clock.so'"
}

test_no_timer_of_the_hosts_clock() {
	own_cache
	watch_the_clock
	measure booted arm64/kvm-vhe arm64/xen x86_64/kvm x86_64/xen -n 100 --no-snapshot
	[ "$(wc -l <"$scratch/measures")" = 4 ] || die "four machines were to be booted"
	measure restored arm64/kvm-vhe x86_64/kvm x86_64/xen -n 100
	[ "$(wc -l <"$scratch/measures")" = 7 ] || die "three machines were to be restored"
	[ "$(wc -l <"$scratch/saves.asked")" = 3 ] || die "who saves was not heard to ask for the host's clock"
	[ ! -e "$scratch/measures.asked" ] || die "a machine that is measured has a timer of the host's clock"
}

test_a_damaged_snapshot_is_made_again() {
	own_cache
	measure first arm64/kvm-vhe -b hypercall
	printf X | dd of="$(ls "$snapshots"/*.snapshot)" bs=1 seek=20000000 conv=notrunc 2>/dev/null
	run cache verify
	expect_status 1
	expect_output "1 damaged"
	measure again arm64/kvm-vhe -b hypercall
	said 1
	expect_error "arm64/kvm-vhe: its snapshot is damaged: it is made again"
	same first again
	truncate -s 30000000 "$snapshots"/*.snapshot
	measure third arm64/kvm-vhe -b hypercall
	expect_error "arm64/kvm-vhe: its snapshot is damaged: it is made again"
	same first third
	measure fourth arm64/kvm-vhe -b hypercall
	said 0
	run cache verify
	expect_status 0
}

# Everything that goes in one has its own: nothing is restored as something else.
test_another_machine_has_another_snapshot() {
	own_cache
	measure first arm64/kvm-vhe -b null -n 10
	measure second arm64/kvm-vhe -b null -n 10 --cpu cortex-a76
	measure third arm64/kvm-vhe -b null -n 10 --append quiet
	[ "$(snapshot_files | grep -c '\.snapshot$')" = 3 ] || die "three machines, not three snapshots"
	local one two
	one=$(find "$snapshots" -name '*.json' | head -n 1)
	two=$(find "$snapshots" -name '*.json' | tail -n 1)
	cp "${one%.json}.snapshot" "${two%.json}.snapshot"
	cp "$one" "$two"
	: >"$scratch/all"
	for machine in "--cpu neoverse-n1" "--cpu cortex-a76" "--append quiet"; do
		# shellcheck disable=SC2086 # two words
		measure again arm64/kvm-vhe -b null -n 10 $machine
		grep '^worldswitch' "$scratch/err" >>"$scratch/all" || true
	done
	cat "$scratch/all" >"$scratch/err"
	expect_error "its snapshot is one of something else: it is made again"
}

# Without PCI there is no device that stops it.
test_a_machine_that_does_not_stop() {
	own_cache
	measure first arm64/kvm-vhe -b null -n 10 --append initcall_blacklist=gen_pci_driver_init
	said 1
	expect_error "arm64/kvm-vhe: the booted machine did not stop to be saved: .* it is booted"
	[ -z "$(snapshot_files)" ] || die "what was saved? $(snapshot_files)"
}

# The default kernel and what else a run needs fit on this disk, and no snapshot.
small_cache() {
	local images=$scratch/disk/worldswitch/images
	local record=$own/worldswitch/images/arm64-kernel_linux-image-cloud-arm64_trixie.json
	[ -e "$record" ] || skip "the default kernel is not in the cache"
	mkdir -p "$images"
	cp -a "$record" "$own"/worldswitch/images/*"$(sed -n 's/.*"sha256": "\(.*\)".*/\1/p' "$record")" "$images/"
	export XDG_CACHE_HOME=$scratch/disk
	snapshots=$scratch/disk/worldswitch/snapshots
}

full_disk() {
	own=$scratch/cache
	small_cache
	measure full arm64/kvm-vhe -b hypercall
	said 1
	expect_error "arm64/kvm-vhe: .*(saved|write).*it is booted, and no snapshot of it kept"
	[ -z "$(snapshot_files)" ] || die "something half-written was left: $(snapshot_files)"
	measure booted arm64/kvm-vhe -b hypercall --no-snapshot
	same full booted
}

test_full_disk_while_saving() {
	own_cache
	with_disk "mount -o remount,size=48m '$scratch/disk'" "source '$top/tests/e2e/snapshot.sh'; full_disk"
}

test_file_size_limit_while_saving() {
	own_cache
	measure booted arm64/kvm-vhe -b hypercall --no-snapshot
	ulimit -f 20000
	measure limited arm64/kvm-vhe -b hypercall
	said 1
	expect_error "no snapshot of it kept"
	[ -z "$(snapshot_files)" ] || die "something half-written was left"
	same booted limited
}

# Emulators that stop half-way in saving a machine, until they are killed, as long as $scratch/hold is there.
hold_saving() {
	[ -e "$build/tests/emulator/hold.so" ] || die "no $build/tests/emulator/hold.so: make test-emulator"
	: >"$scratch/hold"
	wrap_emulators "[ ! -e '$scratch/hold' ] || export LD_PRELOAD='$build/tests/emulator/hold.so'"
}

saving() { [ -n "$(find "$snapshots" -name '*.unfinished' -size +1000k 2>/dev/null)" ]; }

test_interrupt_while_saving() {
	own_cache
	hold_saving
	"$program" run arm64/kvm-vhe -n 10 -o "$scratch/result.json" >"$scratch/out" 2>"$scratch/err" &
	local pid=$!
	wait_until 100 saving
	kill -INT $pid
	status=0
	wait $pid || status=$?
	expect_status 130
	[ -z "$(snapshot_files)" ] || die "something half-written was left: $(snapshot_files)"
}

test_kill_while_saving() {
	own_cache
	hold_saving
	"$program" run arm64/kvm-vhe -n 10 -o "$scratch/result.json" >/dev/null 2>&1 &
	local pid=$!
	wait_until 100 saving
	kill -KILL $pid
	wait $pid || true
	rm "$scratch/hold"
	run cache prune
	expect_status 0
	measure next arm64/kvm-vhe -b null -n 10
	said 0
	[ "$(snapshot_files | wc -l)" = 2 ] || die "not one snapshot and its record: $(snapshot_files)"
}

test_two_runs_at_once_save_one_snapshot() {
	own_cache
	"$program" run arm64/kvm-vhe -b hypercall -o "$scratch/one.json" >/dev/null 2>"$scratch/err.one" &
	local one=$!
	measure two arm64/kvm-vhe -b hypercall
	wait $one || die "the first run failed: $(tail -n 3 "$scratch/err.one")"
	cmp <(cells "$scratch/one.json") "$scratch/two.cells" || die "the cells differ"
	[ "$(snapshot_files | wc -l)" = 2 ] || die "not one snapshot and its record: $(snapshot_files)"
	run cache verify
	expect_status 0
}

test_cache_command() {
	own_cache
	measure first arm64/kvm-vhe -b null -n 10
	run cache list
	expect_status 0
	expect_output "^snapshot .*arm64/kvm-vhe, neoverse-n1, gic 3"
	expect_output "^image .*linux-image-"
	expect_output "^made .*initramfs"
	[ "$(wc -L <"$scratch/out")" -le 80 ] || die "wider than 80 columns"
	run cache list --format json
	python3 -c 'import json, sys; kinds = {one["kind"] for one in json.load(sys.stdin)}; assert {"snapshot", "image", "made"} <= kinds, kinds' \
		<"$scratch/out" || die "the JSON is wrong"
	run cache prune --older-than 1
	expect_status 0
	expect_output "^0 removed"
	run cache prune --all
	expect_status 0
	expect_output "^snapshot .*arm64/kvm-vhe"
	run cache list
	expect_output "^0 kept, 0.0 MiB"
	run cache shrink
	expect_status 2
	expect_error "shrink.*list, verify or prune"
	run cache list --all
	expect_status 2
	expect_error "[-]-all is for prune"
}
