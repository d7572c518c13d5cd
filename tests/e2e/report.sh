# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The page that people look at, in a browser that is not ours.

# Results of one target, two of which may be compared, another target, and a cell explained.
make_documents() {
	"$program" run arm64/kvm-vhe arm64/xen --cpu neoverse-n1 -n 100 -o "$scratch/one.json" >/dev/null 2>&1
	"$program" run arm64/kvm-vhe --cpu cortex-a76 -b hypercall,io-in -n 100 -o "$scratch/other.json" >/dev/null 2>&1
	"$program" run arm64/kvm-vhe --cpu neoverse-n1 --append mitigations=off -b hypercall -n 100 -o "$scratch/third.json" >/dev/null 2>&1
	"$program" explain arm64/kvm-vhe/hypercall --format json -o "$scratch/explained.json" 2>/dev/null
}

test_report_is_drawn_in_a_browser() {
	make_documents
	run report "$scratch/one.json" "$scratch/other.json" "$scratch/third.json" "$scratch/explained.json" -o "$scratch/report.html"
	expect_status 0
	[ "$(stat -c %s "$scratch/report.html")" -le $((2 << 20)) ] || die "the page is larger than 2 MiB"
	tests/page/browser.py "$scratch/report.html"
	for section in 'The microbenchmarks' 'Who spends it' 'What it is spent on' 'What varies' \
		'Versions and runs' 'What changed' 'What ran'; do
		grep -q "'$section'" "$scratch/report.html" || die "no section: $section"
	done
	run report "$scratch/one.json" "$scratch/other.json" "$scratch/third.json" "$scratch/explained.json" -o "$scratch/again.html"
	cmp "$scratch/report.html" "$scratch/again.html" || die "two reports of the same differ"
}

# What a document says is text, also where it looks like a page's end and a script: that would be heard
# on the console.
test_a_document_is_no_script() {
	"$program" run arm64/native -n 10 -o "$scratch/result.json" >/dev/null 2>&1
	python3 - "$scratch/result.json" <<-'END'
		import json, sys
		result = json.load(open(sys.argv[1]))
		markup = "</script><script>console.log('heard')</script><img src=x onerror=console.log('heard')>"
		result["target"]["properties"]["cpu"] = markup
		result["environment"]["components"][0]["name"] = "<!-- <script> " + markup
		json.dump(result, open(sys.argv[1], "w"))
	END
	run report "$scratch/result.json" -o "$scratch/report.html"
	expect_status 0
	tests/page/browser.py "$scratch/report.html"
}

test_bad_documents_make_no_report() {
	"$program" run arm64/native -n 10 -o "$scratch/result.json" >/dev/null 2>&1
	printf '{ "schema": "worldswitch.explain/1", "cell": "x/y/z", "value": 2,
		"parts": { "class": [ { "class": "code", "direction": "none", "world": "guest", "own": 1 } ] } }' >"$scratch/sum.json"
	head -c 500 "$scratch/result.json" >"$scratch/short.json"
	for file in sum short missing; do
		run report "$scratch/result.json" "$scratch/$file.json" -o "$scratch/report.html"
		expect_status 4
		[ "$(wc -l <"$scratch/err")" = 1 ] || die "expected one line"
		[ ! -e "$scratch/report.html" ] || die "there is a report of $file"
	done
	run report "$scratch/result.json"
	expect_status 2
}
