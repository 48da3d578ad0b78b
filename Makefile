# `make help` lists what there is. Every target can be run again at any time and does only what is left to do.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
export PYTHONPATH := lib:.

.PHONY: .venv
.venv: .venv/stamp ## Python 3.11 with every locked dependency

.venv/stamp: requirements/dev.txt
	@command -v python3.11 >/dev/null || { echo "Python 3.11 is needed: install it so that python3.11 is on the PATH." >&2; exit 1; }
	@[ -x $(PYTHON) ] || python3.11 -m venv .venv
	@echo "Installing the locked Python dependencies …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes -r $<
	@touch $@
