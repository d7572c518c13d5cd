# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# Real machines: what is timed, here, over ssh and under QEMU. Whether /dev/kvm is there, and what it can
# run, is the machine's; that every wait ends and every cell has its verdict is ours.

vmm=$build/vmm/$(uname -m | sed s/aarch64/arm64/)/worldswitch-vmm

measured() { cells "$1" | grep -c '"verdict": "measured"' || true; }

test_static_files_are_small_and_need_nothing() {
	local file
	for file in "$build"/vmm/*/worldswitch-vmm; do
		[ "$(stat -c %s "$file")" -le $((2 << 20)) ] || die "$file is larger than 2 MiB"
		! LC_ALL=C readelf -dW "$file" | matches NEEDED || die "$file needs a library"
	done
}

# Status 4 where there is no /dev/kvm to be used, and nothing else then; 1 where it cannot run a guest.
test_vmm_here() {
	local begun=$SECONDS
	status=0
	"$vmm" -b null,intc-trap --timeout 40 -f json -S "$scratch/samples" >"$scratch/out" 2>"$scratch/err" || status=$?
	# As below: a few seconds on an idle machine, and --timeout and the end of its VM on a loaded one.
	[ $((SECONDS - begun)) -lt 100 ] || die "it took too long"
	case $status in
	4) [ "$(cat "$scratch/out" "$scratch/err" | wc -l)" = 1 ] || die "not one line" ;;
	0 | 1)
		[ -s "$scratch/out" ] || { [ "$(wc -l <"$scratch/err")" = 1 ] && return; }
		timed_document "$scratch/out"
		head -n 1 "$scratch/samples" | matches '^cell,kind,index,ticks,batch,clock$' || die "no samples"
		;;
	*) die "status $status" ;;
	esac
}

# One line each, before anything runs.
test_vmm_refuses() {
	local words expected
	while read -r expected words; do
		status=0
		# shellcheck disable=SC2086 # words
		"$vmm" $words >"$scratch/out" 2>"$scratch/err" || status=$?
		expect_status "$expected"
		[ ! -s "$scratch/out" ] || die "$words: more than a line of error"
		[ "$(wc -l <"$scratch/err")" = 1 ] || die "$words: not one line"
	done <<-END
		2 --nonsense
		2 --format bogus
		2 --cpus 1,2,3
		2 --cpus 1023
		2 --duration 60000
		4 -S $scratch/no/such/folder
		4 --probe $scratch/no/such/file
		4 --probe /etc/passwd
	END
	for words in --help --version; do
		status=0
		"$vmm" "$words" >/dev/full 2>"$scratch/full" || status=$?
		expect_status 4
		[ "$(wc -l <"$scratch/full")" = 1 ] || die "$words: not one line"
	done
	matches '/etc/passwd: the guest image is no ' <"$scratch/err" || die "which file is no image?"
	run run host --cpus 1023
	expect_status 2
	run run host -b null --samples "$scratch/no/such/folder"
	expect_status 4
	expect_error "cannot write $scratch/no/such/folder"
	[ "$(wc -l <"$scratch/err")" = 1 ] || die "something was run"
}

# As an unprivileged user who may not have /dev/kvm: one line, soon.
test_vmm_without_kvm() {
	[ "$(id -u)" = 0 ] || skip "hiding /dev/kvm needs root"
	unshare -m true 2>/dev/null || skip "no mount namespaces here"
	local begun=$SECONDS
	status=0
	unshare -m bash -c 'mount -t tmpfs none /dev && ln -s /proc/self/fd /dev/fd && mknod -m 666 /dev/null c 1 3 &&
		exec "$0"' "$vmm" >"$scratch/out" 2>"$scratch/err" || status=$?
	expect_status 4
	[ $((SECONDS - begun)) -le 5 ] || die "it took too long"
	[ ! -s "$scratch/out" ] || die "there is a table of nothing"
	[ "$(wc -l <"$scratch/err")" = 1 ] || die "not one line"
	matches "/dev/kvm does not exist" <"$scratch/err" || die "no reason"
}

test_run_host() {
	local kept
	run run host -b null,intc-trap,hypercall --timeout 40 --format json -o "$scratch/result.json"
	case $status in
	4) expect_error 'kvm|KVM' && return ;;
	0 | 1) timed_document "$scratch/result.json" ;;
	*) die "status $status" ;;
	esac
	cmp -s "$scratch/out" "$scratch/result.json" || die "what is printed is not what is kept"
	[ "$(cells "$scratch/result.json" | wc -l)" = 3 ] || die "a cell is missing"
	hazards_are_recorded "$scratch/result.json"
}

# What `doctor host` finds, but for what changes from moment to moment.
hazards_are_recorded() {
	run doctor host --format json
	python3 - "$1" "$scratch/out" <<-'END'
		import json, sys
		result, doctor = (json.load(open(name)) for name in sys.argv[1:])
		recorded = {one["check"]: (one["verdict"], one["found"]) for one in result["hazards"]}
		looked = {one["check"]: (one["state"], one["found"]) for one in doctor if "check" in one}
		for check in ("software-kvm", "virtual-machine", "turbo", "c-states", "isolation"):
		    assert recorded[check] == looked[check], (check, recorded, looked)
		checks = set(recorded)
		assert checks == set(looked), (checks, set(looked))
		assert {"steal-time", "interrupts"} <= checks, checks
		assert {"host-cpus", "clock-invariant"} <= set(result["target"]["properties"])
	END
}

# what_doctor_finds: of a guest, its state and the words for it.
what_doctor_finds() {
	local begun=$SECONDS
	run doctor host --format json
	# A second or two on an idle machine: this bound is for a trial that has no end, not for a loaded one.
	[ $((SECONDS - begun)) -le 100 ] || die "it took $((SECONDS - begun)) s"
	[ "$status" -le 1 ] || die "status $status"
	python3 - "$scratch/out" >"$scratch/found" <<-'END'
		import json, sys
		findings = {one["what"]: one for one in json.load(open(sys.argv[1]))}
		assert findings["its hypercall"]["found"], findings
		print(findings["a guest"]["state"], findings["a guest"]["found"])
	END
}

# The doctor tries what a measurement would: it finds a guest that runs where one does, and nowhere else. Where
# KVM is slow and the machine loaded, one of the two may be out of time and the other not: then both try again.
test_doctor_tries_a_guest() {
	local expected late='timed-out|out of time|no end of|does not start|fell silent|time is up'
	[ -w /dev/kvm ] || skip "no /dev/kvm to be used"
	for _ in 1 2 3; do
		what_doctor_finds
		expected=wrong
		if "$vmm" -b null --format records >"$scratch/out" 2>"$scratch/err"; then expected='ok|hazard'; fi
		if matches "^($expected) " <"$scratch/found"; then return; fi
		cat "$scratch/found" "$scratch/out" "$scratch/err" | matches "$late" || break
	done
	die "a guest is $(cat "$scratch/found"), and $expected is expected"
}

test_host_and_lab_do_not_mix() {
	run run host arm64/native
	expect_status 2
	expect_error "run them apart"
	run run host --cpu max
	expect_status 2
	run run host --apic xapic
	expect_status 2
	expect_error "--apic is for the lab's targets"
	run run arm64/native --via qemu
	expect_status 2
	run run 'ssh://-oProxyCommand=x'
	expect_status 2
}

# The probe where no program of ours runs it: its console, read as it comes and from a file.
each_via_qemu() {
	run run host --via qemu --accel tcg --arch "$arch" -n 20 --format json -o "$scratch/result.json" --samples "$scratch/samples"
	timed_document "$scratch/result.json"
	[ "$(field "$scratch/result.json" host/null verdict)" = measured ] || die "null is not measured"
	[ "$(field "$scratch/result.json" host/intc-trap verdict)" = measured ] || die "intc-trap is not measured"
	[ "$(field "$scratch/result.json" host/io-out verdict)" = absent ] || die "io-out has no backend there"
	[ "$(field "$scratch/result.json" host/hypercall reason)" = "there is no hypervisor to call" ] ||
		die "an emulator is no hypervisor"
	[ "$(grep -c '^intc-trap,sample,' "$scratch/samples")" = 20 ] || die "not 20 raw samples"
}

# An emulator's clock is called that wherever its numbers are, and by default before they are.
each_via_qemu_is_no_cost() {
	local other=arm64
	if [ "$(uname -m)" = aarch64 ]; then other=x86_64; fi
	run run host --via qemu --accel tcg --arch "$arch" -b null,intc-trap -n 20 -o "$scratch/result.json"
	matches 'cycles, emulated$|nanoseconds, emulated$' <"$scratch/out" || die "the unit is a machine's"
	matches '^emulated ' <"$scratch/out" || die "no note"
	! matches 'ISCA' <"$scratch/out" || die "published figures stand beside it"
	! matches 'warning' <"$scratch/err" || die "it was asked for"
	run history 'host/*'
	[ "$(grep -c 'cycles, emulated\|nanoseconds, emulated' "$scratch/out")" = 2 ] || die "the history does not tell"
	[ "$arch" = "$other" ] || return 0
	run run host --via qemu --arch "$arch" -b null -n 20
	matches '^warning: QEMU emulates the machine' <"$scratch/err" || die "nobody says that KVM is not used"
}

each_via_qemu_that_is_missing() {
	mkdir "$scratch/bin"
	status=0
	PATH=$scratch/bin "$program" run host --via qemu --arch "$arch" >"$scratch/out" 2>"$scratch/err" || status=$?
	expect_status 4
	expect_error "$emulator_name is not in PATH"
}

# An emulator that nobody of ours starts runs the extracted probe, which turns it off.
each_console_of_a_probe_started_by_hand() {
	local machine=(-M "virt,gic-version=3" -cpu neoverse-n1)
	if [ "$arch" = x86_64 ]; then machine=(-M q35 -cpu max); fi
	run probe extract "$arch" -o "$scratch/probe"
	expect_status 0
	timeout 600 "$emulator_name" "${machine[@]}" -smp 2 -m 64 -nodefaults -display none -monitor none -no-reboot \
		-serial "file:$scratch/console" -kernel "$scratch/probe" \
		-append "ws.clock=1 ws.iterations=20 ws.benchmarks=null,intc-trap" || true
	run parse "$scratch/console" --format json -o "$scratch/result.json"
	timed_document "$scratch/result.json"
	[ "$(measured "$scratch/result.json")" = 2 ] || die "not both cells are measured"
	if [ "$arch" = x86_64 ]; then
		matches '"emulator": "tcg"' <"$scratch/result.json" || die "the CPU says that it is an emulator's"
	fi
	cat "$scratch/console" "$scratch/console" >"$scratch/twice"
	run parse "$scratch/twice"
	expect_status 4
	expect_error "second run"
	run parse - <<<"login:"
	expect_status 4
	expect_error "no probe"
}

is_listening() { [ -s "$scratch/ssh/pid" ]; }
listens_or_cannot() { is_listening || grep -qs 'Address already in use' "$scratch/ssh/log"; }

# listen SSHD: on a port that is nobody's, below those that the kernel gives to connections.
listen() {
	local try
	for ((try = 0; try < 20; try++)); do
		port=$((20000 + ($$ + try) % 12000))
		rm -f "$scratch/ssh/log"
		"$1" -f "$scratch/ssh/sshd_config" -p $port -E "$scratch/ssh/log"
		wait_until 100 listens_or_cannot
		if is_listening; then return; fi
	done
	die "sshd has no port: $(cat "$scratch/ssh/log")"
}

# An sshd with a configuration, keys and a port of its own, for the user who runs the test; a client that
# knows it alone, as `ssh` in PATH.
start_sshd() {
	local sshd
	sshd=$(PATH=$PATH:/usr/sbin command -v sshd) || skip "no sshd"
	mkdir -p "$scratch/ssh" "$scratch/bin" "$scratch/tmp"
	[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$scratch/ssh/host"
	ssh-keygen -q -t ed25519 -N '' -f "$scratch/ssh/user"
	cp "$scratch/ssh/user.pub" "$scratch/ssh/authorized"
	cat >"$scratch/ssh/sshd_config" <<-END
		ListenAddress 127.0.0.1
		HostKey $scratch/ssh/host
		PidFile $scratch/ssh/pid
		AuthorizedKeysFile $scratch/ssh/authorized
		StrictModes no
		UsePAM no
		PasswordAuthentication no
		SetEnv TMPDIR=$scratch/tmp
	END
	listen "$sshd"
	trap 'kill "$(cat "$scratch/ssh/pid")"' EXIT
	printf '[127.0.0.1]:%s %s\n' "$port" "$(cat "$scratch/ssh/host.pub")" >"$scratch/ssh/known"
	cat >"$scratch/bin/ssh" <<-END
		#!/bin/sh
		exec $(command -v ssh) -F none -oIdentityFile=$scratch/ssh/user -oIdentitiesOnly=yes \
			-oUserKnownHostsFile=$scratch/ssh/known -oStrictHostKeyChecking=yes "\$@"
	END
	chmod +x "$scratch/bin/ssh"
	PATH=$scratch/bin:$PATH
	server=ssh://$(id -un)@127.0.0.1:$port
}

is_under_way() { pgrep -f "^$scratch/tmp/.*/worldswitch-vmm " >"$scratch/pids"; }
is_under_way_or_gone() { is_under_way || gone "$1"; }
nothing_is_left() { [ -z "$(ls -A "$scratch/tmp")" ]; }

test_run_ssh() {
	start_sshd
	run run "$server" --cpus 1023 -b null
	expect_status 2
	expect_error "CPU 1023 may not be used"
	run run "$server" -b null,intc-trap --timeout 40 --format json -o "$scratch/result.json"
	wait_until 10 nothing_is_left
	case $status in
	4) expect_error 'kvm|KVM' && return ;;
	0 | 1) timed_document "$scratch/result.json" ;;
	*) die "status $status" ;;
	esac
	matches "\"server\": \"$(id -un)@127.0.0.1:$port\"" <"$scratch/result.json" || die "the server is not named"
}

# The program is under way on the server when the connection goes: nothing of it stays. Where no guest runs, it
# may be over before anybody sees it.
test_run_ssh_interrupted() {
	start_sshd
	"$program" run "$server" --timeout 60 -o "$scratch/result.json" >"$scratch/out" 2>"$scratch/err" &
	local run=$!
	wait_until 100 is_under_way_or_gone "$run"
	local seen=0
	seen=$(wc -l <"$scratch/pids")
	if [ "$seen" != 0 ]; then kill -INT "$run" 2>"$scratch/kill" || true; fi # it may have ended just now
	status=0
	wait "$run" || status=$?
	wait_until 15 nothing_is_left
	! is_under_way || die "the program still runs"
	if [ "$seen" = 0 ]; then
		case $status in 4 | 1) expect_error 'kvm|KVM' ;; *) die "status $status" ;; esac
		skip "no guest runs here"
	fi
	case $status in 130 | 4 | 1 | 0) ;; *) die "status $status" ;; esac
}

test_run_ssh_that_is_refused() {
	start_sshd
	: >"$scratch/ssh/authorized"
	run run "$server" --timeout 10
	expect_status 4
	expect_error "[Pp]ermission denied"
	run run ssh://127.0.0.1:1 --timeout 10
	expect_status 4
	expect_error "refused"
}
