# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# The probe as a domain that xl makes: how every end of a run is the domain's, with an xl that only pretends,
# and on an emulated Xen server with the real one.

source tests/e2e/server_image.bash

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
		create) cp "\$3" config && cp "\$3" "domains/\$(sed -n 's/^name="\(.*\)"$/\1/p' "\$3")" ;;
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

test_xl_cpus_that_are_asked_for() {
	pretend_xl
	run run host --via xl --timeout 1 --cpus 700,2
	expect_error 'xl did not end within'
	matches '^cpus=\["700", "2"\]$' <"$scratch/config" || die "not on the CPUs: $(cat "$scratch/config")"
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

# xen_image: an image for a Dom0 whose packages are the lab's, of the release that this machine runs, with what
# the lab's own Dom0 has no use for: the program and its libraries, and xl's own program for consoles.
xen_image() {
	local root=$scratch/root file
	mkdir -p "$root/toolstack" "$root/usr/lib" "$root/home/user/probe/x86_64"
	cp -r "$build"/tests/servers/x86_64/xen-* "$root/usr/lib"
	while read -r file; do cp -L "$file" "$root/toolstack"; done < <(
		LC_ALL=C ldd "$program" | sed -nE 's/^(.* => |[ \t]*)(\/[^ ]*) \(.*/\2/p')
	cp "$build/probe/x86_64/probe.img" "$root/home/user/probe/x86_64"
	server_image "$scratch/session" "$program"
}

# Brings Xen's tools up, as Debian's xen-utils-common does.
xen_session() {
	cat <<-'END'
		export HOME=/home/user PATH=/bin:/toolstack:/home/user
		cd "$HOME"
		mkdir -p /etc/xen /run/xen /run/xenstored /run/lock /var/lib/xen /var/lib/xenstored /var/log/xen /dev/pts
		ln -s toolstack /lib
		ln -s toolstack /lib64
		ln -s /run /var/run
		ln -s /run/lock /var/lock
		mount -t xenfs xenfs /proc/xen
		mount -t devpts devpts /dev/pts
		echo autoballoon=0 >/etc/xen/xl.conf
		xenstored && xen-init-dom0 && xenconsoled
		domains() { xl list | tail -n +2 | wc -l; }
		until_there_are() { while [ "$(domains)" != "$1" ]; do usleep 100000; done; }
	END
}

# xen_boot SECONDS: the image of before as Dom0 of the lab's Xen, as server_boot does it.
xen_boot() {
	local base
	server_line x86_64/xen --dom0 linux --suite "$(release)"
	base=$(sed -n 's/.*,\([^ ,]*\.cpio\).*/\1/p' "$scratch/line")
	cat "$base" "$scratch/server.cpio" >"$scratch/initrd"
	sed "s|,$base'| rdinit=/sbin/init,$scratch/initrd'|" "$scratch/line" >"$scratch/command"
	server_run "$1"
}

# The suite of this machine's packages, whose libraries the program has.
# shellcheck source=/dev/null
release() { (. /etc/os-release && echo "$VERSION_CODENAME"); }

# Everything with one server: it takes most of the time to come up.
test_xl_on_a_server() {
	[ "$(uname -m)" = x86_64 ] || skip "the emulated server runs this machine's program, and is an x86-64 one"
	compgen -G "$build/tests/servers/x86_64/xen-*" >/dev/null ||
		skip "nobody has said which Xen is in $(release): tests/servers/build.mk"
	arch=x86_64
	{ xen_session && cat; } >"$scratch/session" <<-'END'
		worldswitch run host --via xl -n 20 -o result.json --samples samples.csv >/dev/null 2>errors
		echo "@measured $? $(domains) $(ls /tmp | wc -l)"
		send result.json samples.csv

		# By hand, as docs/anywhere.md has it.
		worldswitch probe extract x86_64 -o guest
		cat >config <<-CONFIG
			name="byhand"
			type="pvh"
			kernel="$PWD/guest"
			cmdline="ws.clock=1 ws.iterations=20"
			memory=64
			vcpus=2
		CONFIG
		xl create -e -p config
		xl console byhand >console.log </dev/null &
		xl unpause byhand
		until grep -q 'end cells=' console.log; do usleep 100000; done
		xl destroy byhand
		send console.log

		# A kill while a domain runs.
		worldswitch run host --via xl -n 100000 -o killed.json >/dev/null 2>errors &
		until_there_are 2
		kill -9 $!
		until_there_are 1
		while [ -n "$(ls /tmp)" ]; do usleep 100000; done
		echo "@killed $(domains) $(ls /tmp | wc -l)"

		# What xl cannot make a domain of; and an xl that no Xen answers.
		mkdir -p bad/probe/x86_64
		echo none >bad/probe/x86_64/probe.img
		WORLDSWITCH_LIBDIR=$PWD/bad worldswitch run host --via xl 2>errors
		echo "@refused $? $(domains) $(ls /tmp | wc -l)"
		rm -r /dev/xen
		umount -l /proc/xen
		worldswitch run host --via xl 2>>errors
		echo "@alone $?"
		cat errors
	END
	xen_image
	xen_boot 220
	check_server
}

check_server() {
	local said
	for said in 'measured 0 1 0' 'killed 1 0' 'refused 4 1 0' 'alone 4'; do
		matches "^@$said\$" <"$scratch/console" || die "not $said: $(tail -n 40 "$scratch/console")"
	done
	matches '^worldswitch: xl cannot create a domain: .*error:' <"$scratch/console" || die "xl's reason is missing"
	matches '^worldswitch: xl does not work here, .*Dom0.*: .*rivileged' <"$scratch/console" || die "no reason"
	received result.json >"$scratch/result.json"
	timed_document "$scratch/result.json"
	cells_are measured "${alone[@]}"
	cells_are absent vm-switch io-out io-out-exit io-in io-in-idle
	[ "$(field "$scratch/result.json" host/io-out reason)" = "no clock that two domains share" ] || die "no reason"
	python3 - "$scratch/result.json" <<-'END'
		import json, sys
		result = json.load(open(sys.argv[1]))
		properties = result["target"]["properties"]
		for name, value in {"via": "xl", "hypervisor": "xen", "accelerator": "tcg", "xen-scheduler": "credit2",
				"clock": "tsc", "architecture": "x86_64"}.items():
		    assert properties.get(name) == value, (name, properties)
		xen = [part for part in result["environment"]["components"] if part["role"] == "hypervisor"]
		assert xen[0]["name"] == "xen" and xen[0]["version"][:2] == "4.", xen
	END
	received samples.csv >"$scratch/samples"
	[ "$(grep -c '^hypercall,sample,' "$scratch/samples")" = 20 ] || die "not 20 raw samples"
	received console.log >"$scratch/console.log"
	run parse "$scratch/console.log" --format json -o "$scratch/result.json"
	expect_status 0
	timed_document "$scratch/result.json"
	cells_are measured "${alone[@]}"
	values "$scratch/console.log" 20 "${alone[@]}"
}

# What a domain measures without another one.
alone=(null hypercall intc-trap virtual-ipi virtual-ipi-idle irq-completion)
