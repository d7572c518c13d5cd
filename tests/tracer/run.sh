#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs the tracer's guests under QEMU and compares what it reports with what each guest's source
# says it must, in both designs. One line per check; fails where one does.
#
#     tests/tracer/run.sh BUILD_FOLDER
set -u -o pipefail

build=${1:?usage: run.sh BUILD_FOLDER}
here=$(dirname "$(readlink -f "$0")")
tracer=$(readlink -f "$build/tracer/worldswitch-tracer.so")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

result() { # WHAT STATUS
	if [ "$2" = 0 ]; then
		echo "ok      $1"
	else
		echo "FAILED  $1"
		failures=$((failures + 1))
	fi
}

# emulate GUEST PLUGIN_ARGUMENTS [MORE OPTIONS]: the machine that the lab runs, at most 60 seconds.
emulate() {
	local guest=$1 arguments=$2

	shift 2
	timeout -k 5 60 qemu-system-aarch64 \
		-M virt,virtualization=on,gic-version=3,dtb-randomness=off -cpu neoverse-n1 -smp 1 \
		-m 512 -icount shift=0,sleep=off -rtc base=2024-01-01,clock=vm -seed 1 -nodefaults \
		-display none -monitor none -serial null -no-reboot \
		-plugin "$tracer$arguments" -kernel "$build/tests/tracer/$guest.elf" "$@"
}

# The stream that a guest's source announces: its own lines, after those of the shared self-test.
expected() { # GUEST
	local shared=

	grep -q '^	selftest$' "$here/$1.S" && shared=$here/guest.h
	sed -n 's|^[[:space:]]*// stream: ||p' ${shared:+"$shared"} "$here/$1.S" | awk '
		$1 ~ /^[0-9]+x$/ {
			line = $0
			sub(/^[0-9]+x /, "", line)
			for (i = 0; i < $1 + 0; i++)
				print line
			next
		}
		{ print }'
}

check_stream() { # NAME GUEST MODE [MORE OPTIONS]
	local name=$1 guest=$2 mode=$3

	shift 3
	{
		echo "worldswitch-tracer 1 mode=$mode cpus=1"
		expected "$guest"
	} >"$scratch/expected"
	emulate "$guest" ",mode=$mode,fd=3" "$@" 3>"$scratch/stream" 2>"$scratch/errors"
	local status=$?
	if diff "$scratch/expected" "$scratch/stream" >"$scratch/difference" && [ $status = 0 ]; then
		result "$name, $mode" 0
	else
		result "$name, $mode" 1
		head -n 20 "$scratch/difference" "$scratch/errors" | sed 's/^/        /'
	fi
}

for source in "$here"/*.S; do
	guest=$(basename "$source" .S)
	[[ $guest == endless-* ]] && continue
	options=$(sed -n 's|^// options: ||p' "$source")
	for mode in fast oracle; do
		# shellcheck disable=SC2086 # the options are words
		check_stream "$guest" "$guest" $mode $options
	done
done

[ "$failures" = 0 ]
