# `make help` lists what there is. Every target can be run again at any time and does only what is left to do.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

export PYTHONPATH := lib:.
PYTHON := .venv/bin/python
PYTHON_TREES := lib/common functions $(wildcard local bench deploy tests)
WEB_SOURCES := $(wildcard web/index.html web/*.ts web/*.json) $(shell find web/src web/public -type f 2>/dev/null)
NPM_CI := npm ci --silent --no-audit --no-fund

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[^ ]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##
.PHONY: up
up: .venv emulator web/dist/.stamp ## Run all of it on this machine, at http://127.0.0.1:8080
	@$(PYTHON) -m local

.PHONY: test
test: .venv deployer emulator chromium strace web/dist/.stamp ## Every test, those in Chromium included
	@$(PYTHON) -m pytest $(PYTEST)
	@npm --prefix web run --silent test

.PHONY: check
check: .venv web ## Format, lint, types, import contracts and drift
	@$(MAKE) -j2 --output-sync=target check-python check-web

.PHONY: check-python
check-python: .venv
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/ruff check --quiet
	@.venv/bin/mypy $(PYTHON_TREES)
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) -m deploy.generate --check

.PHONY: check-web
check-web: web
	@npm --prefix web run --silent generate -- --check
	@npm --prefix web run --silent lint
	@npm --prefix web run --silent typecheck

.PHONY: generate
generate: .venv web ## Write what derives from the contracts
	@$(PYTHON) -m deploy.generate
	@npm --prefix web run --silent generate

PAYMENT_TESTS := $(addprefix tests/money/test_,late_cancel.py deposits.py attendance.py moving.py refunds.py cards.py pay_link.py)

.PHONY: test-stripe
test-stripe: .venv ## The payment tests against Stripe itself, with STRIPE_TEST_KEY=sk_test_… in the environment
	@case "$${STRIPE_TEST_KEY:-}" in \
		"") echo "Skipped: STRIPE_TEST_KEY isn't set. With a Stripe test key (sk_test_…) this runs the payment tests there." ;; \
		sk_test_*|rk_test_*) $(PYTHON) -m pytest $(PAYMENT_TESTS) $(PYTEST) ;; \
		*) echo "STRIPE_TEST_KEY must be a test key (sk_test_… or rk_test_…): these tests charge cards." >&2; exit 1 ;; \
	esac

.PHONY: format
format: .venv web ## Format all code, and mend what the linter can mend
	@.venv/bin/ruff check --quiet --fix-only
	@.venv/bin/ruff format --quiet
	@npm --prefix web run --silent format

.PHONY: build
build: .venv ## Assemble build/ for the platform, and weigh each bundle
	@$(PYTHON) -m deploy.build

.PHONY: bench
bench: build ## Measure against the floors, within one run
	@$(PYTHON) -m bench

.PHONY: audit
audit: .venv ## Look the locked dependencies up in the public lists of known flaws
	@status=0; \
		.venv/bin/pip-audit --strict --disable-pip --no-deps --progress-spinner off -r requirements/dev.txt || status=1; \
		for folder in web local/firebase deploy; do echo "$$folder:"; npm --prefix $$folder audit || status=1; done; \
		exit $$status

##
.PHONY: .venv
.venv: .venv/.stamp ## Python 3.11 with the locked dependencies

.venv/.stamp: requirements/dev.txt
	@command -v python3.11 >/dev/null || { echo "Python 3.11 is needed, as python3.11 on the PATH." >&2; exit 1; }
	@[ -x $(PYTHON) ] || python3.11 -m venv .venv
	@echo "Installing the locked Python packages …"
	@$(PYTHON) -m pip install -qq --disable-pip-version-check \
		--no-deps --only-binary=:all: --require-hashes -r $<
	@touch $@

.PHONY: web
web: web/node_modules/.stamp ## The site's dependencies

.PHONY: emulator
emulator: local/firebase/node_modules/.stamp ## Firebase's Auth emulator

.PHONY: deployer
deployer: deploy/node_modules/.stamp ## The platform's deployer, which validates the build offline

%/node_modules/.stamp: %/package-lock.json | node
	@echo "Installing the locked packages of $* …"
	@cd $* && $(NPM_CI)
	@touch $@

web/dist/.stamp: web/node_modules/.stamp $(WEB_SOURCES)
	@npm --prefix web run --silent build
	@touch $@

.PHONY: node
node:
	@[[ "$$(node --version 2>/dev/null)" =~ ^v(2[0-9]|[3-9][0-9])\. ]] || \
		{ echo "Node 20 or later is needed, as node on the PATH." >&2; exit 1; }

.PHONY: chromium
chromium: ## Chromium, which the browser tests drive
	$(call need,chromium-headless-shell chromium)

.PHONY: strace
strace: ## strace, which shows that a write is on disk before it is acknowledged
	$(call need,strace)

# A program of Debian's, any of those named: there, or the first that root can install, or one sentence about it.
define need
	@command -v $(1) >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || \
			{ echo "$(firstword $(1)) is needed on the PATH." >&2; exit 1; }; \
		echo "Installing $(firstword $(1)) …"; \
		apt-get update -qq; \
		for program in $(1); do \
			DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends $$program >/dev/null && exit; \
		done; \
		echo "None of these could be installed: $(1)." >&2; exit 1; }
endef

##
LOCK := ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url

.PHONY: lock
lock: export UV_CUSTOM_COMPILE_COMMAND := make lock
lock: .venv ## Lock the Python dependencies anew; UPGRADE=--upgrade takes the newest
	@cd requirements; \
		$(LOCK) $(UPGRADE) core.in --excludes excluded.txt -o core.txt; \
		$(LOCK) $(UPGRADE) stripe.in --excludes excluded.txt -o stripe.txt; \
		$(LOCK) $(UPGRADE) dev.in --excludes excluded-dev.txt --overrides overrides-dev.txt -o dev.txt
