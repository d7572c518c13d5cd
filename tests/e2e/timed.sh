# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# The static program as a server would run it, by the clock, in the lab's emulated servers: the numbers mean
# nothing there, but all of them have to come.

# server WORD... -- TARGET OPTION...: the words are init's; its standard output goes to $scratch/out.
server() {
	local words=()
	while [ "$1" != -- ]; do words+=("$1") && shift; done
	shift
	"$program" run "$@" -n 1 --dry-run >"$scratch/line" 2>"$scratch/err" || die "no command line of $*"
	sed "s| -- --lab'| -- ${words[*]}'|; s| -fw_cfg '[^']*'||; s| -plugin .*||" "$scratch/line" >"$scratch/command"
	timeout 600 sh "$scratch/command" </dev/null >"$scratch/console" 2>>"$scratch/err" ||
		die "the emulator's exit status is $?"
	tr -d '\r' <"$scratch/console" >"$scratch/out"
}

# The kernel of Debian 12, split mode and a GICv2: the oldest of what there is.
test_timed_server_of_the_study() {
	server --clock -n 5 -- arm64/kvm-nvhe --cpu cortex-a57 --gic 2 --kernel linux-image-cloud-arm64/bookworm
	values "$scratch/out" 5 null hypercall intc-trap virtual-ipi virtual-ipi-idle irq-completion vm-switch \
		io-out io-out-exit io-in io-in-idle
}

# This machine's own KVM, whatever it can do: each cell has an end and a verdict, and the last one is there.
test_timed_host_ends() {
	local cell
	[ -w /dev/kvm ] || skip "no /dev/kvm to be used"
	status=0
	timeout 90 "$build/vmm/$(uname -m | sed s/aarch64/arm64/)/worldswitch-vmm" -n 20 --format records \
		>"$scratch/out" 2>"$scratch/err" || status=$?
	[ "$status" -le 1 ] || die "an exit status of its own"
	if grep -q '@ws .* vmm step=' "$scratch/out"; then
		[ "$status" = 1 ] || die "a failure that is none"
		expect_error 'worldswitch-vmm: [a-z-]*: '
		return
	fi
	while read -r cell; do
		grep -qE "@ws .* cell id=$cell verdict=(measured|skipped|failed|timed-out|crashed) " "$scratch/out" ||
			die "no end of $cell"
	done < <(sed -nE 's/^@ws .* benchmark id=([^ ]*) state=present$/\1/p' "$scratch/out" | sort -u)
	tail -n 1 "$scratch/out" | matches '@ws .* end cells=' || die "the guest did not end"
}

# domain COMMAND: the file's command runs until the domain's last record is in $scratch/out.
domain() {
	local emulator
	timeout 600 sh "$1" </dev/null >"$scratch/console" 2>"$scratch/err" &
	emulator=$!
	wait_until 500 grep -q '@ws .* end cells=' "$scratch/console"
	kill $emulator
	tr -d '\r' <"$scratch/console" >"$scratch/out"
	values "$scratch/out" 20 null hypercall intc-trap virtual-ipi virtual-ipi-idle irq-completion
	grep -qE 'benchmark id=io-out state=absent reason=no clock that two domains share$' "$scratch/out" ||
		die "a domain cannot tell the time of another"
}

# xen_line TARGET: its command line is in $scratch/line, without the tracer.
xen_line() {
	"$program" run "$1" -n 20 --dry-run 2>"$scratch/err" | sed 's| -plugin .*||' >"$scratch/line" ||
		die "no command line of $1"
}

test_timed_domain_of_xen_x86_64() {
	xen_line x86_64/xen
	sed 's|ws.iterations=20|& ws.clock=1|' "$scratch/line" >"$scratch/command"
	domain "$scratch/command"
}

# Xen on ARM has no PMU for its domains, and does not say so.
test_timed_domain_of_xen_arm64() {
	local tree
	xen_line arm64/xen
	tree=$(grep -o '[^ ]*\.dtb' "$scratch/line")
	python3 - "$tree" "$scratch/timed.dtb" <<-'END'
		import sys
		# A word of the same length: the tree's sizes stay.
		blob = open(sys.argv[1], "rb").read()
		old = b"null,hypercall,intc-trap,virtual-ipi,virtual-ipi-idle,irq-completion,vm-switch,io-out,io-out-exit,io-in,io-in-idle"
		new = b"null,hypercall,intc-trap,virtual-ipi,virtual-ipi-idle,irq-completion,io-out ws.clock=1"
		assert blob.count(old) == 1
		open(sys.argv[2], "wb").write(blob.replace(old, new.ljust(len(old))))
	END
	sed "s|$tree|$scratch/timed.dtb|" "$scratch/line" >"$scratch/command"
	domain "$scratch/command"
	! grep -q pmccntr "$scratch/out" || die "there is no PMU"
}
