# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# What others install: below a prefix of their own, and as a Debian package.

# measures PROGRAM: it finds its parts, wherever it is.
measures() {
	program=$1
	run run arm64/native -b null -n 10 -o "$scratch/installed.json"
	expect_status 0
	tests/schema.sh "$scratch/installed.json"
}

test_installed_program_finds_its_parts() {
	make -s BUILD="$build" install PREFIX="$scratch/root"
	measures "$scratch/root/bin/worldswitch"
	for command in '' -run -explain -help; do
		mandoc -T lint -W warning "$scratch/root/share/man/man1/worldswitch$command.1"
	done
	bash -n "$scratch/root/share/bash-completion/completions/worldswitch"
	make -s BUILD="$build" uninstall PREFIX="$scratch/root"
	[ -z "$(find "$scratch/root" -type f)" ] || die "uninstall leaves files: $(find "$scratch/root" -type f)"
}

test_installation_goes_below_destdir() {
	make -s BUILD="$build" install DESTDIR="$scratch/stage" PREFIX=/usr
	[ -x "$scratch/stage/usr/bin/worldswitch" ] || die "no program below DESTDIR"
	measures "$scratch/stage/usr/bin/worldswitch"
}

# Source and binary package, from the files of this tree alone; lintian finds no error in either.
test_debian_package_builds_and_is_clean() {
	mkdir "$scratch/worldswitch"
	git ls-files --cached --others --exclude-standard -z | xargs -0 cp --parents -t "$scratch/worldswitch"
	(cd "$scratch/worldswitch" && dpkg-buildpackage -us -uc -j2) >"$scratch/log" 2>&1 ||
		die "dpkg-buildpackage: $(tail -n 20 "$scratch/log")"
	lintian --allow-root --fail-on error --tag-display-limit 0 "$scratch"/worldswitch_*.changes ||
		die "lintian finds errors"
	dpkg-deb -x "$scratch"/worldswitch_*.deb "$scratch/root"
	measures "$scratch/root/usr/bin/worldswitch"
	[ "$("$program" --version)" = "worldswitch $(dpkg-parsechangelog -S Version)" ] ||
		die "the package has another version than the program"
}
