# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# Who may measure: any user with the right to /dev/kvm that its group has, and nothing else. Another one is told
# what to do about it.

vmm=$build/vmm/$(uname -m | sed s/aarch64/arm64/)/worldswitch-vmm

# as_user GROUP COMMAND...: without any of root's rights, in this group alone (no GROUP: ''), from a folder of
# its own; its status, output and errors as `run` has them, and how long it took in $seconds.
as_user() {
	local groups=(--clear-groups) begun=$SECONDS
	[ -z "$1" ] || groups=("--groups=$1")
	shift
	[ -d "$scratch/home" ] || install -d -m 700 -o 65534 -g 65534 "$scratch/home"
	status=0
	(cd "$scratch/home" && HOME=$scratch/home XDG_DATA_HOME=$scratch/home/data exec setpriv --reuid=65534 \
		--regid=65534 "${groups[@]}" --no-new-privs --inh-caps=-all --bounding-set=-all "$@") \
		>"$scratch/out" 2>"$scratch/err" || status=$?
	seconds=$((SECONDS - begun))
}

# The machine and the build can show it.
begin_users() {
	[ -e /dev/kvm ] || skip "no /dev/kvm"
	[ "$(id -u)" = 0 ] || skip "to be another user takes root"
	chmod 755 "$scratch"
	cp "$vmm" "$scratch/worldswitch-vmm"
	chmod 755 "$scratch/worldswitch-vmm"
	as_user '' test -x "$program"
	[ "$status" = 0 ] || skip "the build is in a folder that other users cannot enter"
}

# The group that /dev/kvm is for, where it can run a guest at all.
begin_group() {
	[[ $(stat -c %A /dev/kvm) == ????rw* ]] || skip "no group has /dev/kvm"
	group=$(stat -c %g /dev/kvm)
	[ "$group" != 0 ] || skip "/dev/kvm is of root's group"
	"$vmm" -b null,intc-trap >/dev/null 2>&1 || skip "this machine's /dev/kvm cannot run a guest"
}

test_group_kvm_is_enough() {
	begin_users
	begin_group
	as_user "$group" "$scratch/worldswitch-vmm" -b null,intc-trap -f json -S samples.csv
	expect_status 0
	[ "$(cells "$scratch/out" | grep -c '"verdict": "measured"')" = 2 ] || die "not both cells are measured"
	head -n 1 "$scratch/home/samples.csv" | matches '^cell,kind,index' || die "no samples"
	as_user "$group" "$program" run host -b null,intc-trap --format json -o result.json
	expect_status 0
	tests/schema.sh "$scratch/home/result.json"
	[ "$(cells "$scratch/home/result.json" | grep -c '"verdict": "measured"')" = 2 ] ||
		die "not both cells are measured"
	as_user "$group" "$program" run host -b null --tune
	expect_status 4
	expect_error '--tune takes root'
}

test_without_the_group_one_line_says_so() {
	begin_users
	[[ $(stat -c %A /dev/kvm) != ???????rw* ]] || skip "everybody has /dev/kvm"
	local command
	for command in "$scratch/worldswitch-vmm" "$scratch/worldswitch-vmm -f json" "$program run host"; do
		# shellcheck disable=SC2086 # words
		as_user '' $command
		expect_status 4
		expect_error '/dev/kvm is forbidden: .usermod -aG kvm USER'
		[ "$(wc -l <"$scratch/err")" = 1 ] || die "$command: not one line"
		[ ! -s "$scratch/out" ] || die "$command: a table of nothing"
		# At once on an idle machine: this bound is for one that waits, not for a loaded machine.
		[ "$seconds" -le 50 ] || die "$command: it took $seconds s"
	done
	as_user '' "$program" doctor host
	expect_status 1
	tr -s ' \n' ' ' <"$scratch/out" | matches 'usermod -aG kvm USER' || die "no advice"
}
