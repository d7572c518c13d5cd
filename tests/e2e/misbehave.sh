# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Guests, emulators and users that misbehave: a verdict with its reason, finished cells kept, no child left.

# libdir PROBE: the built parts with another probe image in the place of the real one.
libdir() {
	mkdir -p "$scratch/lib"
	ln -s "$build/vmm" "$build/tracer" "$scratch/lib/"
	ln -s "$build/tests/probes/$1" "$scratch/lib/probe"
	export WORLDSWITCH_LIBDIR=$scratch/lib
}

# all_cells VERDICT REASON: every cell has this verdict and reason (regular expressions).
all_cells() {
	tests/schema.sh "$scratch/result.json"
	cells "$scratch/result.json" | python3 -c '
import json, re, sys
for cell in map(json.loads, sys.stdin):
    assert re.fullmatch(sys.argv[1], cell["verdict"]), cell
    assert re.search(sys.argv[2], cell["reason"]), cell' "$1" "$2"
}

# limit_of SECONDS: what a reason says of a limit of so many (lab/patience.c). They are the clock's, or in part
# the emulator's own where the machine had not enough for it.
limit_of() {
	local own='s of its own processor time' texts="$1 s" part
	texts+="|$1 $own"
	for ((part = 1; part < $1; part++)); do texts+="|$part $own and $(($1 - part)) s by the clock"; done
	echo "^no answer within ($texts); last seen: "
}

each_stale_probe() {
	libdir stale
	run run "$arch/native" -n 10 -o "$scratch/result.json"
	expect_status 1
	all_cells invalid "stale"
}

each_probe_with_wrong_checksums() {
	libdir bad-crc
	run run "$arch/native" -n 10 --timeout 5 -o "$scratch/result.json"
	expect_status 1
	all_cells '(invalid|timed-out|crashed)' "checksum"
}

each_probe_that_prints_garbage() {
	libdir garbage
	run run "$arch/native" "$arch/xen" -n 10 --timeout 5 -o "$scratch/result.json"
	expect_status 1
	tests/schema.sh "$scratch/result.json"
	! cells "$scratch/result.json" | matches '"measured"' || die "garbage was measured"
}

each_probe_that_panics_keeps_what_it_measured() {
	libdir panic
	run run "$arch/native" -n 10 -o "$scratch/result.json"
	expect_status 1
	[ "$(field "$scratch/result.json" "$arch/native/null" verdict)" = measured ] || die "null is lost"
	[ "$(field "$scratch/result.json" "$arch/native/intc-trap" verdict)" = crashed ] || die "not crashed"
	field "$scratch/result.json" "$arch/native/intc-trap" reason | matches "esr" || die "no syndrome in the reason"
}

each_probe_that_never_answers() {
	libdir silent
	run run "$arch/native" "$arch/xen" -n 10 --timeout 3 -o "$scratch/result.json"
	expect_status 1
	all_cells timed-out "$(limit_of 3)"
}

# verdict_of BENCHMARK VERDICT REASON: under Xen, the reason a regular expression.
verdict_of() {
	local reason
	[ "$(field "$scratch/result.json" "$arch/xen/$1" verdict)" = "$2" ] || die "$1 is not $2"
	reason=$(field "$scratch/result.json" "$arch/xen/$1" reason)
	[[ $reason =~ $3 ]] || die "$1: $reason"
}

each_dom0_that_never_answers() {
	libdir silent-dom0
	run run "$arch/xen" -n 10 -o "$scratch/result.json"
	expect_status 1
	tests/schema.sh "$scratch/result.json"
	[ "$(field "$scratch/result.json" "$arch/xen/hypercall" verdict)" = measured ] || die "hypercall needs no Dom0"
	for benchmark in vm-switch io-out io-in io-in-idle; do
		verdict_of $benchmark failed 'Dom0 never answered'
	done
}

each_events_that_are_lost() {
	libdir deaf-dom0
	run run "$arch/xen" -n 10 -o "$scratch/result.json"
	expect_status 1
	for benchmark in io-out io-in io-in-idle; do
		verdict_of $benchmark failed 'an event was lost'
	done
}

# A window that never closes: its interrupt is not sent.
each_lost_event() {
	libdir lost-event
	run run "$arch/native" -n 200 -o "$scratch/result.json"
	expect_status 1
	[ "$(field "$scratch/result.json" "$arch/native/virtual-ipi" verdict)" = failed ] || die "not failed"
	field "$scratch/result.json" "$arch/native/virtual-ipi" reason | grep -q "an interrupt was lost" ||
		die "the reason does not say what was lost"
	[ "$(field "$scratch/result.json" "$arch/native/irq-completion" verdict)" = measured ] ||
		die "the cells after it are lost, too"
}

each_second_cpu_that_never_comes_up() {
	libdir no-second-cpu
	run run "$arch/native" -n 20 -o "$scratch/result.json"
	expect_status 1
	field "$scratch/result.json" "$arch/native/virtual-ipi" reason | grep -q "never came up" || die "no reason"
	[ "$(field "$scratch/result.json" "$arch/native/irq-completion" verdict)" = measured ] ||
		die "the cells after it are lost, too"
}

emulator_runs() { emulator=$(pgrep -P "$1" -f "$emulator_name.* -kernel " | sed -n 1p) && [ -n "$emulator" ]; }

# begin ARGUMENT...: a run in the background and its emulator's process id.
begin() {
	"$program" run "$@" -o "$scratch/result.json" >"$scratch/out" 2>"$scratch/err" &
	pid=$!
	wait_until 100 emulator_runs $pid
}

finish() {
	status=0
	wait "$pid" || status=$?
	wait_until 5 gone "$emulator"
}

each_emulator_killed() {
	begin "$kvm" -n 10 --no-snapshot
	kill -KILL "$emulator"
	finish
	expect_status 1
	all_cells crashed "[Kk]ill"
}

each_emulator_hangs() {
	begin "$kvm" -n 10 --timeout 4 --no-snapshot
	kill -STOP "$emulator"
	finish
	expect_status 1
	all_cells timed-out "$(limit_of 4)"
}

each_interrupt_leaves_no_child() {
	begin "$kvm" -n 10 --no-snapshot
	kill -INT "$pid"
	finish
	expect_status 130
	all_cells invalid "interrupted"
}

# Ctrl-Z: the emulator waits until somebody listens again, and its time limit with it.
test_stopped_and_continued() {
	begin arm64/native -b virtual-ipi -n 20000 --timeout 5
	kill -STOP "$pid"
	sleep 12 # the time is the test: more than any limit
	kill -CONT "$pid"
	finish
	expect_status 0
}

some_cell_is_kept() { grep -qs '"verdict": "measured"' "$scratch/result.json"; }

test_interrupt_keeps_finished_cells() {
	begin -n 20000 --oracle
	wait_until 200 some_cell_is_kept
	kill -INT "$pid"
	finish
	expect_status 130
	tests/schema.sh "$scratch/result.json"
	cells "$scratch/result.json" | matches '"measured"' || die "the finished cells are lost"
	cells "$scratch/result.json" | matches 'interrupted' || die "it ended before it was interrupted"
}

# Nobody can tell a killed program what to do; its children must go all the same.
each_kill_leaves_no_child() {
	begin "$kvm" -n 10 --no-snapshot
	kill -KILL "$pid"
	finish
}

test_two_runs_at_once_on_an_empty_cache() {
	export XDG_CACHE_HOME=$scratch/cache
	local one two
	"$program" run arm64/xen -n 20 -o "$scratch/one.json" >"$scratch/out" 2>"$scratch/err" &
	one=$!
	"$program" run arm64/xen -n 20 -o "$scratch/two.json" >/dev/null 2>"$scratch/err.two" &
	two=$!
	wait $one || die "the first run failed"
	wait $two || die "the second run failed: $(tail -n 3 "$scratch/err.two")"
	cmp <(cells "$scratch/one.json") <(cells "$scratch/two.json") || die "the cells differ"
}

test_interrupt_during_a_fetch() {
	export XDG_CACHE_HOME=$scratch/cache
	"$program" fetch arm64/kvm-vhe >"$scratch/out" 2>"$scratch/err" &
	pid=$!
	wait_until 100 pgrep -P $pid apt-get
	emulator=$(pgrep -P $pid apt-get | head -n 1)
	kill -INT $pid
	finish
	expect_status 130
	# What is left does not keep the next one from working.
	run fetch arm64/xen
	expect_status 0
}

test_damaged_cache_is_made_again() {
	export XDG_CACHE_HOME=$scratch/cache
	"$program" run arm64/xen -n 10 -o "$scratch/one.json" >/dev/null 2>&1
	find "$scratch/cache/worldswitch" -type f \( -name '*xen*' -o -name '*.dtb' \) ! -path '*/apt/*' \
		-exec truncate -s 1000 {} +
	run run arm64/xen -n 10 -o "$scratch/two.json"
	expect_status 0
	cmp <(cells "$scratch/one.json") <(cells "$scratch/two.json") || die "the cells differ"
}
