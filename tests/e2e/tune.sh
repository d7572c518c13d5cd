# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# --tune on the machine that this runs on, as far as it lets itself be set: everything is as it was afterwards,
# whatever ends the measurement.

vmm=$build/vmm/$(uname -m | sed s/aarch64/arm64/)/worldswitch-vmm
journal=/run/worldswitch/journal

# All that it may change, a line each; those that a machine has not are not there.
settings() {
	local file
	for file in /sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor \
		/sys/devices/system/cpu/intel_pstate/no_turbo /sys/devices/system/cpu/cpufreq/boost \
		/sys/module/kvm/parameters/halt_poll_ns /proc/irq/[0-9]*/smp_affinity_list; do
		[ ! -r "$file" ] || echo "$file $(cat "$file")"
	done
}

are_changed() { ! settings | cmp -s - "$scratch/before"; }
are_as_before() { settings | cmp -s - "$scratch/before"; }
are_put_back() { are_as_before && [ ! -e "$journal" ]; }

# A program of this test alone, which is on the last CPU: interrupts go to the others.
begin() {
	[ -w /dev/kvm ] || skip "no /dev/kvm to be used"
	[ "$(id -u)" = 0 ] || skip "to set a machine takes root"
	[ ! -e "$journal" ] || skip "settings of another measurement are in force"
	! pgrep -x irqbalance >/dev/null || skip "irqbalance moves interrupts, too"
	cp "$vmm" "$scratch/vmm"
	cpu=$(taskset -pc $$ | sed 's/.*[-, ]//')
	settings >"$scratch/before"
}

# Starts one that takes long, and waits until the machine is set; its process is $measurement.
measure() {
	"$scratch/vmm" -b null,intc-trap -d 60000 -n 100000 -t 200 --cpus "$cpu" --tune -f json \
		>"$scratch/out" 2>"$scratch/err" &
	measurement=$!
	wait_until 10 has_begun
	kill -0 "$measurement" 2>/dev/null || die "it has ended already"
	if ! are_changed; then
		kill "$measurement"
		wait "$measurement" || true
		skip "no setting of this machine may be changed: $(sed -n 's/.*"tuned": //p' "$scratch/out")"
	fi
}

# All changes are made before the first word of a guest; or it has ended, and says why.
has_begun() { [ -e "$journal" ] && [ "$(pgrep -cf "$scratch/vmm")" -ge 3 ] || ! kill -0 "$measurement" 2>/dev/null; }

test_tune_ends_with_the_run() {
	begin
	status=0
	"$scratch/vmm" -b null -n 64 --cpus "$cpu" --tune -f json >"$scratch/out" 2>"$scratch/err" || status=$?
	! grep -q "another measurement" "$scratch/err" || skip "another measurement has the machine changed"
	[ "$status" -le 1 ] || die "status $status"
	[ ! -s "$scratch/out" ] || expect_output '"tuned": "[0-9]+ of [0-9]+ settings'
	are_put_back || die "not everything is as it was"
}

test_tune_is_put_back_after_a_kill() {
	begin
	measure
	kill -9 "$measurement"
	wait "$measurement" 2>/dev/null || true
	wait_until 10 are_put_back
}

# Nobody is left to put it back: the doctor does.
test_tune_is_put_back_by_the_doctor() {
	local process
	begin
	measure
	for process in $(pgrep -f "$scratch/vmm"); do kill -STOP "$process" 2>/dev/null || true; done
	for process in $(pgrep -f "$scratch/vmm"); do kill -9 "$process" 2>/dev/null || true; done
	wait "$measurement" 2>/dev/null || true
	[ -e "$journal" ] || die "somebody has put it back: the test is none"
	are_changed || die "nothing is changed: the test is none"
	run doctor host
	expect_output '^ok +settings of --tune +[1-9][0-9]* were left, and are put back'
	are_put_back || die "not everything is as it was"
}
