# Everything runs in .venv, which is made once and again when pyproject.toml changes.
# Needs make and Python 3.11 or later: make test PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BENCH := $(VENV)/.bench
NORMALIZE := $(BIN)/normalize
DEMO := docs/demo/bryansk.txt docs/demo/krasnodar.txt
DEMO_DATE := 2025-05-21

.PHONY: help demo test slow check style types rooms tables complete compile format bench bench-names bench-matching bench-pipelines bench-shell browser bench-join bench-spark spark spark-wheel java neighbours wheel native clean

help:
	@echo 'make demo     two articles annotated here, and as a page in out/demo.html'
	@echo 'make test     the quick tests'
	@echo 'make slow     the other tests'
	@echo 'make check    style, types, rooms, gazetteer tables'
	@echo 'make complete what the tables lack against the lists in ../shared/facts, if they are there'
	@echo 'make compile  compile the gazetteer now (load() does it when needed)'
	@echo 'make native   compile the scan again, as an install does, if there is a C compiler'
	@echo 'make format   write code and tables in their canonical form'
	@echo 'make bench    start-up, speed and memory beside natasha and spaCy, hostile text'
	@echo 'make bench-shell  100 MB of JSON Lines through the command line, 20 MB with NER: memory and rate'
	@echo 'make browser  installs Chromium, in which the slow tests look at the HTML page (Debian, as root)'
	@echo 'make bench-names  comparison of names beside the peers (needs ../shared)'
	@echo 'make bench-pipelines  rows a second of pandas, polars, DuckDB and spaCy beside the plain loop'
	@echo 'make bench-matching  search and scan of large gazetteers beside the peers'
	@echo 'make spark    the tests of Spark, with the wheel in .venv/spark; installs Java where there is none'
	@echo 'make neighbours  the recipes for Dask and Ray, and outputs read by Label Studio and JSON-LD, in .venv/neighbours'
	@echo 'make bench-join   two tables of 100,000 names, beside rapidfuzz and Splink'
	@echo 'make bench-spark  what Spark costs over a frame that nothing is done to'
	@echo 'make wheel    the wheel, with the gazetteer compiled into it'
	@echo 'make clean    remove what make made, but not .venv'

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

$(BENCH): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@

demo: $(INSTALLED)
	@$(NORMALIZE) annotate $(DEMO) --date $(DEMO_DATE)
	@mkdir -p out
	@$(NORMALIZE) annotate $(DEMO) --date $(DEMO_DATE) --title 'Two articles, their names found and linked' --output out/demo.html
	@echo 'The same as a page: out/demo.html'

NATIVE := normalize/gazetteer/compiled/scan/native
native: $(NATIVE)/scan.so

$(NATIVE)/scan.so: $(INSTALLED) $(NATIVE)/scan.c $(NATIVE)/compiling.py
	$(BIN)/python $(NATIVE)/compiling.py

test: $(INSTALLED) native
	$(BIN)/python -m pytest -m 'not slow' -n auto

LINKAGE := $(VENV)/.linkage
$(LINKAGE): $(INSTALLED)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --group linkage
	@touch $@

PIPELINES := $(VENV)/.pipelines
$(PIPELINES): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group pipelines
	@touch $@

slow: $(LINKAGE) $(PIPELINES) native
	$(BIN)/python -m pytest -m slow

# Spark in an environment of its own (it wants an older pandas), with the wheel as a stranger would install it. It runs
# there, too: Python workers look for packages where they are started, and would take ours from the checkout.
SPARK := $(VENV)/spark
HAS_JAVA := java -version 2>&1 | grep -Eq 'version "(1[7-9]|[2-9][0-9])'
java:
	@PATH="$${JAVA_HOME:+$$JAVA_HOME/bin:}$$PATH"; $(HAS_JAVA) || { echo 'Spark needs Java 17 or later: installing it (Debian, as root)'; \
	  apt-get update -qq && { apt-get install -y -qq openjdk-17-jre-headless || apt-get install -y -qq openjdk-21-jre-headless; }; } && $(HAS_JAVA)

$(SPARK)/.installed: pyproject.toml
	$(PYTHON) -m venv --clear $(SPARK)
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check 'pyspark>=4,<5' 'pandas>=2.2,<3' 'pyarrow>=18' --group spark
	@touch $@

spark-wheel: $(SPARK)/.installed java wheel
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps dist/*.whl
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check "$$(ls dist/*.whl)[spark]"

spark: spark-wheel
	cd $(SPARK) && bin/pytest --confcutdir $(CURDIR)/tests/adapters/spark $(CURDIR)/tests/adapters/spark

# What is too heavy for .venv, again with the wheel as a stranger would install it.
NEIGHBOURS := $(VENV)/neighbours
$(NEIGHBOURS)/.installed: pyproject.toml
	$(PYTHON) -m venv --clear $(NEIGHBOURS)
	$(NEIGHBOURS)/bin/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	$(NEIGHBOURS)/bin/python -m pip install --quiet --disable-pip-version-check --group neighbours
	@touch $@

neighbours: $(NEIGHBOURS)/.installed wheel
	$(NEIGHBOURS)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps dist/*.whl
	$(NEIGHBOURS)/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	cd $(NEIGHBOURS) && bin/pytest --confcutdir $(CURDIR)/tests/adapters/neighbours $(CURDIR)/tests/adapters/neighbours

bench-spark: spark-wheel
	cd $(SPARK) && bin/python $(CURDIR)/benchmarks/spark.py

bench-join: $(LINKAGE)
	$(BIN)/python benchmarks/join.py

check: style types rooms tables

style: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(INSTALLED)
	$(BIN)/mypy

rooms: $(INSTALLED)
	$(BIN)/lint-imports

tables: $(INSTALLED)
	$(NORMALIZE) gazetteer check --proofs

complete: $(INSTALLED)
	$(BIN)/python gazetteers/importers/check_completeness.py

compile: $(INSTALLED)
	$(NORMALIZE) gazetteer compile

format: $(INSTALLED)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(NORMALIZE) gazetteer fmt

bench: $(BENCH)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/annotate.py
	$(BIN)/python benchmarks/hostile.py

bench-names: $(INSTALLED)
	$(BIN)/python benchmarks/names.py

bench-pipelines: $(PIPELINES)
	$(BIN)/python benchmarks/pipelines.py

bench-shell: $(INSTALLED)
	$(BIN)/python benchmarks/shell.py --all

browser:
	command -v chromium chromium-browser google-chrome || apt-get install --yes --no-install-recommends chromium

bench-matching: $(INSTALLED) native
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench-matching
	$(BIN)/python benchmarks/matching.py --write $(SIZES)

wheel: $(INSTALLED)
	rm -rf dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

clean:
	rm -rf build dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find normalize tests benchmarks gazetteers -name __pycache__ -type d -prune -exec rm -rf {} +
