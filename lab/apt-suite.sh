#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Usage: apt-suite.sh SUITE...
#
# Prints an apt source (deb822 form) for other suites of the Debian archive that this machine already
# uses: its own entry with only the suite's name changed, so that mirror, proxy and keyring stay the
# owner's choice. Both of apt's forms are read: deb822 (.sources) and one-line (.list).
set -eu

[ $# -gt 0 ] || { echo "usage: apt-suite.sh SUITE..." >&2; exit 2; }
etc=${APT_ETC:-/etc/apt}
# shellcheck source=/dev/null
codename=$(. "${OS_RELEASE:-/etc/os-release}" && echo "${VERSION_CODENAME:-}")
[ -n "$codename" ] || { echo "apt-suite: no VERSION_CODENAME in os-release: not Debian?" >&2; exit 1; }

files=
for file in "$etc"/sources.list.d/*.sources "$etc"/sources.list "$etc"/sources.list.d/*.list; do
	if [ -r "$file" ]; then files="$files $file"; fi
done

# shellcheck disable=SC2086 # the file names are apt's own: no spaces (sources.list(5))
entry=$(awk -v codename="$codename" '
	function forget() { uris = suites = key = trusted = last = ""; types = ""; off = 0 }
	function has(list, word,  part, count, i) {
		count = split(list, part, " ")
		for (i = 1; i <= count; i++) if (part[i] == word) return 1
		return 0
	}
	function flush() {
		if (!found && !off && has(types, "deb") && has(suites, codename) && uris != "") {
			found = 1
			print "URIs:" uris
			if (key != "") print "Signed-By:" key
			if (trusted != "") print "Trusted: " trusted
		}
		forget()
	}
	FNR == 1 { flush(); deb822 = (FILENAME ~ /\.sources$/) }
	/^[ \t]*#/ { next }
	deb822 && /^[ \t]*$/ { flush(); next }
	deb822 && /^[ \t]/ { if (last == "signed-by") key = key "\n" $0; else if (last == "uris") uris = uris $0; next }
	deb822 {
		colon = index($0, ":"); last = tolower(substr($0, 1, colon - 1)); value = substr($0, colon + 1)
		if (last == "types") types = value
		else if (last == "uris") uris = value
		else if (last == "suites") suites = value
		else if (last == "signed-by") key = value
		else if (last == "trusted") trusted = value
		else if (last == "enabled" && value ~ /no/) off = 1
		next
	}
	$1 == "deb" {
		line = $0; options = ""
		if (match(line, /\[[^]]*\]/)) {
			options = substr(line, RSTART + 1, RLENGTH - 2)
			line = substr(line, 1, RSTART - 1) substr(line, RSTART + RLENGTH)
		}
		split(line, word, " "); types = "deb"; uris = " " word[2]; suites = word[3]
		count = split(options, option, " ")
		for (i = 1; i <= count; i++) {
			if (option[i] ~ /^signed-by=/) key = " " substr(option[i], 11)
			if (option[i] ~ /^trusted=/) trusted = substr(option[i], 9)
		}
		flush()
	}
	END { flush() }
' $files /dev/null)

[ -n "$entry" ] || { echo "apt-suite: no source for '$codename' in $etc: add one" >&2; exit 1; }
printf 'Types: deb\n%s\nSuites: %s\nComponents: main\n' "$entry" "$*"
