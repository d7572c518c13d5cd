# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Where every instruction goes: parts that add up, with names, in formats that others read.

# known FILE: whether at most 2% of a document's instructions are of functions without a name.
known() {
	python3 - "$1" <<-'END'
		import json, sys
		document = json.load(open(sys.argv[1]))
		unknown = sum(part["own"] for part in document["parts"]["function"] if part["function"] is None)
		print(document["cell"], "value", document["value"], "unknown", unknown)
		sys.exit(unknown * 50 > document["value"])
	END
}

has_value() { grep -q "\"value\": $1," "$2"; }

# What the scheduler does depends on what ran before: such a cell is to be what it is when it runs alone.
alone_has_value() { # TARGET BENCHMARK
	local value
	"$program" run "$1" -b "$2" -n 20 -o "$scratch/alone.json" >/dev/null 2>&1
	value=$(field "$scratch/alone.json" "$1/$2" value)
	has_value "$value" "$scratch/$2.json" || die "$2 is not $value"
}

# every_cell_of TARGET COUNT [BENCHMARK,...]: each cell that has a value is explained on every axis, and is
# what `run` says.
every_cell_of() {
	local benchmark value explained=0
	"$program" run "$1" ${3:+-b "$3"} -n 20 -o "$scratch/run.json" >/dev/null 2>&1
	while read -r benchmark value; do
		run explain "$1/$benchmark" -n 20 --format json -o "$scratch/$benchmark.json"
		expect_status 0
		tests/schema.sh "$scratch/$benchmark.json"
		has_value "$value" "$scratch/$benchmark.json" || alone_has_value "$1" "$benchmark"
		known "$scratch/$benchmark.json" || die "too much without a name"
		explained=$((explained + 1))
	done < <(cells "$scratch/run.json" | python3 -c '
import json, sys
for cell in map(json.loads, sys.stdin):
    if cell["verdict"] == "measured":
        print(cell["benchmark"], cell["value"])')
	[ "$explained" = "$2" ] || die "$explained cells of $1 were explained, expected $2"
}

test_every_cell_of_split_mode_is_explained() { every_cell_of arm64/kvm-nvhe 11; }
test_every_cell_of_vhe_is_explained() { every_cell_of arm64/kvm-vhe 11; }
test_every_cell_of_hvhe_is_explained() { every_cell_of arm64/kvm-hvhe 11; }
test_every_cell_of_protected_kvm_is_explained() { every_cell_of arm64/kvm-protected 11; }
test_every_cell_of_xen_is_explained() { every_cell_of arm64/xen 10; }
test_every_native_cell_is_explained() { every_cell_of arm64/native 5; }
# These take longer: in parts, which together are every cell of the table.
test_every_native_cell_on_x86_is_explained() { every_cell_of x86_64/native 5; }
test_cells_of_one_cpu_on_xen_on_x86_are_explained() {
	every_cell_of x86_64/xen 5 null,hypercall,intc-trap,irq-completion,vm-switch
}
test_cells_of_two_cpus_on_xen_on_x86_are_explained() {
	every_cell_of x86_64/xen 5 virtual-ipi,virtual-ipi-idle,io-out,io-in,io-in-idle
}
test_cells_of_registers_on_kvm_on_x86_are_explained() {
	every_cell_of x86_64/kvm 4 null,hypercall,intc-trap,irq-completion
}
test_cells_of_interrupts_on_kvm_on_x86_are_explained() {
	every_cell_of x86_64/kvm 4 virtual-ipi,virtual-ipi-idle,io-in,io-in-idle
}
test_cells_of_io_on_kvm_on_x86_are_explained() { every_cell_of x86_64/kvm 3 vm-switch,io-out,io-out-exit; }

# Most of what the emulated CPU makes hypervisors do is to find out what the guest's instruction was.
test_decoding_is_with_all_that_it_calls() {
	run explain x86_64/xen/hypercall -n 20 --format json -o "$scratch/explain.json"
	expect_status 0
	python3 - "$scratch/explain.json" <<-'END'
		import json, sys
		parts = json.load(open(sys.argv[1]))["parts"]
		of = lambda axis, key, value: sum(part["own"] for part in parts[axis] if part[key] == value)
		decoder = next(part for part in parts["function"] if part["function"] == "svm_get_insn_len")
		assert of("class", "class", "decode") > decoder["inclusive"] * 9 // 10, decoder
		assert of("phase", "phase", "handle") > decoder["inclusive"]
		loop = next(part for part in parts["function"] if part["function"] == "svm_asm_do_resume")
		assert loop["calls"] <= 2, "the stack of returns is filled by jumps, not by calls"
	END
}

# What overflows a trace says so, and what it comes to: here the tracer is given less room than it has.
test_a_window_that_no_trace_holds_has_its_totals() {
	mkdir "$scratch/bin"
	cat >"$scratch/bin/qemu-system-aarch64" <<-END
		#!/bin/bash
		exec $(command -v qemu-system-aarch64) "\${@/,trace=/,trace-limit=2,trace=}"
	END
	chmod +x "$scratch/bin/qemu-system-aarch64"
	PATH=$scratch/bin:$PATH run explain arm64/native/virtual-ipi-idle -n 20
	expect_status 1
	expect_error 'longer than a trace may be: 2 of its 3 instructions .* it has host-kernel 3$'
	[ ! -s "$scratch/out" ] || die "something is explained"
}

# Dom0's kernel and its program are guests of Xen's as the probe is, each with names of its own.
each_linux_as_dom0_is_explained() {
	local name dom0=guest # the world of its kernel
	[ "$arch" = arm64 ] || dom0=host-kernel
	run explain "$arch/xen/io-out" --dom0 linux -n 20 --format json -o "$scratch/io-out.json"
	expect_status 0
	tests/schema.sh "$scratch/io-out.json"
	known "$scratch/io-out.json" || die "too much without a name"
	for name in probe:guest __schedule:$dom0 evtchn_fifo_handle_events:$dom0; do
		grep -A3 "\"function\": \"${name%:*}\"" "$scratch/io-out.json" | matches "\"world\": \"${name#*:}\"" ||
			die "no ${name%:*} in a domain"
	done
	matches '"place": "dom0-interrupt"' <"$scratch/io-out.json" || die "no place at which Dom0's stage begins"
	! grep -A3 '"function": "probe"' "$scratch/io-out.json" | matches '"own": [0-9]{3}' || die "the probe has Dom0's"
}

# One call arrives in the module by which Dom0's process sends events.
test_a_module_of_dom0_has_names() {
	run explain arm64/xen/io-in --dom0 linux -n 20 --format json -o "$scratch/io-in.json"
	expect_status 0
	known "$scratch/io-in.json" || die "too much without a name"
	grep -A3 '"function": "evtchn_ioctl"' "$scratch/io-in.json" | matches '"module": "xen_evtchn"' ||
		die "no evtchn_ioctl"
	! matches '"function": null' <"$scratch/io-in.json" || die "code without a name"
}

# What can be known before anything runs is said before: here is no emulator to run.
test_what_cannot_be_explained_is_said_at_once() {
	mkdir "$scratch/bin"
	printf '#!/bin/sh\ntouch %s/ran\nexit 1\n' "$scratch" >"$scratch/bin/qemu-system-aarch64"
	chmod +x "$scratch/bin/qemu-system-aarch64"
	local reason cell path=$PATH
	"$program" run arm64/native arm64/xen -b hypercall,vm-switch,io-out,io-out-exit,io-in,io-in-idle -n 5 \
		-o "$scratch/run.json" >/dev/null 2>&1
	PATH=$scratch/bin:$PATH
	cells "$scratch/run.json" | python3 -c '
import json, sys
for cell in map(json.loads, sys.stdin):
    if cell["verdict"] == "absent":
        print(cell["id"], cell["reason"])' >"$scratch/absent"
	[ "$(wc -l <"$scratch/absent")" = 7 ] || die "$(cat "$scratch/absent")"
	while read -r cell reason; do
		run explain "$cell"
		expect_status 1
		expect_error "$cell cannot be explained: it is absent: $reason$"
		run explain arm64/kvm-vhe/hypercall --against "$cell"
		expect_status 1
		expect_error "$cell cannot be explained: it is absent: $reason$"
	done <"$scratch/absent"
	run explain arm64/kvm-vhe/hypercall -o "$scratch/no-such-folder/x"
	expect_status 4
	expect_error "cannot write $scratch/no-such-folder/x: No such file"
	run explain 'arm64/*/hypercall'
	expect_status 2
	grep -q 'is a pattern' "$scratch/err" || die "it does not say that this is a pattern"
	[ ! -e "$scratch/ran" ] || die "something ran"
	PATH=$path
}

# Split mode switches EL1's registers of two kernels; VHE does not.
test_split_mode_and_vhe_differ_by_el1() {
	run explain arm64/kvm-nvhe/hypercall --against arm64/kvm-vhe/hypercall -n 20
	expect_status 0
	expect_output '^EL1 system registers, saved  .* -[0-9]+$'
	awk 'length > 100 { print; bad = 1 } END { exit bad }' "$scratch/out"
}

# The loop against Spectre-BHB, which the one CPU needs and the other does not.
test_a_mitigation_is_named() {
	run explain arm64/kvm-nvhe/hypercall --cpu cortex-a57 --cpu neoverse-n1 --by function -n 20
	expect_status 0
	sed -n 5p "$scratch/out" | grep -q '^__kvm_nvhe___bp_harden_hyp_vecs  .* +' || die "another function comes first"
	run explain arm64/kvm-nvhe/hypercall --cpu cortex-a57 --cpu neoverse-n1 -n 20
	sed -n 5p "$scratch/out" | grep -q '^Mitigations  .* +' || die "another class comes first"
}

# The same by a kernel's option, on one CPU: the regression is planted, and its function is named first.
test_what_a_kernel_option_lengthens_is_named() {
	local cell=arm64/kvm-nvhe/hypercall
	run explain $cell --append mitigations=off --append '' --by function -n 20
	expect_status 0
	expect_output "^A: $cell --append mitigations=off$"
	expect_output "^B: $cell$"
	sed -n 5p "$scratch/out" | grep -qE '^__kvm_nvhe___bp_harden_hyp_vecs  *hypervisor  *- +([1-9][0-9]*) +\+\1$' ||
		die "another function comes first"
	run explain $cell --append mitigations=off --append '' --format json -n 20 -o "$scratch/difference.json"
	expect_status 0
	tests/schema.sh "$scratch/difference.json"
	python3 - "$scratch/difference.json" <<-'END'
		import json, sys
		document = json.load(open(sys.argv[1]))
		first = document["parts"]["function"][0]
		assert first["function"] == "__kvm_nvhe___bp_harden_hyp_vecs" and first["difference"] == first["own"][1] > 0, first
		assert first["worlds"] == [[], ["hypervisor"]], first
		lines = [cell["target"]["properties"]["kernel-command-line"] for cell in document["cells"]]
		assert ["mitigations" in line for line in lines] == [True, False], lines
	END
	run explain $cell --append mitigations=off --append '' --format callgrind
	expect_status 2
	expect_error 'by --format table, json or folded$'
}

# Split mode's functions are VHE's by another name, in other worlds; beside itself nothing of it is merged.
test_functions_line_up_over_worlds() {
	run explain arm64/kvm-nvhe/hypercall --against arm64/kvm-vhe/hypercall --by function -n 20
	expect_status 0
	expect_output '^__kvm_vcpu_run  *hypervisor  *[0-9]+  *[0-9]+  *-[0-9]+$'
	expect_output '^vcpu_read_sys_reg  *host-kernel > hypervisor  *[0-9]+  *[0-9]+ '
	awk 'length > 100 { print; bad = 1 } END { exit bad }' "$scratch/out"
	run explain arm64/kvm-nvhe/hypercall --cpu cortex-a57 --cpu neoverse-n1 --by function -n 20
	expect_status 0
	! grep -E ' > |[0-9] worlds' "$scratch/out" || die "worlds are mixed"
	expect_output '^__kvm_nvhe___kvm_vcpu_run  *hypervisor '
}

# Two compilers split the same functions differently.
test_copies_that_compilers_make_line_up() {
	run explain arm64/kvm-vhe/hypercall --suite bookworm --suite trixie --by function -n 20
	expect_status 0
	expect_output '^__vcpu_read_sys_reg_from_cpu  *hypervisor  *[0-9]+  *[0-9]+ '
	! grep -E '^__vcpu_read_sys_reg_from_cpu\.' "$scratch/out" || die "a copy is apart"
}

test_stacks_of_two_add_up() {
	local cells=(arm64/kvm-nvhe/hypercall --against arm64/kvm-vhe/hypercall -n 20)
	run explain "${cells[@]}" --format json -o "$scratch/difference.json"
	expect_status 0
	tests/schema.sh "$scratch/difference.json"
	run explain "${cells[@]}" --format folded
	expect_status 0
	! grep -vE '^CPU [01](;[^;]+)+ [0-9]+ [0-9]+$' "$scratch/out" || die "a line is no stack with two counts"
	[ -z "$(sed 's/ [0-9]* [0-9]*$//' "$scratch/out" | sort | uniq -d)" ] || die "a stack is there twice"
	grep -qE ';host-kernel > hypervisor: kvm_arch_vcpu_ioctl_run [1-9][0-9]* [1-9][0-9]*$' "$scratch/out" ||
		die "nothing lines up"
	awk '{ a += $(NF - 1); b += $NF } END { print a, b }' "$scratch/out" >"$scratch/sums"
	python3 -c '
import json, sys
print(*(cell["value"] for cell in json.load(open(sys.argv[1]))["cells"]))' "$scratch/difference.json" |
		cmp - "$scratch/sums" || die "the stacks are $(cat "$scratch/sums")"
}

# By functions: what callgrind_annotate reads is what the document says.
test_callgrind_annotate_agrees_with_the_table() {
	command -v callgrind_annotate >/dev/null || skip "no callgrind_annotate: install valgrind"
	local cell=arm64/kvm-nvhe/hypercall
	run explain $cell -n 20 --format callgrind -o "$scratch/callgrind.out"
	expect_status 0
	run explain $cell -n 20 --format json -o "$scratch/explain.json"
	expect_status 0
	callgrind_annotate --threshold=100 "$scratch/callgrind.out" >"$scratch/own" 2>"$scratch/err"
	[ ! -s "$scratch/err" ] || die "callgrind_annotate complains"
	python3 - "$scratch/explain.json" "$scratch/own" <<-'END'
		import json, re, sys
		document = json.load(open(sys.argv[1]))
		ours = {f'{part["function"]} [{part["world"]}]': part["own"]
		        for part in document["parts"]["function"] if part["own"]}
		line = re.compile(r"^ *([0-9,]+) \([ 0-9.]+%\) +(\?\?\?:(.*)|PROGRAM TOTALS)$")
		theirs = {}
		for found in filter(None, map(line.match, open(sys.argv[2]))):
		    count = int(found[1].replace(",", ""))
		    if found[3]:
		        theirs[found[3]] = count
		    else:
		        assert count == document["value"], count
		assert theirs == ours, set(theirs.items()) ^ set(ours.items())
	END
}

test_stacks_and_trace_events_add_up() {
	local cell=arm64/kvm-vhe/io-in value
	run explain $cell -n 20 --format json -o "$scratch/explain.json"
	expect_status 0
	value=$(sed -n 's/^  "value": \([0-9]*\),$/\1/p' "$scratch/explain.json")
	run explain $cell -n 20 --format folded
	expect_status 0
	[ "$(awk '{ sum += $NF } END { print sum }' "$scratch/out")" = "$value" ] || die "the stacks are not $value"
	! grep -vqE '^CPU [01](;[^;]+)+ [0-9]+$' "$scratch/out" || die "a line is no stack"
	run explain $cell -n 20 --format trace-event -o "$scratch/events.json"
	expect_status 0
	python3 - "$scratch/events.json" "$value" <<-'END'
		import json, sys
		from jsonschema import Draft202012Validator
		events = json.load(open(sys.argv[1]))
		schema = json.load(open("tests/trace-event.schema.json"))
		Draft202012Validator(schema).validate(events)
		threads, last = {}, 0
		for event in events["traceEvents"]:
		    if event["ph"] == "M":
		        continue
		    stack = threads.setdefault(event["tid"], [])
		    assert event["ts"] >= last
		    last = event["ts"]
		    stack.append(event["name"]) if event["ph"] == "B" else stack.pop()
		assert not any(threads.values()), "a call does not end"
		assert last == int(sys.argv[2]), last
	END
}

# A viewer that nobody here wrote finds the same profile in the files that are for it.
test_speedscope_reads_what_is_written_for_it() {
	local speedscope cell=arm64/kvm-vhe/io-in format
	speedscope=$(scripts/speedscope) || skip "no speedscope: scripts/setup --check fetches it by npm"
	command -v node >/dev/null || skip "no node: install nodejs"
	for format in json folded trace-event; do
		run explain $cell -n 20 --format $format -o "$scratch/$format"
		expect_status 0
	done
	for format in folded trace-event; do
		node tests/speedscope.js "$speedscope" "$scratch/$format" >"$scratch/$format.read"
	done
	python3 - "$scratch" <<-'END'
		import collections, json, sys
		def profiles(name):
		    return json.load(open(f"{sys.argv[1]}/{name}"))
		document = profiles("json")
		def own(text):
		    parts = collections.Counter()
		    for part in document["parts"]["function"]:
		        parts[text(part)] += part["own"]
		    return +parts
		def read(name):
		    frames = collections.Counter()
		    for profile in profiles(name):
		        frames.update(profile["own"])
		    assert sum(profile["total"] for profile in profiles(name)) == document["value"]
		    return +frames
		with_module = lambda part: part["function"] + (f' [{part["module"]}]' if part["module"] else "")
		assert read("trace-event.read") == own(with_module)
		assert read("folded.read") == own(lambda part: part["world"] + ": " + with_module(part))
		stages = sorted(part["own"] for part in document["parts"]["cpu"])
		assert sum(stages) == sum(profile["total"] for profile in profiles("trace-event.read"))
		assert len(profiles("trace-event.read")) == 2
	END
}
