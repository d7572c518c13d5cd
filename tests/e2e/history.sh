# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# What is remembered of runs, and how results of two machines come together.

measure() { # BENCHMARKS
	run run arm64/native -b "$1" -n 10 --format json -o "$scratch/result.json"
	expect_status 0
}

test_finished_runs_are_remembered() {
	measure null
	measure null,virtual-ipi
	run history
	expect_status 0
	[ "$(grep -c ' arm64/native ' "$scratch/out")" = 2 ] || die "expected two results"
	run history arm64/native/virtual-ipi
	expect_output '^2[0-9T:Z-]+ +arm64/native/virtual-ipi +1 +instructions +-$'
	run history virtual-ipi --format json
	python3 -c 'import json, sys; row, = json.load(open(sys.argv[1])); assert row["value"] == 1' "$scratch/out"
	run history '*/null' --format csv --where cpu='neoverse-*' --since 2026
	python3 -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert [row["benchmark"] for row in rows] == ["null", "null"], rows' "$scratch/out"
	run history --where cpu=nothing
	expect_output '^\(nothing\)$'
}

# variant NAME SED-SCRIPT: a result of a corpus, imported with something changed.
variant() {
	sed "$2" "tests/fuzz/corpus/fuzz_results/$1.json" >"$scratch/variant.json"
	run history --import "$scratch/variant.json"
	expect_status 0
}

# Of the same moment, and of the same version.
test_what_tells_results_apart_is_shown() {
	variant kvm 's/"properties": {/&"dom0": "probe",/'
	variant kvm 's/"properties": {/&"dom0": "linux",/'
	variant timed 's/"properties": {/&"server": "one",/'
	variant timed 's/"properties": {/&"server": "two",/'
	run history arm64/kvm-vhe/hypercall
	expect_output ' 1,271  instructions  dom0 probe  '
	expect_output ' 1,271  instructions  dom0 linux  '
	run history arm64/kvm-vhe
	[ "$(grep -c ' dom0 ' "$scratch/out")" = 2 ] || die "two results, and nothing tells them apart"
	run history host/hypercall
	expect_output ' 1,[0-9]{2}0 \?  cycles  one'
	expect_output ' 1,[0-9]{2}0 \?  cycles  two'
	expect_output '^\? +not settled'
	run history hypercall --format csv
	python3 -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
told = {(row["variation"], row["server"], row["settled"]) for row in rows}
assert told == {("dom0 probe", "", ""), ("dom0 linux", "", ""), ("one", "one", "no"), ("two", "two", "no")}, told
' "$scratch/out"
}

# Built again, it has the name and the version that it had.
test_builds_of_a_kernel_are_told_apart() {
	variant kvm ''
	variant kvm '/"role": "kernel"/,/}/ s/"sha256": "......./"sha256": "0123456/'
	run history arm64/kvm-vhe
	expect_output '  0123456  '
	[ "$(grep -cE '  [0-9a-f]{7} +6\.' "$scratch/out")" = 2 ] || die "two kernels, and nothing tells them apart"
}

# Nothing was measured of it, or there is no such thing.
test_names_that_nobody_knows_are_told() {
	local word
	run history hypercall
	expect_status 0
	expect_output '^\(nothing\)$'
	for word in bogus arm64/native/bogus bogus/null 'bogus*'; do
		run history "$word"
		expect_status 2
		expect_error "there is no (benchmark|target) 'bogus.?'"
	done
}

# run | head: who reads has left before anything is printed.
test_a_run_that_nobody_reads_is_remembered() {
	"$program" run arm64/native -b null -n 10 2>"$scratch/err" | true || true
	run history
	[ "$(grep -c ' arm64/native ' "$scratch/out")" = 1 ] || die "it is not in the history"
}

test_results_of_two_machines_come_together() {
	measure null
	run history --export "$scratch/one.json"
	tests/schema.sh "$scratch/one.json"
	cmp "$scratch/one.json" "$scratch/result.json" || die "what was exported is not what was measured"
	XDG_DATA_HOME=$scratch/other
	measure virtual-ipi
	run history --import "$scratch/one.json" "$scratch/result.json"
	expect_output '^1 added, 1 known before$'
	run history --import "$scratch/one.json"
	expect_output '^0 added, 1 known before$'
	[ "$("$program" history --format json | grep -c '"result"')" = 2 ] || die "expected two results"
}

# One bad file is said and does not keep the others out.
test_bad_files_are_not_imported() {
	measure null
	head -c 300 "$scratch/result.json" >"$scratch/short.json"
	sed 's|worldswitch.result/1|worldswitch.result/9|' "$scratch/result.json" >"$scratch/later.json"
	XDG_DATA_HOME=$scratch/other
	run history --import "$scratch/short.json" "$scratch/later.json" "$scratch/result.json"
	expect_status 1
	expect_output '^1 added, 0 known before$'
	[ "$(grep -c '^worldswitch: ' "$scratch/err")" = 2 ] || die "expected two complaints"
}

# A run is worth having even where it cannot be remembered.
test_no_place_for_a_history_is_a_warning() {
	XDG_DATA_HOME=/proc/self
	measure null
	grep -q '^warning: the result is not in the history: ' "$scratch/err" || die "no warning"
	run history
	expect_status 4
}

test_a_damaged_history_is_set_aside_and_a_later_one_left_alone() {
	mkdir -p "$XDG_DATA_HOME/worldswitch"
	echo "no database" >"$XDG_DATA_HOME/worldswitch/history.sqlite"
	measure null
	grep -q '^warning: the history was damaged: it is now .*damaged-' "$scratch/err" || die "no warning"
	[ "$(cat "$XDG_DATA_HOME"/worldswitch/history.sqlite.damaged-*)" = "no database" ] || die "it is lost"
	sqlite3 "$XDG_DATA_HOME/worldswitch/history.sqlite" 'PRAGMA user_version = 99'
	run history
	expect_status 4
	grep -q 'a later version of worldswitch made it' "$scratch/err" || die "no reason"
}
