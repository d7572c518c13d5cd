# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# What `run` prints for other programs is what the document says, as those programs read it.

test_others_read_what_a_run_prints() {
	local format
	for format in csv ktap openmetrics; do
		run run arm64/native -n 20 --format "$format" -o "$scratch/result.json"
		expect_status 0
		tests/read-back.sh "$format" "$scratch/out" "$scratch/result.json" || die "$format is not the document"
	done
	run run arm64/native -n 20 --format markdown
	expect_status 0
	expect_output '^\| null \| 1 \|$'
	expect_output '^Ran: qemu-system-aarch64 '
}
