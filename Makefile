# `make` alone lists what there is to make. Everything is installed on the way, into .venv, checked by hash.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.PHONY: help run test check bench format docs faces lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp  ## the demo: sample agencies, people and reports
	$(BIN)/gouji serve --demo

test: check  ## all that `make check` looks at, then every test, those in a browser among them
	$(BIN)/pytest --numprocesses auto --dist loadfile

check: .venv/test.stamp  ## style, types, layers and templates, without running a test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint templates

format: .venv/test.stamp  ## put code into its usual form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/test.stamp  ## how long a keystroke, the rules, the suggestions, a PDF and reading a report take
	$(BIN)/python -m tests.bench

docs: .venv/test.stamp  ## write the documents that are made from the code
	$(BIN)/python -m docs.build

faces: .venv/test.stamp  ## make the faces of the printed report anew, from Debian packages in the folder FROM, into TO
	$(BIN)/python -m docs.faces '$(FROM)' --out '$(TO)'

lock: .venv/test.stamp  ## compile the dependencies of pyproject.toml into the three locks; UPGRADE=1 for newer ones
	$(LOCK) $(if $(UPGRADE),--upgrade) --group build --output-file requirements.lock
	$(LOCK) $(if $(UPGRADE),--upgrade) --group build --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(subst pyproject.toml,,$(LOCK)) --group assets --no-deps --output-file requirements-assets.lock

clean:  ## remove what was installed and cached; data stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.venv/run.stamp: requirements.lock requirements-assets.lock pyproject.toml .ci/packages.txt .ci/system
	PYTHON='$(PYTHON)' .ci/system run
	test -x $(BIN)/pip || '$(PYTHON)' -m venv .venv
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --require-hashes --no-deps --requirement requirements-assets.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

.venv/test.stamp: .venv/run.stamp requirements-dev.lock
	PYTHON='$(PYTHON)' .ci/system test
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	touch $@
