# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-2.0-or-later
# Emulated servers with users, files and a shell, in which a test does what is done on real ones: Debian's
# kernel and KVM's modules as the lab has them, and Debian's busybox (tests/servers/init).

# server_image SESSION FILE...: an initial file system, $scratch/server.cpio, whose init runs the session, a
# file in the language of the shell; the files are in the user's home. The kernel takes it behind another one.
server_image() {
	local session=$1 root=$scratch/root busybox=$build/tests/servers/$arch/busybox
	shift
	[ -x "$busybox" ] || die "no $busybox: make test-servers"
	mkdir -p "$root"/{bin,dev,etc,home/user,proc,sbin,sys,tmp}
	chmod 1777 "$root/tmp"
	chmod 777 "$root/home/user"
	cp "$busybox" "$root/bin/busybox"
	ln -s busybox "$root/bin/sh"
	cp "$top/tests/servers/init" "$root/sbin/init"
	cp "$session" "$root/etc/session"
	cp "$@" "$root/home/user"
	printf '%s\n' root:x:0:0::/:/bin/sh user:x:1000:1000::/home/user:/bin/sh \
		stranger:x:1001:1001::/home/user:/bin/sh >"$root/etc/passwd"
	printf '%s\n' root:x:0: kvm:x:104:user user:x:1000: stranger:x:1001: >"$root/etc/group"
	(cd "$root" && find . | sort | cpio --quiet -o -H newc --owner 0:0 --reproducible) >"$scratch/server.cpio"
}

# server_line TARGET OPTION...: the emulator's command line of the lab for it, without the tracer, into
# $scratch/line. What init is told is the words behind " -- ".
server_line() {
	"$program" run "$@" -n 1 --dry-run >"$scratch/line" 2>"$scratch/err" || die "no command line of $*"
	sed -i "s| -fw_cfg '[^']*'||; s| -plugin .*||" "$scratch/line"
}

# server_run SECONDS: the emulator of $scratch/command, where the image's init is what Linux starts.
server_run() {
	grep -q ' rdinit=/sbin/init' "$scratch/command" || die "the lab's command line is no longer what it was"
	timeout "$1" sh "$scratch/command" </dev/null 2>>"$scratch/err" | tr -d '\r' >"$scratch/console" ||
		die "the emulator's exit status is $?"
}

# server_boot SECONDS TARGET OPTION...: boots the image of before on the lab's machine until it turns itself
# off; its console goes to $scratch/console.
server_boot() {
	local limit=$1
	shift
	server_line "$@"
	cat "$(words_after -initrd <"$scratch/line")" "$scratch/server.cpio" >"$scratch/initrd"
	sed -E "s# -initrd ('[^']*'|[^' ])+# -initrd '$scratch/initrd'#; s| -- --lab'| quiet rdinit=/sbin/init'|" \
		"$scratch/line" >"$scratch/command"
	server_run "$limit"
}

# received FILE: what the server sent of it.
received() {
	sed -n "/^@begin $1\$/,/^@end $1\$/p" "$scratch/console" | sed '1d;$d' | base64 -d | gzip -d
}
