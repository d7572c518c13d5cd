# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The released static file on servers that can run guests: it is copied there, and an ordinary user of the
# group kvm runs it. Times are by the server's own clock, which is the emulator's: an instruction is a
# nanosecond. They bound how long a table takes, and are the cost of nothing.

source tests/e2e/server_image.bash

all=(null hypercall intc-trap virtual-ipi virtual-ipi-idle irq-completion vm-switch io-out io-out-exit io-in
	io-in-idle)

# session PROBE...: standard input is what the server does, with the released file and these test probes in the
# user's home.
session() {
	local probe files=("$build/vmm/$arch/worldswitch-vmm")
	cat >"$scratch/session"
	for probe; do
		cp "$build/tests/probes/$probe/$arch/probe.img" "$scratch/$probe"
		files+=("$scratch/$probe")
	done
	server_image "$scratch/session" "${files[@]}"
}

# attempts STATUS:HUNDREDTHS...: so the session's attempts ended, each in at most so many hundredths of a second.
attempts() {
	python3 - "$scratch/console" "$@" <<-'END'
		import re, sys
		text = open(sys.argv[1], errors="replace").read()
		ended = [tuple(map(int, words)) for words in re.findall(r"^@attempt (\d+) (\d+)$", text, re.M)]
		wanted = [tuple(map(int, words.split(":"))) for words in sys.argv[2:]]
		print("attempts:", ended)
		assert len(ended) == len(wanted), text[-2000:]
		assert all(a[0] == b[0] and a[1] <= b[1] for a, b in zip(ended, wanted)), wanted
	END
}

# said PATTERN: a line of the console is it.
said() {
	matches "^$1\$" <"$scratch/console" || { grep -vE '^[^ ]{76}$' "$scratch/console" && die "the server does not say: $1"; }
}

# What is said of machine, software and cells, without the numbers; a log does not name who made a table of it.
form() {
	python3 - "$1" <<-'END'
		import json, sys
		result = json.load(open(sys.argv[1]))
		del result["created"]
		for hazard in result["hazards"]:
		    del hazard["found"], hazard["verdict"] # of a moment
		software = result["environment"]["components"]
		software[:] = [part for part in software if part["role"] != "vmm"]
		result["cells"] = {cell["id"]: [sorted(cell), cell["verdict"]] for cell in result["cells"]}
		print(json.dumps(result, indent=1, sort_keys=True))
	END
}

# gives_its_table TARGET OPTION...: all of it in 2 s, as a table, as JSON, and as records that `parse` makes the
# same of; and what is made of the JSON elsewhere.
gives_its_table() {
	local cell
	session <<-'END'
		user id
		attempt user ./worldswitch-vmm
		attempt user "./worldswitch-vmm --format json >result.json"
		attempt user "./worldswitch-vmm -n 20 --format records >console.log"
		attempt stranger ./worldswitch-vmm
		send result.json console.log
	END
	server_boot 200 "$@"
	said 'uid=1000\(user\) gid=1000\(user\) groups=104\(kvm\),1000\(user\)'
	attempts 0:200 0:200 0:200 4:500
	said 'worldswitch-vmm: open-kvm: /dev/kvm is forbidden: .*kvm.*'
	for cell in "${all[@]}"; do said "$cell +[0-9,]+( .*)?"; done
	received result.json >"$scratch/result.json"
	timed_document "$scratch/result.json"
	cells_are measured "${all[@]}"
	said 'emulated +timed by .*'
	matches '"emulator": "tcg"' <"$scratch/result.json" || die "the result does not say that the server is emulated"
	received console.log >"$scratch/console.log"
	values "$scratch/console.log" 20 "${all[@]}"
	run parse "$scratch/console.log" --format json -o "$scratch/parsed.json"
	expect_status 0
	diff <(form "$scratch/result.json") <(form "$scratch/parsed.json") || die "parse makes another document of it"
	run compare "$scratch/result.json" "$scratch/result.json"
	[ "$status" = 0 ] || [ "$status" = 3 ] || die "exit status $status"
	for cell in hypercall virtual-ipi vm-switch io-in; do expect_output "^$cell +.* same\$"; done
	run report "$scratch/result.json" -o "$scratch/report.html"
	expect_status 0
	run history --import "$scratch/result.json"
	expect_output '^1 added'
}

each_server_gives_its_table() { gives_its_table "$kvm"; }

test_server_in_split_mode_gives_its_table() { arch=arm64 gives_its_table arm64/kvm-nvhe; }

# Where no cell settles each has all its time, and the table is still there in 2 s.
each_server_that_never_settles() {
	session unsettled <<-'END'
		attempt user ./worldswitch-vmm --probe unsettled
	END
	server_boot 200 "$kvm"
	attempts 0:200
	for cell in "${all[@]}"; do said "$cell +[0-9,]+ \?( .*)?"; done
}

# A guest that hangs in a window costs that cell alone; one that never says anything is told in 5 s.
each_server_with_a_guest_that_hangs() {
	session stuck silent <<-'END'
		attempt user "./worldswitch-vmm --probe stuck -b null,intc-trap,io-out --format json >result.json"
		attempt user ./worldswitch-vmm --probe silent
		send result.json
	END
	server_boot 200 "$kvm"
	attempts 1:300 1:500
	said 'worldswitch-vmm: run: the guest does not start: KVM cannot run it'
	received result.json >"$scratch/result.json"
	timed_document "$scratch/result.json"
	cells_are measured null io-out
	cells_are timed-out intc-trap
	field "$scratch/result.json" host/intc-trap reason | matches '^no end of its windows in 2 s$' || die "no step"
}

# KVM that is off, and the node that its module left behind.
each_server_without_kvm() {
	session <<-'END'
		attempt user ./worldswitch-vmm
		mknod /dev/kvm c 10 232
		give_kvm
		attempt user ./worldswitch-vmm
	END
	server_boot 100 "$kvm" --append "$no_kvm"
	attempts 4:500 4:500
	said 'worldswitch-vmm: open-kvm: /dev/kvm does not exist: .*'
	said 'worldswitch-vmm: open-kvm: /dev/kvm has no driver: .*'
	[ "$(grep -c '^worldswitch-vmm: ' "$scratch/console")" = 2 ] || die "more than one line of each"
}

# What a user, a container or an administrator may leave out: it goes on without, or one line says what is missing.
each_server_that_leaves_things_out() {
	session <<-'END'
		cells="-n 20 -b null,hypercall,virtual-ipi,vm-switch,io-out"
		attempt user "ulimit -l 0 && ulimit -n 32 && ./worldswitch-vmm $cells"
		attempt user "taskset 2 ./worldswitch-vmm $cells --format json >result.json"
		attempt user "./worldswitch-vmm $cells >/dev/full"
		attempt user "ulimit -u 1 && ./worldswitch-vmm $cells"
		send result.json
		mv /dev/null /dev/nothing
		attempt user ./worldswitch-vmm $cells
		mv /dev/nothing /dev/null
		umount /proc /sys
		user ./worldswitch-vmm $cells --format json >without.json
		echo "without: $?"
		send without.json
	END
	server_boot 200 "$kvm"
	attempts 0:200 1:200 4:200 1:200 1:200
	said 'worldswitch-vmm: cannot print to the standard output: No space left on device'
	said 'worldswitch-vmm: run: cannot start a process: Resource temporarily unavailable'
	said 'worldswitch-vmm: run: cannot open /dev/null: No such file or directory'
	said 'without: 0'
	received result.json >"$scratch/result.json"
	timed_document "$scratch/result.json"
	cells_are measured null hypercall vm-switch
	cells_are skipped virtual-ipi io-out
	[ "$(field "$scratch/result.json" host/io-out reason)" = "the host has one CPU alone" ] || die "another reason"
	received without.json >"$scratch/result.json"
	timed_document "$scratch/result.json"
	cells_are measured null hypercall virtual-ipi vm-switch io-out
}
