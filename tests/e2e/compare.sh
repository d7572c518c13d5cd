# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The gate of docs/compare.md: what costs more is caught, and where; what is the same passes.

# measured NAME TARGET OPTION...: two cells, in a document.
measured() {
	local name=$1
	shift
	run run "$@" -b hypercall,io-in -n 20 -o "$scratch/$name.json"
	expect_status 0
}

compare() { run compare "$scratch/before.json" "$scratch/after.json" "$@"; }

# The loop against Spectre-BHB at every exit is what the option lets out.
test_a_planted_regression_is_caught() {
	measured before arm64/kvm-vhe --append mitigations=off
	measured after arm64/kvm-vhe
	compare
	expect_status 1
	expect_output '^hypercall .* \+[0-9]+ +\+[0-9.]+%  regressed$'
	expect_output '^compared .* kernel-command-line: -mitigations=off$'
	awk 'length > 100 && !/^  worldswitch/ { print; bad = 1 } END { exit bad }' "$scratch/out"
	local command
	read -r -a command < <(sed -n 's/^  worldswitch explain \(.*\)/\1/p' "$scratch/out")
	run explain "${command[@]}" --by function
	expect_status 0
	[ "$(sed -n '5,6s/ .*+[0-9]*$//p' "$scratch/out" | sort | xargs)" = "__bp_harden_el1_vectors __bp_harden_hyp_vecs" ] ||
		die "other functions come first"
	compare --fail-above 20
	expect_status 0
	compare --format json
	expect_status 1
	tests/schema.sh "$scratch/out"
	compare --format ktap
	prove --exec cat "$scratch/out" >"$scratch/prove" 2>&1 && die "prove finds nothing wrong"
	grep -q 'Failed tests: *1-2' "$scratch/prove" || die "prove: $(cat "$scratch/prove")"
	run compare "$scratch/after.json" "$scratch/before.json"
	expect_status 0
	expect_output '^verdict +passes: 2 improved$'
}

# The same kernel again, in a file of another name.
test_what_is_the_same_passes() {
	measured before arm64/kvm-vhe
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/Image"
	measured after arm64/kvm-vhe --kernel "$scratch/Image"
	compare
	expect_status 0
	expect_output '^compared .* kernel: linux-image-[^ ]*, now'
	expect_output '^verdict +passes: 2 same$'
	! grep -q 'worldswitch explain' "$scratch/out" || die "there is nothing to explain"
}

test_another_cpu_is_what_is_compared_or_incomparable() {
	measured before arm64/kvm-nvhe --cpu cortex-a57
	measured after arm64/kvm-nvhe --cpu neoverse-n1
	compare
	expect_status 3
	expect_output '^incomparable .* another cpu: cortex-a57 and'
	compare --across cpu
	expect_status 1
	expect_output '^verdict +fails: 2 regressed$'
}

refuses() { # STATUS PATTERN ARGUMENT...
	local expected=$1 pattern=$2
	shift 2
	run compare "$@"
	expect_status "$expected"
	expect_error "$pattern"
	[ ! -s "$scratch/out" ] || die "something was printed"
}

test_bad_documents_are_refused() {
	local good=tests/fuzz/corpus/fuzz_results/kvm.json
	head -c 5000 "$good" >"$scratch/short"
	refuses 4 'short: it is cut short' "$good" "$scratch/short"
	refuses 4 'short: it is cut short' "$scratch/short" "$good"
	sed 's,worldswitch.result/1,worldswitch.result/7,' "$good" >"$scratch/newer"
	refuses 4 'newer: its schema is worldswitch.result/7' "$good" "$scratch/newer"
	sed 's/"mode": 1271/"mode": NaN/' "$good" >"$scratch/nan"
	refuses 4 "nan: line [0-9]+.*NaN" "$good" "$scratch/nan"
	sed 's/"value": 1271/"value": 1272/' "$good" >"$scratch/wrong"
	refuses 4 "wrong: cells\[1\]: .*'value' is 1272" "$good" "$scratch/wrong"
	python3 - "$good" "$scratch" <<-'END'
		import json, sys
		document = json.load(open(sys.argv[1]))
		document["cells"].append(document["cells"][0])
		json.dump(document, open(sys.argv[2] + "/twice", "w"))
		document["cells"].pop()
		document["target"]["properties"]["cpu"] = "x" * (10 << 20)
		json.dump(document, open(sys.argv[2] + "/long", "w"))
		open(sys.argv[2] + "/deep", "w").write("[" * 1000000)
	END
	refuses 4 'twice: cells\[11\]: this cell is there twice' "$good" "$scratch/twice"
	refuses 4 'long: target.properties.cpu: a string of more than' "$good" "$scratch/long"
	refuses 4 'deep: .*depth' "$good" "$scratch/deep"
	refuses 4 'no-such-file' "$good" "$scratch/no-such-file"
	: >"$scratch/empty"
	refuses 4 'empty: it is empty' "$good" "$scratch/empty"
	refuses 4 'not a regular file' "$good" "$scratch"
}

test_bad_command_lines_of_compare() {
	local good=tests/fuzz/corpus/fuzz_results/kvm.json percent
	refuses 2 'OLD and NEW'
	refuses 2 'OLD and NEW' "$good"
	refuses 2 'is a third' "$good" "$good" "$good"
	refuses 2 'format .*csv' "$good" "$good" --format csv
	refuses 2 "across 'bogus': neither document has such a property; there are .*cpu, " "$good" "$good" --across bogus
	refuses 2 "across 'bogus'" "$good" "$good" --across cpu --across bogus
	for percent in -1 x 1x '' nan inf 1e9; do
		refuses 2 'fail-above' "$good" "$good" --fail-above "$percent"
	done
	run compare "$good" "$good"
	expect_status 0
}
