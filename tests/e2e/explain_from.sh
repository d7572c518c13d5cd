# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Cells of result documents: measured again as they were, or a line that says why that cannot be.

# value FILE: what a document of an explanation explains.
value() { sed -n 's/^  "value": \([0-9]*\),$/\1/p' "$1"; }

# change FILE EXPRESSION: a copy with a result (a Python dict `result`) changed: $scratch/changed.json.
change() {
	python3 - "$1" "$2" "$scratch/changed.json" <<-'END'
		import json, sys
		source, expression, target = sys.argv[1:]
		result = json.load(open(source))
		components = {component["role"]: component for component in result["environment"]["components"]}
		exec(expression)
		json.dump(result, open(target, "w"))
	END
}

# refused STATUS PATTERN ARGUMENT...: the cell is not explained, and one line says why.
refused() {
	local expected=$1 pattern=$2
	shift 2
	run explain "$@"
	expect_status "$expected"
	expect_error "$pattern"
	[ ! -s "$scratch/out" ] || die "something was explained"
}

test_results_of_a_set_are_explained() {
	local cell=arm64/kvm-nvhe/hypercall
	"$program" run arm64/kvm-nvhe --cpu cortex-a57 --cpu neoverse-n1 -b hypercall,intc-trap -n 20 \
		-o "$scratch/set.json" >/dev/null 2>&1
	run explain $cell --from "$scratch/set.json" --cpu cortex-a57 --format json -o "$scratch/explain.json"
	expect_status 0
	grep -q '"cpu": "cortex-a57"' "$scratch/explain.json" || die "another CPU"
	field "$scratch/set.json" $cell value | matches "^$(value "$scratch/explain.json")$" || die "another value"
	refused 2 "/set.json has 2 results of arm64/kvm-nvhe, choose one by .*: cortex-a57; neoverse-n1$" \
		$cell --from "$scratch/set.json"
	refused 2 "/set.json has no result of arm64/kvm-nvhe that these options" $cell --from "$scratch/set.json" --gic 2
	refused 2 "/set.json: this benchmark was not measured" \
		arm64/kvm-nvhe/io-in --from "$scratch/set.json" --cpu cortex-a57
	run explain $cell --from "$scratch/set.json" --cpu cortex-a57 --cpu neoverse-n1 --by function
	expect_status 0
	expect_output '^A: arm64/kvm-nvhe/hypercall of .*/set.json: cortex-a57$'
	expect_output '^B: arm64/kvm-nvhe/hypercall of .*/set.json: neoverse-n1$'
	sed -n 5p "$scratch/out" | grep -q '^__kvm_nvhe___bp_harden_hyp_vecs  .* +' || die "another function comes first"
}

test_two_results_are_compared() {
	local cell=arm64/kvm-vhe/hypercall
	"$program" run arm64/kvm-vhe --suite bookworm -b hypercall -n 20 -o "$scratch/old.json" >/dev/null 2>&1
	"$program" run arm64/kvm-vhe -b hypercall -n 20 -o "$scratch/new.json" >/dev/null 2>&1
	run explain $cell --from "$scratch/old.json" --against "$scratch/new.json"
	expect_status 0
	expect_output '^A: arm64/kvm-vhe/hypercall of .*/old.json$'
	expect_output '^B: arm64/kvm-vhe/hypercall of .*/new.json$'
	grep '^sum' "$scratch/out" | tr -d , | awk '{ print $2, $3 }' |
		matches "^$(field "$scratch/old.json" $cell value) $(field "$scratch/new.json" $cell value)$" ||
		die "other sums"
}

test_a_kernel_that_was_a_file() {
	local cell=arm64/kvm-vhe/hypercall
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/Image"
	"$program" run arm64/kvm-vhe --kernel "$scratch/Image" -b hypercall -n 20 -o "$scratch/result.json" \
		>/dev/null 2>&1
	run explain $cell --from "$scratch/result.json" --kernel "$scratch/Image" --format json -o "$scratch/explain.json"
	expect_status 0
	field "$scratch/result.json" $cell value | matches "^$(value "$scratch/explain.json")$" || die "another value"
	cp "$(kernel_of arm64/kvm-vhe --suite bookworm)" "$scratch/Image"
	refused 1 "its kernel, Image [^ ]* .sha256 [0-9a-f]{12}[.]{3}., is no longer to be had.*Image 6.1[.].*--kernel FILE" \
		$cell --from "$scratch/result.json" --kernel "$scratch/Image"
}

test_a_result_that_cannot_be_measured_again() {
	local cell=arm64/kvm-vhe/hypercall
	"$program" run arm64/kvm-vhe -b hypercall -n 20 -o "$scratch/result.json" >/dev/null 2>&1
	change "$scratch/result.json" 'result["target"]["properties"]["memory"] = "64 MiB"'
	refused 1 "its memory is 64 MiB, here it is 512 MiB" $cell --from "$scratch/changed.json"
	change "$scratch/result.json" 'result["target"]["properties"]["kernel-command-line"] = "quiet"'
	refused 2 "its command line is quiet" $cell --from "$scratch/changed.json"
	change "$scratch/result.json" '
cell = result["cells"][0]
components["emulator"]["sha256"] = 64 * "0"
components["emulator"]["version"] = "9.9.9"
cell["value"] += 8
cell["segments"][-1]["value"] += 8
for field in "mode", "min", "median", "p99", "max":
    cell["distribution"][field] += 8
cell["distribution"]["values"] = [[value + 8, samples] for value, samples in cell["distribution"]["values"]]'
	refused 1 "$cell of .*/changed.json cannot be explained: it is invalid: it counts [0-9]* and its result has [0-9]*; the emulator is qemu-system-aarch64 [^ ]* .*, it was qemu-system-aarch64 9.9.9 " \
		$cell --from "$scratch/changed.json"
	refused 4 "cannot read .*/none.json: No such file" $cell --from "$scratch/none.json"
	echo '{"schema": "worldswitch.explain/1"}' >"$scratch/other.json"
	refused 4 "worldswitch.explain/1, which is not that of a result" $cell --from "$scratch/other.json"
}
