# Vigie's workshop. `make` lists the targets; README.md says which two to start with.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
COMPILED := $(VENV)/.messages
SPARK := $(VENV)/.spark
SOURCES := vigie tests benchmarks

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-spark run test test-sqlite test-postgresql test-spark check check-code check-messages format bench \
	lock messages clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(INSTALLED) $(COMPILED) ## install Vigie and its tools in .venv (run by the other targets)

setup-spark: $(SPARK) ## install Apache Spark beside, an extra of 500 MB (needs Java 17)

run: setup ## prepare everything, then serve the demonstration on http://127.0.0.1:8000
	$(BIN)/vigie run

test: test-sqlite test-postgresql ## run the tests on SQLite, then on PostgreSQL where it is installed

test-sqlite: setup ## run the tests on SQLite
	env -u DATABASE_URL $(BIN)/pytest

test-postgresql: setup ## run the tests on a throwaway PostgreSQL
	$(BIN)/python -m tests.postgresql $(BIN)/pytest

test-spark: $(SPARK) $(COMPILED) ## run the tests of figures counted by Apache Spark (needs Java 17)
	VIGIE_REQUIRE=spark $(BIN)/pytest -n 1 tests/observatory/engines

check: check-code check-messages ## all that a program can say about quality

check-code: setup ## lint, format, types, templates, floors, migrations in step
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(SOURCES)
	$(BIN)/djlint vigie --lint --quiet
	$(BIN)/lint-imports
	VIGIE_MODE=test $(BIN)/vigie makemigrations --check --dry-run
	@$(BIN)/python -m tests.codebase.report

check-messages: setup ## every message extracted, translated and compiled
	$(BIN)/vigie compile_messages --check

format: setup ## put the code in the house's format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: setup ## measure the main jobs, each beside its floor
	$(BIN)/python -m benchmarks

LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header
lock: setup ## pin what pyproject.toml asks for (all anew with UPGRADE=--upgrade)
	$(LOCK) $(UPGRADE) pyproject.toml --output-file requirements.txt
	$(LOCK) $(UPGRADE) pyproject.toml --group dev --output-file requirements-dev.txt
	$(LOCK) $(UPGRADE) pyproject.toml --extra spark --constraint requirements.txt --no-annotate --output-file requirements-spark.txt

messages: setup ## bring the catalogues in step with the source (needs GNU gettext)
	@command -v xgettext >/dev/null || { echo "GNU gettext is missing: apt install gettext" >&2; exit 1; }
	$(BIN)/vigie extract_messages

clean: ## remove what was installed and cached; data/ is kept
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find vigie tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f vigie/locale/*/LC_MESSAGES/*.mo

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Vigie needs Python 3.11 or later. Name one: make PYTHON=python3.12 setup" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)

# pip brings uv, uv brings the rest: every file checked against the hashes that are committed.
$(INSTALLED): requirements-dev.txt pyproject.toml | $(BIN)/python
	@awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements-dev.txt > $(VENV)/uv.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(VENV)/uv.txt
	$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements-dev.txt
	$(BIN)/uv pip install --python $(BIN)/python --no-deps --no-build-isolation --quiet -e .
	@touch $@

# pyspark comes as source: what builds it is pinned, as what builds Vigie.
$(SPARK): requirements-spark.txt $(INSTALLED)
	$(BIN)/uv pip install --python $(BIN)/python --require-hashes --no-build-isolation -r requirements-spark.txt
	@touch $@

$(COMPILED): $(wildcard vigie/locale/*/LC_MESSAGES/django.po) | $(INSTALLED)
	$(BIN)/vigie compile_messages
	@touch $@
