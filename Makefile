# `make demo` and `make test` are all that a newcomer needs; `make check` is all that CI runs.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE # the tests start a hundred commands: each would compile everything anew
PYTEST = $(BIN)/pytest -n $$(tools/workers) --dist loadfile --no-loadscope-reorder
# one order for CI, so that a red run is repeated by running it again; `make test` shuffles anew each time
FIXED := --randomly-seed=1303
POSTGRES = .ci/postgres.sh start && trap '.ci/postgres.sh stop' EXIT && DATABASE_URL="$$(.ci/postgres.sh owner-url)"

.PHONY: help install dev demo test check format lint types layers templates bench-ledger reliability scale bench-scale nightly lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: ## .venv with bin/roeland
	@tools/install

dev:
	@tools/install dev

demo: install ## build the demonstration and serve it on 127.0.0.1:8000
	@$(BIN)/roeland demo

test: dev ## all tests that need no Chromium and no PostgreSQL
	@$(PYTEST)

check: dev ## format, lint, types, layers, templates and every test, nothing skipped
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory lint types layers templates
	@ROELAND_NO_SKIP=1 $(PYTEST) $(FIXED) -m 'not slow and not postgres'
	@$(POSTGRES) ROELAND_NO_SKIP=1 $(PYTEST) $(FIXED) -m 'not slow and not browser and not sqlite and not plain'

format: dev ## rewrite the code in the house's format
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

lint: dev
	$(BIN)/ruff check .

types: dev
	$(BIN)/mypy

layers: dev
	$(BIN)/lint-imports --no-cache

templates: dev
	$(BIN)/djlint --lint --quiet src

bench-ledger: dev ## speed of the ledger; figures go to docs/benchmarks
	@ROELAND_PG_DURABLE=1 $(POSTGRES) $(BIN)/python -m benchmarks.bench_ledger

reliability: dev ## slow oracles: 100,000 mutations, 200 kills on SQLite and PostgreSQL
	@ROELAND_PG_DURABLE=1 $(POSTGRES) $(PYTEST) -m slow

VERSION = $$($(BIN)/python -c 'import sys; print("py%d%d" % sys.version_info[:2])')
# the Spark of the extra, when no other is set
SPARK = SPARK_LOCAL_IP="$${SPARK_LOCAL_IP:-127.0.0.1}" SPARK_HOME="$${SPARK_HOME:-$$($(BIN)/python -c 'import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)')}"

scale: dev ## the rules of log control on DuckDB by Ibis and (with Java) on Spark, a million verdicts compared; installs the extra `scale`
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/$(VERSION)-scale.txt
	@$(SPARK) $(BIN)/pytest -n 0 -v -m slow tests/scrutiny/test_scale.py tests/scrutiny/test_scale_dialect.py

bench-scale: scale ## what each engine costs; figures go to docs/benchmarks
	@$(SPARK) $(BIN)/python -m benchmarks.bench_logs_scale --write

nightly: check reliability scale ## everything

lock: dev ## resolve the dependencies anew, per Python version, with hashes
	@tools/lock
