#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Usage: docs/ci/gate.sh [-o FOLDER] [-p PERCENT] BASE NEW [ARGUMENT...]
#
# May a kernel replace another one? Measures two arm64 Images, compares them, and says where the largest
# difference is. Arguments go to `worldswitch run`: targets (default arm64/kvm-vhe arm64/kvm-nvhe), -b, --cpu...
# In the folder (default worldswitch-gate) are base.json, new.json, comment.md, explanation.txt where something
# differs, report.html. A cell may cost PERCENT more (default 0). WORLDSWITCH is the program, by default the
# checkout's own build.
#
# Status: that of `worldswitch compare`: 0 nothing regressed, 1 something did, 3 that cannot be told; 2 usage,
# 4 nothing could be measured, or what came of it not written.
set -euo pipefail

folder="worldswitch-gate"
percent=0
lines_max=60 # of an explanation in a comment: services refuse long ones
worldswitch=${WORLDSWITCH:-$(dirname "$0")/../../build/worldswitch}

usage() {
	sed -n '3s/^# //p' "$0" >&2
	exit 2
}

while getopts o:p: option; do
	case $option in
	o) folder=$OPTARG ;;
	p) percent=$OPTARG ;;
	*) usage ;;
	esac
done
shift $((OPTIND - 1))
[ $# -ge 2 ] || usage
base=$1
new=$2
shift 2
[ $# -gt 0 ] || set -- arm64/kvm-vhe arm64/kvm-nvhe

# A cell that fails is in the document, where the comparison finds it: it is no reason to end here.
measure() { # NAME IMAGE ARGUMENT...
	local document=$folder/$1.json image=$2 status=0
	shift 2
	printf '==> measuring %s\n' "$image" >&2
	"$worldswitch" run "$@" --kernel "$image" -o "$document" >"${document%.json}.txt" || status=$?
	case $status in 0 | 1) ;; *) exit "$status" ;; esac
}

# A word with a slash is a file; without one it would be a package.
file() { case $1 in */*) echo "$1" ;; *) echo "./$1" ;; esac; }

# The command that the comparison ends with, for two kernels that were files.
explain() {
	local command
	read -r -a command < <(sed -n 's/^    worldswitch explain //p' "$folder/comparison.md") || return 0
	printf '==> explaining %s\n' "${command[0]}" >&2
	"$worldswitch" explain "${command[@]}" --kernel "$base" --kernel "$new" --by function \
		>"$folder/explanation.txt" || rm -f "$folder/explanation.txt"
}

comment() {
	cat "$folder/comparison.md" || return
	[ -e "$folder/explanation.txt" ] || return 0
	printf '\n<details><summary>by function</summary>\n\n```\n' &&
		sed -n "1,${lines_max}p" "$folder/explanation.txt" &&
		printf '```\n\n</details>\n'
}

base=$(file "$base")
new=$(file "$new")
mkdir -p "$folder" || exit 4
rm -f "$folder"/{base,new}.{json,txt} "$folder"/{comparison,comment}.md "$folder"/{explanation.txt,report.html} || exit 4
measure base "$base" "$@"
measure new "$new" "$@"
status=0
"$worldswitch" compare "$folder/base.json" "$folder/new.json" --fail-above "$percent" --format markdown \
	>"$folder/comparison.md" || status=$?
case $status in 0 | 1 | 3) ;; *) exit "$status" ;; esac
explain
comment >"$folder/comment.md" || exit 4
"$worldswitch" report "$folder/base.json" "$folder/new.json" -o "$folder/report.html"
cat "$folder/comment.md" || exit 4
exit $status
