# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# What the end-to-end tests share: running the program and saying what was expected of it.
# shellcheck disable=SC2154 # build, top and scratch come from tests/e2e/run

program=${build:?}/worldswitch

# What differs between architectures: the emulator, the target that stands for KVM, its first package,
# a CPU model that is not the default one, and a word for the kernel that leaves KVM off.
architectures=(arm64 x86_64)
case ${arch:-} in
x86_64)
	emulator_name=qemu-system-x86_64
	kvm=x86_64/kvm
	target_count=3
	kernel_package=linux-image-cloud-amd64
	xen_package=xen-hypervisor-4.17-amd64
	other_cpu=EPYC
	no_kvm="module_blacklist=kvm_amd"
	controller=(--apic xapic)
	;;
*)
	emulator_name=qemu-system-aarch64
	kvm=arm64/kvm-vhe
	target_count=6
	kernel_package=linux-image-cloud-arm64
	xen_package=xen-hypervisor-4.17-arm64
	other_cpu=cortex-a57
	no_kvm="kvm-arm.mode=none"
	controller=(--gic 2)
	;;
esac

# run ARGUMENT...: the program's status, output and errors land in $status, $scratch/out, $scratch/err.
run() {
	status=0
	"$program" "$@" >"$scratch/out" 2>"$scratch/err" || status=$?
}

die() {
	echo "$*"
	echo "--- status ${status:-}, out:"
	tail -n 20 "$scratch/out" 2>/dev/null || true
	echo "--- err:"
	tail -n 20 "$scratch/err" 2>/dev/null || true
	return 1
}

skip() {
	echo "$*"
	exit 77
}

expect_status() { [ "$status" = "$1" ] || die "exit status $status, expected $1"; }

# expect_error PATTERN: exactly one line on stderr that is an error, and it matches.
expect_error() {
	[ "$(grep -c '^worldswitch' "$scratch/err")" = 1 ] || die "expected one line of error"
	grep -qE -e "$1" "$scratch/err" || die "the error does not match: $1"
}

expect_output() { grep -qE -e "$1" "$scratch/out" || die "the output does not match: $1"; }

# cells FILE: the cells of a result or a set of results, one canonical JSON line each.
cells() {
	python3 - "$1" <<-'END'
		import json, sys
		document = json.load(open(sys.argv[1]))
		for result in document.get("results", [document]):
		    for cell in result["cells"]:
		        print(json.dumps(cell))
	END
}

# matches PATTERN: whether a line of the input does. All is read: grep -q leaves at the first match, and
# who still writes then fails with a broken pipe.
matches() { [ "$(grep -cE -e "$1")" != 0 ]; }

# field FILE CELL KEY: one field of one cell.
field() {
	cells "$1" | python3 -c '
import json, sys
for line in sys.stdin:
    cell = json.loads(line)
    if cell["id"] == sys.argv[1]:
        print(cell.get(sys.argv[2], ""))' "$2" "$3"
}

# words_after OPTION: the word behind the option in each line of the input, which is a shell's.
words_after() {
	python3 -c '
import shlex, sys
for line in sys.stdin:
    words = shlex.split(line, comments=True)
    for option, word in zip(words, words[1:]):
        if option == sys.argv[1]:
            print(word)' "$1"
}

# kernel_of TARGET [OPTION...]: the image that the program would boot.
kernel_of() { "$program" run "$@" --dry-run | words_after -kernel; }

# symbols TARGET [OPTION...]: boots what `run` would, to give its symbols: $scratch/symbols.
symbols() {
	local line

	line=$("$program" run "$@" -b hypercall --dry-run | grep -v '^#' |
		sed "s| -- [^']*'| -- --symbols'|; s|file:/dev/stdout|file:/dev/stderr|; s|,fd=3|,data-fd=1|; s| 3>.*||")
	bash -c "exec $line" >"$scratch/symbols" 2>"$scratch/err" </dev/null || die "the emulator failed: $line"
}

# values CONSOLE COUNT BENCHMARK...: the timed cells of these benchmarks are measured, with so many values and
# as many of null, which is shorter.
values() {
	python3 - "$@" <<-'END'
		import re, sys
		console, count, cells = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
		seen, verdicts = {}, {}
		for line in open(console, errors="replace"):
		    record = re.search(r"@ws [0-9a-f]{3} [0-9a-f]{8} (samples|nulls|cell) id=(\S+) (.*)", line)
		    if record and record[1] == "cell":
		        verdicts[record[2]] = record[3]
		    elif record:
		        values = [int(value, 16) for value in record[3].strip().removeprefix("v=").split(",")]
		        seen.setdefault((record[1], record[2]), []).extend(values)
		for cell in cells:
		    assert verdicts.get(cell, "").startswith("verdict=measured "), (cell, verdicts.get(cell))
		    samples, nulls = seen["samples", cell], seen["nulls", cell]
		    assert len(samples) == len(nulls) == count, (cell, len(samples), len(nulls))
		    assert cell == "null" or 0 < min(samples) and sum(samples) > sum(nulls), (cell, samples, nulls)
		    assert max(samples) < 1 << 40, (cell, samples)
	END
}

# timed_document RESULT: one target, host; every measured cell is timed; the schema holds.
timed_document() {
	tests/schema.sh "$1" || die "the document is not one"
	python3 - "$1" <<-'END'
		import json, sys
		result = json.load(open(sys.argv[1]))
		assert result["target"]["id"] == "host", result["target"]
		for cell in result["cells"]:
		    assert cell["unit"] in ("cycles", "nanoseconds"), cell
		    if cell["verdict"] == "measured":
		        assert cell["timing"]["null"]["samples"] > 0, cell
		        assert "segments" not in cell, cell
	END
}

# cells_are VERDICT CELL... of $scratch/result.json
cells_are() {
	local verdict=$1 cell
	shift
	for cell; do
		[ "$(field "$scratch/result.json" "host/$cell" verdict)" = "$verdict" ] || die "$cell is not $verdict"
	done
}

# emulators TAG: process ids of emulators whose command line holds TAG.
emulators() { pgrep -f "$emulator_name.*$1" || true; }

# A zombie is gone: who has not reaped it is not ours.
gone() { ! grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$1/status"; }

# wait_until SECONDS COMMAND...: polls a condition; the end of the wait is a failure.
wait_until() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || die "still not so: $*"
		read -r -t 0.05 <> <(:) || true
	done
}

# SIZE COMMAND...: runs a function in a mount namespace where $scratch/disk is a tmpfs.
with_disk() {
	local options=$1
	shift
	mkdir "$scratch/disk"
	local enter=(unshare -m)
	[ "$(id -u)" = 0 ] || enter=(unshare -Urm)
	"${enter[@]}" true 2>/dev/null || skip "no mount namespaces here"
	"${enter[@]}" bash -eu -o pipefail -c "
		mount -t tmpfs -o size=16k none '$scratch/disk'
		$options
		source '$top/tests/e2e/lib.bash'
		$*"
}
