# Everything runs inside .venv, which `make site` creates. Works with GNU make 3.81 and later.
SHELL := /bin/sh
VENV := .venv
BENCH := .venv-bench
PROOF := .venv-proof
AUDIT := .venv-audit
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes
# Stamps: what was done, so that the next run need not do it again.
READY := $(VENV)/.ready
TESTABLE := $(VENV)/.testable
# Editable: a change in generator/ is used at once.
SELF := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: help site serve check test lint lock catalogues bench pictures validate lighthouse faults writes fuzz coverage \
	mutation audit load megabytes settings clean
.DEFAULT_GOAL := help

help:
	@echo 'make site        install what is needed into .venv and build site/ from content/'
	@echo 'make serve       preview the site; an edit shows by itself'
	@echo 'make check       check content/ without building'
	@echo 'make test        run the linters and every test, the browser tests included'
	@echo 'make lint        ruff, mypy and the import contract'
	@echo 'make lock        pin the newest allowed versions of all dependencies again'
	@echo 'make catalogues  bring the catalogues of the interface up to date with its words'
	@echo 'make pictures    take the pictures of the papers again'
	@echo 'make validate    check the HTML of every page by the Nu checker (needs java and npm)'
	@echo 'make lighthouse  score a page of each kind (needs npm)'
	@echo 'make bench       time extraction and building beside other programs'
	@echo 'make faults      kill builds at 200 points, and fail each of many writes'
	@echo 'make writes      let each write of each command fail once, as on a full and on a broken disk'
	@echo 'make fuzz        feed every parser for MINUTES=30, or PARSERS="tables extracted" alone'
	@echo 'make coverage    run every test and say which lines and branches none of them reaches'
	@echo 'make mutation    spoil checks, evidence, values and reconciling, and count what no test notices'
	@echo 'make audit       ask for known vulnerabilities of what is locked (needs the network)'
	@echo 'make load        press the preview: 200 readers, 200 idle clients, 1,000 edits'
	@echo 'make megabytes   give every kind of file a megabyte of hostile words, and time it'
	@echo 'make settings    build sites of hostile settings and look at them in the browser'
	@echo 'make clean       remove .venv, staged pages, caches and the built site'

site: $(READY)
	@$(RUN)/python -m generator build

serve: $(READY)
	@$(RUN)/python -m generator serve

check: $(READY)
	@$(RUN)/python -m generator check

# One test process per core; WORKERS=0 runs them one after the other, TESTS=tests/test_x.py only some.
WORKERS ?= auto
TESTS ?= tests
test: lint browser
	@$(RUN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

lint: $(TESTABLE)
	@$(RUN)/ruff check --quiet .
	@$(RUN)/ruff format --check --quiet .
	@$(RUN)/mypy
	@$(RUN)/lint-imports --no-logo

# The index is whatever uv is set up for on this machine; neither its name nor a path is written down.
LOCK := $(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade
lock: $(READY)
	@test -x $(RUN)/uv || $(PIP) install uv
	@$(LOCK) --group build --output-file requirements.lock pyproject.toml
	@$(LOCK) --extra archive --group build --group lint --group test --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml
	@$(LOCK) --group bench --constraint requirements-dev.lock \
		--output-file requirements-bench.lock pyproject.toml
	@$(LOCK) --extra archive --group build --group lint --group test --group proof \
		--constraint requirements-dev.lock --output-file requirements-proof.lock pyproject.toml
	@$(LOCK) --group audit --output-file requirements-audit.lock

# The words of the interface, collected; docs/translating.md says what to do with them.
catalogues: $(READY)
	@$(RUN)/python -m generator.catalogues

pictures: browser site
	@$(RUN)/python -m tests.browser.pictures docs/images

# The checker is a Java program that npm carries; neither is needed for anything else.
VNU := .explainer/vnu
validate: site
	@npm install --silent --no-save --no-package-lock --prefix $(VNU) vnu-jar@26
	@java -jar $(VNU)/node_modules/vnu-jar/build/dist/vnu.jar --skip-non-html --errors-only site
	@echo 'Every page is valid HTML.'

lighthouse: browser site
	@$(RUN)/python -m tests.browser.lighthouse

POINTS ?= 200
faults: $(TESTABLE)
	@POINTS=$(POINTS) $(RUN)/python -m pytest --timeout 0 tests/output/test_faults.py

writes: $(TESTABLE)
	@WRITES=100000 $(RUN)/python -m pytest --timeout 0 tests/output/test_writes.py

load: $(TESTABLE)
	@$(RUN)/python -m tests.load

megabytes: $(TESTABLE)
	@$(RUN)/python -m tests.hostile.megabytes

settings: browser
	@$(RUN)/python -m tests.hostile.settings

# In an environment of its own: what it compares with is no part of the project.
# Half an hour on two quiet cores; smaller: make bench EXPLAINERS=30 GROWTH='10 30'.
EXPLAINERS ?= 300
GROWTH ?= 100 1000
bench: $(READY)
	@sh .ci/environment $(BENCH)
	@$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements.lock
	@$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-bench.lock
	@$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable .
	@PYTHONPATH=. $(BENCH)/bin/python benchmarks/extraction.py
	@$(BENCH)/bin/python benchmarks/site.py --explainers $(EXPLAINERS) --growth $(GROWTH) --write

# In an environment of its own, with what the tests need.
$(PROOF)/.ready: requirements-proof.lock pyproject.toml .ci/environment
	@sh .ci/environment $(PROOF)
	@$(PROOF)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-proof.lock
	@$(PROOF)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable .
	@touch $@

MINUTES ?= 30
PARSERS ?=
fuzz: $(PROOF)/.ready
	@$(PROOF)/bin/python -m tests.fuzz --minutes $(MINUTES) $(PARSERS)

COVERAGE := $(PROOF)/bin/python -m coverage
BRANCHES := import json; totals = json.load(open(".explainer/coverage/report.json"))["totals"]; \
	print("Branches alone: %.1f%%" % totals["percent_branches_covered"])
# KEEP=1 adds to what runs before it reached: a part of the tests at a time.
KEEP ?=
coverage: browser $(PROOF)/.ready
	@test -n "$(KEEP)" || rm -rf .explainer/coverage
	@mkdir -p .explainer/coverage
	@$(COVERAGE) run -m pytest -n $(WORKERS) --dist worksteal $(TESTS); tested=$$?; \
		$(COVERAGE) combine --quiet --append && $(COVERAGE) report \
		&& $(COVERAGE) json --quiet -o .explainer/coverage/report.json \
		&& $(PROOF)/bin/python -c '$(BRANCHES)' && exit $$tested

# MUTANTS="generator.evidence*" makes only some. What was tried is kept in mutants/: the next run goes on from there.
# SAMPLE=250 SEED=1 begins anew, with so many of them at random: for none of that name all are made and none is tried.
MUTANTS ?=
SAMPLE ?=
SEED ?= 1
MUTMUT := PYTHONUTF8=1 $(PROOF)/bin/mutmut run
mutation: $(PROOF)/.ready
	@mkdir -p .explainer
ifdef SAMPLE
	@rm -rf mutants
	@$(MUTMUT) none > .explainer/mutation.log 2>&1 || test -d mutants
	@$(MUTMUT) $$($(PROOF)/bin/python -m tests.mutation $(SAMPLE) $(SEED) "$(MUTANTS)") > .explainer/mutation.log
else
	@$(MUTMUT) $(MUTANTS) > .explainer/mutation.log
endif
	@$(PROOF)/bin/python -m tests.mutation

audit:
	@sh .ci/environment $(AUDIT)
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-audit.lock
	@mkdir -p dist
	@$(AUDIT)/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock \
		--format cyclonedx-json --output dist/components.cdx.json
	@for lock in requirements*.lock; do \
		echo "$$lock"; $(AUDIT)/bin/pip-audit --strict --require-hashes --disable-pip --requirement $$lock || exit 1; \
	done

clean:
	@rm -rf $(VENV) $(BENCH) $(PROOF) $(AUDIT) mutants dist .explainer .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find staging site -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml .ci/environment
	@sh .ci/environment $(VENV)
	@echo 'Installing what is needed into $(VENV)...'
	@$(INSTALL) -r requirements.lock
	@$(SELF)
	@touch $@

$(TESTABLE): $(READY) requirements-dev.lock
	@echo 'Installing what the tests need into $(VENV)...'
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

.PHONY: browser
browser: $(TESTABLE)
	@sh .ci/browser $(RUN)/python
