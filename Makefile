# SPDX-License-Identifier: EUPL-1.2
# Two commands do everything: `make run` and `make test`.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
BIN    := $(VENV)/bin
STAMPS := $(VENV)/stamps
CHECKED := knowledgebase tests setup wsgi.py $(wildcard migrations)
QUICK  := tests/rules tests/cli $(wildcard tests/test_*.py) $(addprefix tests/,web events contributions questions lessons moderation front)
LOCK   := $(BIN)/uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11

MANIFEST := static/dist/manifest.json
ASSETS   := $(wildcard package.json package-lock.json) $(shell find static templates/components templates/base.html -type f -not -path 'static/dist/*' 2>/dev/null)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard knowledgebase/translations/*/LC_MESSAGES/*.po))

.PHONY: help run test check style unit tests-need lock translations audit wheel bench clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

help: ## show what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(STAMPS)/run $(MANIFEST) $(CATALOGUES) ## set everything up and run the site with demo content
	@exec $(BIN)/kb run --demo

test: $(STAMPS)/test $(MANIFEST) $(CATALOGUES) tests-need style ## install what tests need and run them all
	$(BIN)/pytest -n 2 --dist worksteal --reruns 2 -rR

check: $(STAMPS)/test $(MANIFEST) $(CATALOGUES) style ## the fast part: style, types, layers, house rules, quick tests
	KB_TESTS_WITHOUT_POSTGRESQL=1 $(BIN)/pytest -n 2 --dist worksteal -m "not slow and not browser" $(QUICK)

style: $(STAMPS)/test
	$(BIN)/ruff format --check --quiet $(CHECKED)
	$(BIN)/ruff check --quiet $(CHECKED)
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

tests-need: $(STAMPS)/test
	@$(PY) setup/browser_and_database.py

$(PY):
	@$(PYTHON) setup/packages.py make

$(STAMPS)/run: requirements/run.txt | $(PY)
	@$(PY) setup/packages.py install $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: requirements/test.txt | $(PY)
	@$(PY) setup/packages.py install $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/tools: requirements/tools.txt | $(PY)
	@$(PY) setup/packages.py install $<
	@mkdir -p $(STAMPS) && touch $@

$(MANIFEST): $(ASSETS) | $(PY)
	@$(PY) setup/assets.py
	@touch $@

%.mo: %.po | $(PY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

translations: $(STAMPS)/test ## bring the catalogues up to date with the sentences in the code
	@mkdir -p build
	$(BIN)/pybabel --quiet extract --mapping-file=pyproject.toml --keyword=lazy_gettext --keyword=lazy_ngettext:1,2 --no-location --sort-output --output-file=build/messages.pot .
	$(BIN)/pybabel update --input-file=build/messages.pot --output-dir=knowledgebase/translations --no-fuzzy-matching --ignore-obsolete --no-wrap

lock: $(STAMPS)/tools ## recompile the lock files from pyproject.toml
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --extra test --output-file requirements/test.txt
	$(LOCK) --extra node --output-file requirements/node.txt
	$(LOCK) --extra tools --output-file requirements/tools.txt

audit: $(STAMPS)/tools ## look for known vulnerabilities in the packages of the lock files
	$(PY) setup/audit.py requirements/run.txt requirements/test.txt

wheel: $(STAMPS)/test $(MANIFEST) $(CATALOGUES) ## build the wheel into dist/
	$(BIN)/hatchling build --target wheel --directory dist

bench: ## list the measurements, each run by hand
	@ls tests/bench/*.py 2>/dev/null || echo "There are no measurements yet."

clean: ## remove what set-up and builds made; data/ stays
	rm -rf $(VENV) node_modules static/dist dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find knowledgebase -name '*.mo' -delete
