# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# What a user gets when all is well: the table, exact and the same every time.

each_every_cell_is_measured_or_absent() {
	run run "$arch/*" --format json -o "$scratch/all.json"
	expect_status 0
	tests/schema.sh "$scratch/all.json"
	[ "$(cells "$scratch/all.json" | wc -l)" = $((target_count * 11)) ] ||
		die "expected $target_count targets x 11 benchmarks"
	cells "$scratch/all.json" | python3 -c '
import json, sys
for cell in map(json.loads, sys.stdin):
    assert cell["verdict"] in ("measured", "absent"), cell
    if cell["verdict"] == "absent":
        assert cell["reason"], cell
    else:
        assert sum(part["value"] for part in cell["segments"]) == cell["value"], cell
        assert sum(n for _, n in cell["distribution"]["values"]) == cell["iterations"], cell'
	[ "$(field "$scratch/all.json" "$arch/native/hypercall" verdict)" = absent ] ||
		die "a native machine has no hypercall"
}

test_the_end_of_an_interrupt_traps_on_one_architecture_alone() {
	run run -b irq-completion -n 20 -o "$scratch/all.json"
	expect_status 0
	for target in native kvm-nvhe kvm-hvhe kvm-vhe kvm-protected xen; do
		[ "$(field "$scratch/all.json" arm64/$target/irq-completion value | sort -u)" = 1 ] ||
			die "on ARM the end of an interrupt is one instruction, without a trap"
	done
	for target in kvm xen; do
		[ "$(field "$scratch/all.json" x86_64/$target/irq-completion value)" -gt 1000 ] ||
			die "on x86-64 without a virtual APIC it is an exit"
	done
}

test_table_fits_80_columns() {
	run run -n 20
	expect_status 0
	expect_output 'hypercall'
	! grep -q $'\033' "$scratch/out" || die "colour without a terminal"
	awk 'length > 80 { print; bad = 1 } END { exit bad }' "$scratch/out"
}

# Bit-identical, also when something else wants the processors.
each_two_runs_agree_under_load() {
	local target=$kvm load
	"$program" run "$target" -o "$scratch/quiet.json" >/dev/null 2>&1
	yes >/dev/null &
	load=$!
	run run "$target" -o "$scratch/loaded.json"
	kill $load
	expect_status 0
	cmp <(cells "$scratch/quiet.json") <(cells "$scratch/loaded.json") || die "the cells differ"
}

# Ten alternations of idle and loaded machine would prove no more: the emulator is deterministic or not.
each_every_target_is_deterministic() {
	"$program" run "$arch/*" -n 300 -o "$scratch/one.json" >/dev/null 2>&1
	"$program" run "$arch/*" -n 300 -o "$scratch/two.json" >/dev/null 2>&1
	cmp <(cells "$scratch/one.json") <(cells "$scratch/two.json") || die "the cells differ"
}

each_segments_equal_the_oracle() {
	"$program" run "$arch/*" -n 300 -o "$scratch/fast.json" >/dev/null 2>&1
	"$program" run "$arch/*" --oracle -n 300 -o "$scratch/oracle.json" >/dev/null 2>&1
	grep -q '"counting": "fast"' "$scratch/fast.json" || die "not counted by segments"
	grep -q '"counting": "oracle"' "$scratch/oracle.json" || die "not counted by the oracle"
	! grep -q '"counting": "fast"' "$scratch/oracle.json" || die "not all counted by the oracle"
	diff <(cells "$scratch/fast.json") <(cells "$scratch/oracle.json") || die "the cells differ"
}

# What else is asked for changes nothing of what a cell costs.
each_cell_alone_equals_that_of_a_full_run() {
	local target benchmark
	for target in "$kvm" "$arch/xen"; do
		"$program" run "$target" -o "$scratch/all.json" >/dev/null 2>&1
		for benchmark in hypercall intc-trap virtual-ipi-idle irq-completion vm-switch \
			io-out io-out-exit io-in; do
			"$program" run "$target" -b "$benchmark" -o "$scratch/one.json" >/dev/null 2>&1
			[ "$(cells "$scratch/one.json" | wc -l)" = 1 ] || die "more cells than asked for"
			[ "$(field "$scratch/all.json" "$target/$benchmark" value)" = \
				"$(field "$scratch/one.json" "$target/$benchmark" value)" ] ||
				die "$target/$benchmark: the values differ"
		done
	done
}

test_the_studys_machine() {
	run run arm64/native arm64/kvm-nvhe arm64/xen --cpu cortex-a57 --gic 2 -n 100 -o "$scratch/a57.json"
	expect_status 0
	[ "$(cells "$scratch/a57.json" | grep -c '"measured"')" = 26 ] || die "expected 26 measured cells"
}

each_other_packages() {
	run run "${kvm/-vhe/-nvhe}" -b hypercall -n 50 --kernel "$kernel_package/bookworm" -o "$scratch/k.json"
	expect_status 0
	grep -q '"version": "6\.1\.' "$scratch/k.json" || die "not Linux 6.1"
	run run "$arch/xen" -b hypercall -n 50 --xen "$xen_package" -o "$scratch/x.json"
	expect_status 0
	grep -q '"version": "4\.17' "$scratch/x.json" || die "not Xen 4.17"
}

each_another_machine() {
	run run "$arch/native" "${kvm/-vhe/-nvhe}" "$arch/xen" --cpu "$other_cpu" "${controller[@]}" -n 50 \
		-o "$scratch/other.json"
	expect_status 0
	cells "$scratch/other.json" | matches '"measured"' || die "nothing was measured"
}

each_dry_run_can_be_pasted() {
	run run "$arch/native" -n 10 --dry-run
	expect_status 0
	[ ! -e "$scratch/data" ] || die "a dry run left a result"
	(cd "$scratch" && timeout 600 sh ./out >console 2>&1) || true
	grep -q '@ws .* end cells=' "$scratch/console" || die "the probe did not finish"
	grep -q '^done$' "$scratch"/*.windows || die "the tracer did not finish"
	run run "$arch/*" --dry-run
	expect_status 0
	[ "$(grep -c "^[^#]*$emulator_name" "$scratch/out")" = "$target_count" ] ||
		die "expected $target_count command lines"
}

test_without_o_the_result_is_kept() {
	run run arm64/native -n 10
	expect_status 0
	tests/schema.sh "$scratch"/data/worldswitch/results/*.json
}
