# shellcheck shell=bash disable=SC2154,SC2034
# SPDX-License-Identifier: GPL-2.0-or-later
# docs/ci/: the gate on real kernels, and both recipes step by step as their services run them. Stand-ins are for
# what is the service's or takes an hour: packages, the comment, the checkout and build of worldswitch, and the
# kernel's build, which copies a ready Image.

# gate IMAGE IMAGE ARGUMENT...: as run does.
gate() {
	status=0
	WORLDSWITCH=${worldswitch:-$program} docs/ci/gate.sh -o "$scratch/results" "$@" >"$scratch/out" 2>"$scratch/err" ||
		status=$?
}

test_the_gate_passes_the_same_kernel() {
	mkdir "$scratch/base" "$scratch/new"
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/base/Image"
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/new/Image"
	gate "$scratch/base/Image" "$scratch/new/Image" arm64/kvm-vhe -b hypercall,io-in -n 20
	expect_status 0
	expect_output '^\*\*worldswitch passes\*\*: 2 same'
	tests/schema.sh "$scratch"/results/{base,new}.json
	grep -q '<html' "$scratch/results/report.html" || die "no report"
	[ ! -e "$scratch/results/explanation.txt" ] || die "there is nothing to explain"
}

# The base is measured as if it were built without mitigations: one path is longer in the new one.
test_the_gate_names_the_function_that_costs_more() {
	local cell=arm64/kvm-nvhe/hypercall
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/base.img"
	cp "$scratch/base.img" "$scratch/new.img"
	cat >"$scratch/worldswitch" <<-END
		#!/bin/sh
		case "\$*" in run*base.img*) exec "$program" "\$@" --append mitigations=off ;; esac
		exec "$program" "\$@"
	END
	chmod +x "$scratch/worldswitch"
	worldswitch=$scratch/worldswitch
	gate "$scratch/base.img" "$scratch/new.img" arm64/kvm-nvhe -b hypercall -n 20
	expect_status 1
	expect_output "^\| $cell \| .* \*\*regressed\*\*"
	sed -n '/^function/{n;p;q}' "$scratch/results/explanation.txt" |
		matches '^__kvm_nvhe___bp_harden_hyp_vecs  .* - +([1-9][0-9]*) +\+\1$' || die "another function comes first"
	expect_output '^__kvm_nvhe___bp_harden_hyp_vecs  .* \+[1-9][0-9]*$'
}

# Each kernel is a file of its own, and each explained with its own.
test_the_gate_compares_two_kernels() {
	mkdir "$scratch/base" "$scratch/new"
	cp "$(kernel_of arm64/kvm-vhe --suite bookworm)" "$scratch/base/Image"
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/new/Image"
	gate "$scratch/base/Image" "$scratch/new/Image" arm64/kvm-vhe -b hypercall -n 20
	expect_status 1
	grep '^sum' "$scratch/results/explanation.txt" | tr -d , | awk '{ print $2, $3 }' | matches \
		"^$(field "$scratch/results/base.json" arm64/kvm-vhe/hypercall value) $(field "$scratch/results/new.json" arm64/kvm-vhe/hypercall value)$" ||
		die "other sums"
}

test_the_gate_says_what_it_cannot_measure() {
	gate
	expect_status 2
	grep -q '^Usage: docs/ci/gate.sh ' "$scratch/err" || die "no usage"
	echo nothing >"$scratch/Image"
	gate "$scratch/Image" "$scratch/Image"
	expect_status 4
	grep -q 'is not an arm64 Linux kernel' "$scratch/err" || die "no reason"
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/Image"
	gate -p much "$scratch/Image" "$scratch/Image" arm64/kvm-vhe -b null -n 20
	expect_status 2
}

# Whichever of its files that is: 1 would be a regression.
test_the_gate_says_what_it_cannot_write() {
	worldswitch=$scratch/worldswitch
	printf '#!/bin/sh\n[ "$1" != compare ] || mkdir "%s/results/comment.md"\n' "$scratch" >"$worldswitch"
	chmod +x "$worldswitch"
	gate -o /proc/nope "$scratch/base.img" "$scratch/new.img"
	expect_status 4
	gate "$scratch/base.img" "$scratch/new.img"
	expect_status 4
	grep -q 'comment.md: Is a directory' "$scratch/err" || die "no reason"
	gate "$scratch/base.img" "$scratch/new.img"
	expect_status 4
	rmdir "$scratch/results/comment.md"
	printf '#!/bin/sh\n' >"$worldswitch"
	gate "$scratch/base.img" "$scratch/new.img"
	[ "$status" != 4 ] || die "what can be written cannot"
}

# stand_in NAME LINE...: a program of that name, first in PATH.
stand_in() {
	printf '#!/bin/bash\n' >"$scratch/bin/$1"
	printf '%s\n' "${@:2}" >>"$scratch/bin/$1"
	chmod +x "$scratch/bin/$1"
}

# kernel_tree FOLDER: two commits; the Image of each is the file that its Makefile copies.
kernel_tree() {
	local tree=$1 kernel
	git init -q "$tree"
	git -C "$tree" config user.email ci@example.org
	git -C "$tree" config user.name ci
	mkdir -p "$tree/scripts/kconfig"
	printf '#!/bin/sh\ngrep -q ^CONFIG_KVM=y "$4" && touch "$2/merged"\n' >"$tree/scripts/kconfig/merge_config.sh"
	chmod +x "$tree/scripts/kconfig/merge_config.sh"
	for kernel in base new; do
		{
			printf 'defconfig:\n\tmkdir -p $(O)/arch/arm64/boot && touch $(O)/.config\n'
			printf 'Image:\n\ttest -e $(O)/merged && test $(ARCH) = arm64 && cp %s $(O)/arch/arm64/boot/Image\n' "$scratch/$kernel"
			printf '\techo %s >>%s\n' "$kernel" "$scratch/built"
		} >"$tree/Makefile"
		git -C "$tree" add .
		git -C "$tree" commit -q -m $kernel
	done
}

service() { # TREE
	mkdir "$scratch/bin" "$scratch/job"
	cp "$(kernel_of arm64/kvm-vhe --suite bookworm)" "$scratch/base"
	cp "$(kernel_of arm64/kvm-vhe)" "$scratch/new"
	kernel_tree "$1"
	stand_in apt-get "echo apt-get \"\$@\" >>$scratch/calls"
	stand_in gh "echo gh \"\$@\" >>$scratch/calls" '[ "$4" != --edit-last ]'
	stand_in curl "printf '%s\n' curl \"\$@\" >>$scratch/calls"
	stand_in git "[ \"\$1\" = fetch ] && exit" "[ \"\$1\" = clone ] || exec $(command -v git) \"\$@\"" \
		"mkdir -p worldswitch/scripts && cp -r $top/docs worldswitch/ && ln -s $build worldswitch/build" \
		'ln -s /bin/true worldswitch/scripts/setup'
	stand_in make '[ "$1" = -C ] && [ "$2" = worldswitch ] && exit' "exec $(command -v make) \"\$@\""
	mkdir "$scratch/home"
	export XDG_CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}
	export HOME=$scratch/home MEASURE='arm64/kvm-vhe -b hypercall -n 20' WORLDSWITCH_URL=nowhere
}

# recipe FILE: every step, in $scratch/job.
recipe() {
	status=0
	PATH=$scratch/bin:$PATH python3 tests/recipe.py "docs/ci/$1" "$scratch/job" >"$scratch/out" 2>"$scratch/err" ||
		status=$?
	shellcheck "$scratch"/job/steps/*.sh
}

test_the_recipe_for_github() {
	service "$scratch/job/linux"
	recipe github.yml
	expect_status 1
	matches '^\*\*worldswitch fails\*\*: 1 regressed' <"$scratch/job/summary" || die "no summary"
	grep -q '^gh pr comment 7 --body-file results/comment.md$' "$scratch/calls" || die "no comment"
	[ "$(xargs <"$scratch/built")" = "base new" ] || die "other builds: $(cat "$scratch/built")"
	[ -s "$scratch/job/results/report.html" ] || die "no report"
	rm -rf "$scratch/job/worldswitch"
	FAIL_ABOVE=50 recipe github.yml
	expect_status 0
	[ "$(xargs <"$scratch/built")" = "base new" ] || die "built again: $(cat "$scratch/built")"
}

test_the_recipe_for_gitlab() {
	service "$scratch/job"
	local project=$scratch/job
	CI_PROJECT_DIR=$project CI_MERGE_REQUEST_DIFF_BASE_SHA=$(git -C "$project" rev-parse HEAD^1) \
		CI_COMMIT_SHA=$(git -C "$project" rev-parse HEAD) WORLDSWITCH_TOKEN=token CI_API_V4_URL=api CI_PROJECT_ID=1 \
		CI_MERGE_REQUEST_IID=7 recipe gitlab.yml
	expect_status 1
	[ "$(xargs <"$scratch/built")" = "base new" ] || die "other builds: $(cat "$scratch/built")"
	grep -qx 'api/projects/1/merge_requests/7/notes' "$scratch/calls" || die "no comment"
	grep -qx 'body@results/comment.md' "$scratch/calls" || die "no body"
}

# Every package that a recipe asks for is one.
test_the_packages_of_recipes_exist() {
	sed -n 's/.*apt-get .* install --no-install-recommends //p' docs/ci/*.yml | tr ' ' '\n' | sort -u >"$scratch/wanted"
	apt-cache pkgnames | sort >"$scratch/known"
	[ -s "$scratch/wanted" ] || die "no packages"
	comm -23 "$scratch/wanted" "$scratch/known" >"$scratch/out"
	[ ! -s "$scratch/out" ] || die "no such packages"
}
