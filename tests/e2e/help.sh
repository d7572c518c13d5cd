# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# What the commands say of themselves on a terminal.

commands() { "$program" --help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p'; }

# The examples of a command's man page, as they are typed.
examples() { "$program" help --man "$1" | sed -n '/^\.SH EXAMPLES/,/^\.fi/{/^\./d; s/\\-/-/g; s/\\e/\\/g; p}'; }

# What wraps lines has to do so everywhere: no line too wide, no option's text outside its column, no
# example in pieces.
test_every_help_is_laid_out() {
	local command line count=0
	for command in $(commands); do
		run "$command" --help
		expect_status 0
		cp "$scratch/out" "$scratch/help"
		! grep -nE '^.{81}' "$scratch/help" || die "$command: a line is too wide"
		sed '1,/^$/d; /^Examples:$/,$d; /^$/d' "$scratch/help" >"$scratch/options"
		! grep -vE '^ {29}[^ ]|^(  -[^ -],|     ) --[a-z]' "$scratch/options" ||
			die "$command: neither an option nor in the column of their texts"
		! grep -E '^ +-[^ ].*  ' "$scratch/options" | grep -vE '^.{27}  [^ ]' ||
			die "$command: the text of an option begins elsewhere"
		while read -r line; do
			grep -qxF "  $line" "$scratch/help" || die "$command: not in one piece: $line"
		done < <(examples "$command")
		[ -z "$(examples "$command")" ] || grep -qx 'Examples:' "$scratch/help" || die "$command: no examples"
		"$program" help "$command" | cmp - "$scratch/help" || die "$command: help says something else"
		run "$command" --usage
		expect_status 0
		! grep -nE '^.{81}' "$scratch/out" || die "$command: its usage is too wide"
		count=$((count + 1))
	done
	[ "$count" -gt 10 ] || die "there are $count commands"
}

# What options mean to `run` alone, real machines for one thing, is said there.
test_help_is_of_the_command() {
	run run --help
	expect_output 'default 20000'
	run explain --help
	! grep -nE "real machine|20000|\`run\` without|ssh://" "$scratch/out" || die "it speaks of run"
}
