# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The probe as a domain that xl makes: how every end of a run is the domain's, with an xl that only pretends,
# and on an emulated Xen server with the real one.

# An xl in PATH whose domains are files in $scratch/domains, in the state that $scratch/state has. Its consoles
# are silent; $scratch/fails names what it does not do, and what it says then.
pretend_xl() {
	mkdir -p "$scratch/bin" "$scratch/domains" "$scratch/tmp"
	export TMPDIR=$scratch/tmp PATH=$scratch/bin:$PATH
	echo r----- >"$scratch/state"
	mkfifo "$scratch/console"
	cat >"$scratch/bin/xl" <<-END
		#!/bin/sh
		cd "$scratch" || exit 1
		echo "\$*" >>calls
		if [ -e "fails-\$1" ]; then cat "fails-\$1" >&2; exit 1; fi
		case \$1 in
		info) printf '%-23s: %s\n' xen_version 4.17.5 xen_scheduler credit2 ;;
		cpupool-list) printf 'Name               CPU list\nPool-0             0,1,2,3\n' ;;
		create) cp "\$3" "domains/\$(sed -n 's/^name="\(.*\)"$/\1/p' "\$3")" ;;
		list | domid) [ -e "domains/\$2" ] && printf 'Name ID Mem VCPUs State Time(s)\n%s 7 64 2 %s 0.1\n' "\$2" "\$(cat state)" ;;
		console) exec cat console ;;
		destroy) rm "domains/\$2" ;;
		esac
	END
	chmod +x "$scratch/bin/xl"
}

is_under_way() { grep -q '^console ' "$scratch/calls" 2>/dev/null; }
left() { find "$scratch/domains" "$scratch/tmp" -mindepth 1; }
nothing_is_left() { [ -z "$(left)" ]; }
nothing_was_left() { nothing_is_left || die "something is left: $(left)"; }

test_xl_that_is_missing() {
	mkdir "$scratch/bin"
	status=0
	PATH=$scratch/bin "$program" run host --via xl >"$scratch/out" 2>"$scratch/err" || status=$?
	expect_status 4
	expect_error 'xl is not installed.*Dom0 of a Xen server'
	[ ! -s "$scratch/out" ] || die "there is a table of nothing"
}

# What Xen's tools of Debian say on a machine without Xen.
test_xl_outside_of_dom0() {
	pretend_xl
	echo "ERROR:  Can't find hypervisor information in sysfs!" >"$scratch/fails-info"
	run run host --via xl
	expect_status 4
	expect_error "xl does not work here, .*Dom0.*: ERROR:  Can't find hypervisor information"
	[ "$(cat "$scratch/calls")" = info ] || die "it went on"
}

test_xl_that_makes_no_domain() {
	pretend_xl
	printf '%s\n' "Parsing config from x" "libxl: error: libxl_create.c:1: not enough memory" more >"$scratch/fails-create"
	run run host --via xl
	expect_status 4
	expect_error 'xl cannot create a domain: libxl: error: libxl_create.c:1: not enough memory$'
	nothing_was_left
}

test_xl_domain_that_is_asked_for() {
	local vcpus='cpus=\["3", "0"\]'
	pretend_xl
	"$program" run host --via xl -b hypercall -n 30 >"$scratch/out" 2>"$scratch/err" &
	local run=$!
	wait_until 20 is_under_way
	local config
	config=$(echo "$scratch"/domains/worldswitch-*)
	local line
	for line in 'type="pvh"' "kernel=\"$build/probe/.*/probe.img\"" 'vcpus=2' "$vcpus" \
		'cmdline="ws.clock=1 ws.benchmarks=(null,)?hypercall ws.iterations=30"' "name=\"${config##*/}\""; do
		matches "^$line\$" <"$config" || die "the configuration is without $line: $(cat "$config")"
	done
	kill -INT "$run"
	wait "$run" || true
	nothing_was_left
}

# A signal ends the run when the domain is gone; a kill cannot be waited for, and somebody destroys it.
test_xl_leaves_no_domain() {
	local signal
	for signal in INT TERM HUP KILL; do
		pretend_xl
		"$program" run host --via xl >"$scratch/out" 2>"$scratch/err" &
		local run=$!
		wait_until 20 is_under_way
		! nothing_is_left || die "there is no domain"
		kill "-$signal" "$run"
		status=0
		wait "$run" || status=$?
		[ "$status" -gt 128 ] || die "status $status after $signal"
		[ "$signal" = KILL ] || [ "$signal" = HUP ] || nothing_was_left
		wait_until 10 nothing_is_left
		rm -rf "$scratch/console" "$scratch/calls"
	done
}

test_xl_run_that_is_over_time() {
	pretend_xl
	run run host --via xl -b hypercall --timeout 1
	expect_status 4
	expect_error 'xl did not end within 1 seconds'
	nothing_was_left
}

# A domain that has crashed is not waited for until the time is up.
test_xl_domain_that_dies() {
	pretend_xl
	echo ----c- >"$scratch/state"
	run run host --via xl -b hypercall --timeout 100
	expect_status 4
	expect_error 'the domain ended, and did not say why'
	nothing_was_left
}

test_xl_domain_that_stays() {
	pretend_xl
	echo "libxl: error" >"$scratch/fails-destroy"
	run run host --via xl --timeout 1
	grep -qE 'warning: the domain may still be there: .*xl destroy worldswitch-' "$scratch/err" || die "nobody says so"
}

test_xl_options_that_make_no_sense() {
	run run host --via xl --accel tcg
	expect_status 2
	run run host --via xl --tune
	expect_status 2
	run run ssh://server --via xl
	expect_status 2
	run run host --via xm
	expect_status 2
	expect_error 'vmm, qemu or xl'
}
