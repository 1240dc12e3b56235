# What a person types. Each target sets up .venv first, which costs nothing while pyproject.toml stays as it is.
# The project is not installed: `python -m generator` runs from the checkout.

PYTHON ?= python3
SPEC ?= spec/fireworks
RUN := .venv/bin/python
# Several targets at once, each with its own block of output, and all of them although one fails.
TOGETHER = $(MAKE) --silent --keep-going -j2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: help generate check test types mypy pyright unit generated-tests corpus bench prove mirror
.DEFAULT_GOAL := help

help:
	@echo "make generate   write generated/ from $(SPEC); nothing to do costs next to nothing"
	@echo "make check      say whether generated/ is up to date and untouched; write nothing"
	@echo "make changes    say what changed since the last release, and whom it breaks (OLD=... NEW=... for others)"
	@echo "make release    close the section Unreleased of the changelog; keep the spec and the public surface as released"
	@echo "make audit      say whether $(SPEC) says what its captured docs pages say"
	@echo "make trace      follow each line of those pages to the spec, the check and the fixtures that test it"
	@echo "make test       all that must hold: check, types, the project's tests, the generated tests"
	@echo "make types      mypy --strict and pyright strict over all code, generated code included"
	@echo "make corpus     ten documents of other people: generated, type-checked and tested; a table"
	@echo "make prove      put faults into the generated package; tell which its suite misses; write the record"
	@echo "make proof      say whether that record still holds; run a sample of it again"
	@echo "make mirror     edit documents, one fact at a time; tell which edit the output, changes or suite misses; write the record"
	@echo "make bench      ratios: a run with nothing to do, and the client beside the vendor's SDK and bare httpx2"
	@echo "make load       2,000 creates at once against a server that often fails"

generate: .venv/.ready
	@$(RUN) -m generator generate $(SPEC)

check: .venv/.ready
	@$(RUN) -W error -m generator check $(SPEC)

.PHONY: changes release
changes: .venv/.ready
	@$(RUN) -m generator changes $(if $(OLD)$(NEW),$(OLD) $(NEW),$(SPEC))

release: .venv/.ready
	@$(RUN) -m generator release $(SPEC)

.PHONY: audit trace
trace: .venv/.ready
	@$(RUN) -m generator trace $(SPEC)

audit: .venv/.ready
	@for page in $(SPEC)/docs/*.txt; do $(RUN) -m generator audit $$page --spec $(SPEC) || exit; done

test: .venv/.ready
	@echo "checking that regeneration leaves no diff, all types, the project's tests and the generated tests"
	@$(TOGETHER) unit pyright mypy check generated-tests
	@echo "all green: regeneration leaves no diff, types are strict, both test suites pass"

types: .venv/.ready
	@$(TOGETHER) pyright mypy

# Two runs, as both trees have a folder `tests`.
mypy: .venv/.ready
	@$(RUN) -m mypy generator templates/runtime tests; first=$$?; \
	MYPYPATH=generated $(RUN) -m mypy generated && exit $$first

pyright: .venv/.ready
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(RUN) -m pyright --project pyproject.toml --warnings

unit: .venv/.ready
	@$(RUN) -m pytest -q tests

generated-tests: .venv/.ready
	@$(RUN) -m pytest -q generated/tests

corpus: .venv/.ready
	@$(RUN) tests/corpus/table.py

prove: .venv/.ready
	@$(RUN) -m generator prove $(SPEC) --min 97

# Is the record of `make prove` current, and are 60 of the mutants that it calls killed still killed?
.PHONY: proof
proof: .venv/.ready
	@$(RUN) -m generator prove $(SPEC) --check --min 97

MIRRORED ?= $(SPEC)/openapi.yaml $(wildcard ../shared/corpus/dev/oai-petstore-expanded.yaml) $(wildcard \
	../shared/corpus/dev/redocly-museum-31.yaml) $(wildcard ../shared/corpus/dev/opc-enums-31.yaml) $(wildcard \
	../shared/corpus/dev/readme-discriminators.json) $(wildcard ../shared/corpus/dev/redocly-cafe-32.yaml)
mirror: .venv/.ready
	@$(RUN) -m tests.mirror --record tests/mirror/record.json $(MIRRORED)

bench: .venv/.ready
	@$(RUN) -m tests.bench $(SPEC)

load: .venv/.ready
	@$(RUN) -m tests.bench.load

# The second prerequisite: a Python that was upgraded or removed leaves a .venv that does not run.
.venv/.ready: pyproject.toml .venv/bin/python
	@$(PYTHON) .ci/venv.py

.venv/bin/python:
	@$(PYTHON) .ci/venv.py
