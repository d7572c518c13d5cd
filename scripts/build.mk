# SPDX-License-Identifier: GPL-2.0-or-later
# The developer's verbs that are scripts (check, bench, lint, format), and install.

.PHONY: check bench lint format
check:
	scripts/check

bench: all
	scripts/bench $(BUILD)

lint:
	scripts/lint

format:
	scripts/lint rewrite

# As the program finds them (lab/paths.c): bin/worldswitch, and what it needs in lib/worldswitch.
PREFIX  ?= /usr/local
DESTDIR ?=
INSTALL := install -m 644 -D

INSTALLED_PARTS := $(PROBE_ARCHS:%=probe/%/probe.img) vmm/*/worldswitch-vmm \
                   dom0/*/worldswitch-dom0 tracer/worldswitch-tracer.so

.PHONY: install uninstall
install: all
	install -m 755 -D $(BUILD)/worldswitch $(DESTDIR)$(PREFIX)/bin/worldswitch
	cd $(BUILD) && for part in $(INSTALLED_PARTS); do \
		mode=644; case $$part in vmm/* | dom0/*) mode=755 ;; esac; \
		install -m $$mode -D $$part $(abspath $(DESTDIR)$(PREFIX))/lib/worldswitch/$$part || exit; \
	done
	$(INSTALL) -t $(DESTDIR)$(PREFIX)/share/man/man1 $(BUILD)/man/*.1
	$(INSTALL) -t $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(BUILD)/completion/worldswitch
	$(INSTALL) -t $(DESTDIR)$(PREFIX)/share/doc/worldswitch README.md docs/*.md docs/*.json
	cp -r docs/ci docs/pictures $(DESTDIR)$(PREFIX)/share/doc/worldswitch/

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/lib/worldswitch $(DESTDIR)$(PREFIX)/share/doc/worldswitch
	rm -f $(DESTDIR)$(PREFIX)/bin/worldswitch \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/worldswitch \
		$(DESTDIR)$(PREFIX)/share/man/man1/worldswitch*.1
