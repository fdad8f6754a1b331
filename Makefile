.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: help setup lock check test test-browser pictures test-exact test-fuzz test-ledger test-kill test-postgres test-spark has-java demo bench bench-docs bench-citations bench-peers-setup bench-peers-lock mutants faults clean

# uv lives in this checkout and nowhere else; it never fetches a Python and trusts the certificates that the system trusts.
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
export UV_NO_PROGRESS := 1
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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
	echo setuptools | $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --constraints requirements.lock --extra spark --group build --group dev \
	  --output-file requirements-spark.lock pyproject.toml -
	! grep -n http requirements.lock requirements-spark.lock

check: setup  ## lint, types, import order, layout, docs and the law itself: the whole gate
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest tests/test_layout.py tests/test_docs.py -q
	$(BIN)/comity check

test: setup  ## every test and every example in a docstring
	$(BIN)/pytest -q

test-browser: setup  ## the casebook in Debian's chromium: whole paths, every page for axe, narrow and dark; a skip is a failure
	COMITY_BROWSER=1 COMITY_NO_SKIP=1 $(BIN)/pytest -q tests/browser

pictures: setup  ## draw the pictures of docs/casebook-tour.md anew
	COMITY_PICTURES=1 COMITY_BROWSER=1 COMITY_NO_SKIP=1 $(BIN)/pytest -q tests/browser/test_pictures.py

test-exact: setup  ## the engine against brute force on 100,000 random partial encounters
	COMITY_EXACT=100000 $(BIN)/pytest -q tests -k exact

test-fuzz: setup  ## the readers on 100,000 mutated inputs
	COMITY_FUZZ=100000 $(BIN)/pytest -q tests -k fuzz

test-ledger: setup  ## every change of every byte and line of an exported log of 10,000 entries is found; five minutes of processor
	COMITY_LEDGER=10000 $(BIN)/pytest -q tests/ledger/test_exported.py

test-kill: setup  ## 1,000 writers of the ledger, and of the casebook on each database, killed at a random moment; nothing is lost
	COMITY_KILL=1000 $(BIN)/pytest -q -s tests/ledger/test_kill.py tests/casebook/test_kill.py

test-postgres: setup  ## the casebook's tests on a PostgreSQL cluster of their own (Debian: postgresql)
	$(BIN)/python -m tests.cluster $(BIN)/pytest -q -rs tests/casebook

# Spark is 500 MB, so it has a lock and an environment of its own. It comes as source: what builds it is locked as well.
.venv-spark/.ready: .uv/.ready-$(UV_VERSION) requirements-spark.lock pyproject.toml
	test -x .venv-spark/bin/python || $(UV) venv --quiet --python '>=3.11' .venv-spark
	$(UV) pip sync --quiet --python .venv-spark/bin/python --require-hashes \
	  --build-constraints requirements-spark.lock requirements-spark.lock
	$(UV) pip install --quiet --python .venv-spark/bin/python --no-deps --no-build-isolation --editable .
	touch $@

test-spark: has-java .venv-spark/.ready  ## the audit on Spark, on this machine's Java 17 or newer; a skip is a failure
	COMITY_NO_SKIP=1 .venv-spark/bin/pytest -rs tests/audit/engines -k spark

# Asked first, so that nobody waits for an environment that cannot run.
has-java:  ## say whether Java is new enough for Spark
	@java="$${JAVA_HOME:+$$JAVA_HOME/bin/}java"; \
	version=$$("$$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p' || true); \
	if [ -z "$$version" ]; then echo "test-spark: Spark needs Java 17 or newer, and \`$$java\` does not start;" \
	  "install one (Debian: openjdk-17-jre-headless), or set JAVA_HOME" >&2; exit 1; fi; \
	if [ "$${version%%.*}" -lt 17 ]; then echo "test-spark: Spark needs Java 17 or newer, and \`$$java\` is" \
	  "version $$version; set JAVA_HOME to a newer one" >&2; exit 1; fi

demo: setup  ## decide, ask, audit and compare on made-up encounters, in a minute
	$(BIN)/comity demo

bench: setup  ## run every benchmark and print what it measured (QUICK=1: fewer rows and runs)
	@$(MAKE) --no-print-directory bench-peers-setup || echo "the peers could not be installed: comity is measured alone"
	@failed=; for file in benchmarks/bench_*.py; do \
	  quick=; if [ -n "$(QUICK)" ] && grep -q -e '"--quick"' "$$file"; then quick=--quick; fi; \
	  echo "== $$file $$quick"; $(BIN)/python "$$file" $$quick || failed="$$failed $$file"; done; \
	if [ -n "$$failed" ]; then echo "failed:$$failed"; exit 1; fi

bench-docs: setup bench-peers-setup  ## measure peers and scaling, keep the figures, draw the charts of docs/benchmarks.md
	$(BIN)/python benchmarks/bench_peers.py --keep $(if $(QUICK),--quick)
	$(BIN)/python benchmarks/bench_scaling.py --keep $(if $(QUICK),--quick)
	$(BIN)/python benchmarks/charts.py

bench-citations: setup bench-peers-setup  ## measure the reading of citations, eyecite beside it, and keep the figures
	$(BIN)/python benchmarks/bench_citations.py --keep

bench-peers-setup: .venv-peers/.ready  ## make .venv-peers with the engines that comity is measured against

.venv-peers/.ready: .uv/.ready-$(UV_VERSION) benchmarks/peers/requirements.lock
	test -x .venv-peers/bin/python || $(UV) venv --quiet --python '>=3.11' .venv-peers
	$(UV) pip sync --quiet --python .venv-peers/bin/python --require-hashes benchmarks/peers/requirements.lock
	touch $@

bench-peers-lock: .uv/.ready-$(UV_VERSION)  ## write the peers' lock anew (UPGRADE=1 takes the newest)
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  $(if $(UPGRADE),--upgrade) --output-file benchmarks/peers/requirements.lock benchmarks/peers/requirements.in
	! grep -n http benchmarks/peers/requirements.lock

mutants: setup  ## how many small mistakes in engine/ and condition/ the tests notice (SEED=7 COUNT=400 JOBS=2)
	$(BIN)/python -m benchmarks.mutants --seed $(or $(SEED),7) --count $(or $(COUNT),400) --jobs $(or $(JOBS),2)

faults: setup  ## how many mistakes seeded into copies of the law the checks find (SEED=7 COUNT=200 JOBS=2)
	$(BIN)/python -m benchmarks.faults --seed $(or $(SEED),7) --count $(or $(COUNT),200) --jobs $(or $(JOBS),2)

clean:  ## remove caches and what commands wrote; .venv, .venv-peers and .uv stay
	rm -rf .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist out
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
