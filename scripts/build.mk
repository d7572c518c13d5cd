# SPDX-License-Identifier: GPL-2.0-or-later
# The developer's verbs that are scripts: check, bench, lint, format.

.PHONY: check bench lint format
check:
	scripts/check

bench: all
	scripts/bench $(BUILD)

lint:
	scripts/lint

format:
	git ls-files --cached --others --exclude-standard '*.c' '*.h' | xargs grep -LE '^[ \t]*\.macro' | \
		xargs clang-format -i
