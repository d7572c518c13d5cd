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

# emulate ARCHITECTURE/GUEST PLUGIN_ARGUMENTS [MORE OPTIONS]: the machine that the lab runs, at most
# $limit seconds.
limit=600
declare -A machine=(
	[arm64]='qemu-system-aarch64 -M virt,virtualization=on,gic-version=3,dtb-randomness=off
		-cpu neoverse-n1'
	[x86_64]='qemu-system-x86_64 -M q35 -bios qboot.rom
		-cpu max,svm=on,vendor=AuthenticAMD,monitor=off,x2apic=off'
)
emulate() {
	local guest=$1 arguments=$2

	shift 2
	# shellcheck disable=SC2086 # the machine is words
	timeout -k 5 "$limit" ${machine[${guest%/*}]} -smp 1 \
		-m 512 -icount shift=0,sleep=off -rtc base=2024-01-01,clock=vm -seed 1 -nodefaults \
		-display none -monitor none -serial null -no-reboot \
		-plugin "$tracer$arguments" -kernel "$build/tests/tracer/$guest.elf" "$@"
}

# The stream that a guest's source announces: its own lines, after those of the shared self-test.
expected() { # GUEST
	local shared=

	grep -q '	selftest$' "$here/$1.S" && shared=$here/${1%/*}/guest.h
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

check_stream() { # NAME GUEST MODE PLUGIN_ARGUMENTS [MORE OPTIONS]
	local name=$1 guest=$2 mode=$3 arguments=$4 cpus=1

	shift 4
	[[ " $* " =~ \ -smp\ ([0-9]+)\  ]] && cpus=${BASH_REMATCH[1]}
	{
		echo "worldswitch-tracer 3 mode=$mode cpus=$cpus"
		expected "$guest"
	} >"$scratch/expected"
	emulate "$guest" ",mode=$mode,fd=3$arguments" "$@" 3>"$scratch/stream" 2>"$scratch/errors"
	local status=$?
	if diff "$scratch/expected" "$scratch/stream" >"$scratch/difference" && [ $status = 0 ]; then
		result "$name, $mode" 0
	else
		result "$name, $mode" 1
		head -n 20 "$scratch/difference" "$scratch/errors" | sed 's/^/        /'
	fi
}

for source in "$here"/*/*.S; do
	guest=${source#"$here"/}
	guest=${guest%.S}
	[[ $guest == */endless-* ]] && continue
	options=$(sed -n 's|^// options: ||p' "$source")
	arguments=$(sed -n 's|^// plugin: ||p' "$source")
	for mode in fast oracle; do
		# shellcheck disable=SC2086 # the options are words
		check_stream "$guest" "$guest" $mode "$arguments" $options
	done
done

# What a guest has for the host, and where: on a descriptor of its own.
for source in "$here"/*/data*.S; do
	guest=${source#"$here"/}
	guest=${guest%.S}
	emulate "$guest" ,fd=3,data-fd=4 3>"$scratch/stream" 4>"$scratch/data" 2>"$scratch/errors"
	case $guest in
	*/data-endless) [ "$(stat -c %s "$scratch/data")" = $((64 << 20)) ] ;;
	*) sed -n 's|^// data: ||p' "$source" | cmp - "$scratch/data" ;;
	esac
	result "$guest, to the host" $?
done
exec 4> >(true)
wait $!
emulate arm64/data-endless ,data-fd=4 >"$scratch/out" 2>&1
result "data for a reader that was never there" $?
exec 4>&-

# One window taken apart, whole and cut short: what is written is its beginning and says its length.
check_trace() { # WHAT TOTAL LIMIT CUT INSTRUCTIONS
	emulate arm64/straight ",mode=oracle,fd=3,trace=0:$2$3" 3>"$scratch/stream" 2>"$scratch/errors" &&
		awk -v cut="$4" -v instructions="$5" '
			$1 == "trace" { traces++ }
			$1 == "i" { known++ }
			$1 == "x" { executed += $4; bad += $2 != 0 || $3 + $4 > known }
			$1 == "trace-cut" { cuts++ }
			$1 == "trace-end" { ends++; said = $2 }
			END { exit !(traces == 1 && ends == 1 && !bad && cuts + 0 == cut &&
				     executed == instructions && said == instructions) }' "$scratch/stream"
	result "$1" $?
}
check_trace "a window taken apart" 3002 "" 0 3002
check_trace "a window as long as may be written" 3002 ,trace-limit=3002 0 3002
check_trace "a window that is longer by one" 3002 ,trace-limit=3001 1 3001
check_trace "a window of which one instruction is written" 13 ,trace-limit=1 1 1

# Of a cell without a total the first clean window of each, as many as fit: each trace is of the window
# whose line it follows.
check_traces() { # WHAT LIMIT MOST
	emulate arm64/straight ",mode=oracle,fd=3,trace=0$2" 3>"$scratch/stream" 2>"$scratch/errors" &&
		awk -v most="$3" '
			$1 == "cell" { inside = $2 == 0 }
			$1 == "w" {
				total = 0
				for (at = 5; at <= NF; at++) total += $at
				wanted = inside && $2 == "clean" && !seen[total] && used + total <= most
				seen[total] += inside && $2 == "clean" && used + total <= most
				used += wanted ? total : 0
				due += wanted
			}
			$1 == "trace" { traces++; bad += !wanted }
			$1 == "trace-cut" { bad++ }
			$1 == "trace-end" { bad += $2 != total; ends++ }
			END { exit !(traces > 1 && traces == due && ends == traces && !bad) }' "$scratch/stream"
	result "$1" $?
}
check_traces "a window of each total taken apart" "" 4194304
check_traces "as many as may be written, each whole" ,trace-limit=3020 3020

# A guest that never stops giving orders is refused, at a bounded length.
check_endless() { # GUEST REASON LINES
	emulate "$1" ,fd=3 3>"$scratch/stream" 2>"$scratch/errors" &&
		[ "$(tail -n 1 "$scratch/stream")" = "refused $2" ] &&
		[ "$(wc -l <"$scratch/stream")" -le "$3" ]
	result "$1: $2" $?
}
check_endless arm64/endless-cells "more than 48 cells" 200
check_endless arm64/endless-windows "more than 1200000 windows" 1200100

# refused_line WHAT LINE COMMAND...: the command fails, and LINE (a pattern) is all that the tracer says.
refused_line() {
	local what=$1 line=$2

	shift 2
	"$@" >"$scratch/out" 2>&1
	[ $? = 1 ] && [ "$(grep -c '^worldswitch-tracer' "$scratch/out")" = 1 ] &&
		grep -qx "worldswitch-tracer: $line" "$scratch/out"
	result "$what" $?
}
usage='there are fd=N, mode=fast|oracle, sgir=ADDRESS, iar=ADDRESS, icr=ADDRESS, '
usage+='trace=CELL\[:TOTAL\], trace-limit=N and data-fd=N'
for argument in mode=slow mode= fd= fd=x fd=3x fd=-1 fd=99999999999999999999 speed=1 oracle=on \
	sgir= sgir=0 sgir=x sgir=-1 sgir=0x8000f00y sgir=99999999999999999999 iar= \
	iar=0 iar=x icr= icr=0 icr=x trace= trace=1: trace=1x trace=x trace=x:1 trace-limit= trace-limit=0 trace-limit=x data-fd= data-fd=x \
	data-fd=-1; do
	refused_line "argument $argument" "unknown argument $argument: $usage" \
		emulate arm64/straight ",$argument"
done
both='give both registers of the interrupt controller'
refused_line "sgir= without iar=" "sgir= without iar=: $both" emulate arm64/straight ,sgir=0x08000f00
refused_line "iar= without sgir=" "iar= without sgir=: $both" emulate arm64/straight ,iar=0x0801000c
not_open() { echo "fd=$1 is not a file, pipe or socket that is open for writing"; }
refused_line "trace-limit= without trace=" "trace-limit= without trace=: nothing is traced" \
	emulate arm64/straight ,trace-limit=1
refused_line "closed descriptor" "$(not_open 77)" emulate arm64/straight ,fd=77
refused_line "closed descriptor for data" "data-$(not_open 77)" emulate arm64/straight ,data-fd=77
refused_line "descriptor open for reading" "$(not_open 3)" emulate arm64/straight ,fd=3 3<"$here/run.sh"

# Another architecture, where its emulator is there.
if command -v qemu-system-arm >/dev/null; then
	refused_line "another architecture" "arm is not an architecture that can be traced" \
		timeout 20 qemu-system-arm -M virt -display none -plugin "$tracer"
fi

check_cpus() { # WHAT REASON OPTIONS
	local what=$1 reason=$2

	shift 2
	emulate arm64/straight ,fd=3 "$@" 3>"$scratch/stream" 2>"$scratch/errors"
	[ "$(tail -n 1 "$scratch/stream")" = "refused $reason" ]
	result "$what" $?
}
check_cpus "too many CPUs" "9 CPUs: at most 8 can be followed" -smp 9

# The default descriptor is the error output; nothing else of the tracer's is there.
emulate arm64/straight "" 2>&1 >"$scratch/out" | grep -v '^qemu-system' >"$scratch/stream"
{ echo "worldswitch-tracer 3 mode=fast cpus=1"; expected arm64/straight; } | cmp -s - "$scratch/stream"
result "the error output by default" $?

# A reader that goes away after one line, one that is gone at the start, and one that never reads:
# the emulator ends as if nothing were.
{ emulate arm64/endless-windows ,fd=3 3>&1 >"$scratch/out" 2>&1; echo $? >"$scratch/status"; } |
	head -n 1 >"$scratch/stream"
[ "$(cat "$scratch/status")" = 0 ] && grep -q '^worldswitch-tracer 3' "$scratch/stream"
result "a reader that goes away" $?
exec 4> >(true)
wait $!
emulate arm64/straight ,fd=4 >"$scratch/out" 2>&1
result "a reader that was never there" $?
exec 4>&-
mkfifo "$scratch/pipe"
exec 4<>"$scratch/pipe"
emulate arm64/endless-windows ,fd=4 >"$scratch/out" 2>&1
result "a reader that reads nothing" $?
exec 4>&-

# A full disk, where the machine has a device that plays one.
if [ -w /dev/full ]; then
	emulate arm64/straight ,fd=3 3>/dev/full >"$scratch/out" 2>&1
	result "a full disk" $?
fi

# Told to stop in the middle of a cell: the stream says so.
limit=1 emulate arm64/endless-loop ,fd=3 3>"$scratch/stream" >"$scratch/out" 2>&1
[ "$(tail -n 1 "$scratch/stream")" = "cell-bad 0 the emulator ended in the middle of it" ]
result "the emulator is told to stop" $?

# Nothing undefined but the emulator's interface and libc's functions.
! nm -D --undefined-only "$tracer" | grep -Ev ' (w|U) ([^ ]+@GLIBC_[0-9.]+|qemu_plugin_[a-z0-9_]+|_ITM_[a-zA-Z]+|__gmon_start__)$'
result "symbols" $?

[ "$failures" = 0 ]
