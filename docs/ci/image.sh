#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Usage: docs/ci/image.sh TREE COMMIT IMAGE [FRAGMENT...]
#
# The arm64 Image of a commit of a kernel tree: defconfig with kernel.config and the user's own fragments. Made
# in TREE/worldswitch-build, whichever commit, so that a second one builds only what differs. The same sources
# give the same bytes: the compiler, not the day, decides. An Image that is there is kept where IMAGE.made says
# that it is of this commit, this configuration and this compiler.
set -euo pipefail

[ $# -ge 3 ] || {
	sed -n '3s/^# //p' "$0" >&2
	exit 2
}
tree=$1
commit=$2
image=$3
shift 3
fragments=("$(dirname "$(realpath "$0")")/kernel.config")
for fragment; do fragments+=("$(realpath "$fragment")"); done
export ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- LOCALVERSION=
export KBUILD_BUILD_TIMESTAMP='1970-01-01 00:00:00' KBUILD_BUILD_USER=ci KBUILD_BUILD_HOST=ci KBUILD_BUILD_VERSION=1
mkdir -p "$(dirname "$image")"
image=$(realpath "$(dirname "$image")")/$(basename "$image")
made=$(
	git -C "$tree" rev-parse "$commit^{commit}"
	cat "$0" "${fragments[@]}" | sha256sum
	"${CROSS_COMPILE}gcc" --version | sed -n 1p
)
if [ -e "$image" ] && [ "$(cat "$image.made" 2>/dev/null)" = "$made" ]; then exit 0; fi

rm -f "$image.made"
cd "$tree"
git checkout --quiet --detach "$commit"
make -s O=worldswitch-build defconfig
scripts/kconfig/merge_config.sh -O worldswitch-build worldswitch-build/.config "${fragments[@]}"
make -s O=worldswitch-build -j"$(nproc)" Image
cp worldswitch-build/arch/arm64/boot/Image "$image.part"
mv "$image.part" "$image"
printf '%s\n' "$made" >"$image.made"
