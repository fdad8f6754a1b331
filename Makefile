.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: help setup lock check test test-exact test-fuzz demo bench clean

# uv lives in this checkout and nowhere else; it never fetches a Python and trusts the certificates that the system trusts.
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
export UV_NO_PROGRESS := 1
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready  ## make .venv with everything in requirements.lock (once; quick after that)

.uv/.ready-$(UV_VERSION):
	rm -rf .uv
	python3 -m pip install --quiet --disable-pip-version-check --target .uv uv==$(UV_VERSION)
	touch $@

.venv/.ready: .uv/.ready-$(UV_VERSION) requirements.lock pyproject.toml
	test -x $(BIN)/python || $(UV) venv --quiet --python '>=3.11' .venv
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

lock: .uv/.ready-$(UV_VERSION)  ## write requirements.lock anew from pyproject.toml (UPGRADE=1 takes the newest)
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  $(if $(UPGRADE),--upgrade) --group build --group dev --output-file requirements.lock pyproject.toml
	! grep -n http requirements.lock

check: setup  ## lint, types, import order, layout, docs and the law itself: the whole gate
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest tests/test_layout.py tests/test_docs.py -q
	$(BIN)/comity check

test: setup  ## every test and every example in a docstring
	$(BIN)/pytest -q

test-exact: setup  ## the engine against brute force on 100,000 random partial encounters
	COMITY_EXACT=100000 $(BIN)/pytest -q tests -k exact

test-fuzz: setup  ## the readers on 100,000 mutated inputs
	COMITY_FUZZ=100000 $(BIN)/pytest -q tests -k fuzz

demo: setup  ## decide, ask, audit and compare on made-up encounters, in a minute
	$(BIN)/comity demo

bench: setup  ## run every benchmark and print what it measured
	@found=0; for file in benchmarks/bench_*.py; do \
	  test -e "$$file" || continue; \
	  found=1; echo "== $$file"; $(BIN)/python "$$file"; done; \
	if [ $$found = 0 ]; then echo "benchmarks/ holds no bench_*.py yet"; fi

clean:  ## remove caches and what commands wrote; .venv and .uv stay
	rm -rf .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist out
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
