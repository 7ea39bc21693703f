# `make run` to try it, `make test` to check it. README.md says what they need.

PYTHON ?= python3
BIN := .venv/bin
PYBABEL := $(BIN)/pybabel --quiet
UPDATE := $(PYBABEL) update --output-dir app/translations --no-fuzzy-matching --ignore-obsolete \
	--ignore-pot-creation-date --width 99
DOOR_LANGUAGES := uk ar de pl tr so fa ro
FLASK := $(BIN)/flask --app wsgi
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/messages.po))
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11

# An old release with known faults: if pypi.org tells none of them, it cannot be asked.
KNOWN_FAULTS := https://pypi.org/pypi/flask/0.12/json

.PHONY: run install test faults lint bench lock sbom audit translations gallery pictures icons
.DEFAULT_GOAL := run
.NOTPARALLEL:

run: export HOST ?= 127.0.0.1
run: export PORT ?= 8000
run: export DEMO ?= 1
run: .venv/.stamp-run $(CATALOGUES)
	@mkdir -p instance
	@$(FLASK) migrate
	@$(FLASK) close-days
	@if [ "$(DEMO)" = 1 ]; then $(FLASK) demo; fi
	@echo "Stop with Ctrl-C."
	@exec $(FLASK) serve --host "$(HOST)" --port "$(PORT)"

# On a server, as root: docs/operating.md. It asks for what it needs to know.
install:
	@deploy/install.sh

test: lint
	@$(BIN)/pytest --numprocesses auto --dist loadgroup $(PYTEST)

# tests/faults with many more cases. What it says it began with (SEED) brings the same ones again.
faults: export SEED ?= $(shell date +%s)
faults: export FAULTS ?= 20
faults: .venv/.stamp-test $(CATALOGUES)
	@echo "make faults SEED=$(SEED) FAULTS=$(FAULTS)"
	@$(BIN)/pytest --timeout 0 --numprocesses auto tests/faults $(PYTEST)

lint: .venv/.stamp-test $(CATALOGUES)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@tests/front_end/lint

# How fast things are, beside small reference applications: bench/results.md. The times depend on the
# machine, so no test asserts them.
bench: .venv/.stamp-test $(CATALOGUES)
	@$(BIN)/python -m bench

# Screenshots of every page in every state, to look at. They go to gallery/.
gallery: .venv/.stamp-test $(CATALOGUES)
	@$(BIN)/python -m bench.gallery

# The screenshots in README.md and the guides. They go to docs/pictures/ and app/static/img/guides/, and
# are committed.
pictures: .venv/.stamp-test $(CATALOGUES)
	@$(BIN)/python -m bench.pictures

# The icons of the installed app, from app/static/img/icon.svg. They are committed.
icons: .venv/.stamp-test
	@$(BIN)/python -m bench.icons

# The lists are compiled from pyproject.toml. The second includes the first; the third is for the two
# commands below it.
lock:
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --extra test --constraint requirements.txt --output-file requirements-test.txt pyproject.toml
	$(LOCK) --group supply --output-file requirements-supply.txt

# What the application consists of, in CycloneDX, with hashes and licences: sbom.json.
sbom: .venv/.stamp-run .venv/.stamp-supply
	@.venv/supply/bin/cyclonedx-py requirements --pyproject pyproject.toml requirements.txt \
		| $(BIN)/python deploy/sbom.py >sbom.json

# Known faults in those packages, as far as pypi.org can be asked.
audit: | .venv/bin/pip
	@if $(BIN)/python -c 'from urllib.request import urlopen; \
		assert b"CVE-" in urlopen("$(KNOWN_FAULTS)", timeout=20).read()' 2>/dev/null; \
	then $(MAKE) --no-print-directory .venv/.stamp-supply && .venv/supply/bin/pip-audit --strict --disable-pip \
		--require-hashes --requirement requirements.txt --progress-spinner off; \
	else echo "NOT CHECKED for known faults: pypi.org cannot be asked here."; fi

# The code has the Danish texts. New ones arrive empty in the catalogues, to be translated: all of them
# in English, the visitors' pages in the other languages.
translations: .venv/.stamp-test
	@$(PYBABEL) extract --mapping babel.cfg --keyword _l --no-location --sort-output \
		--output .venv/messages.pot .
	@$(UPDATE) --locale en --input-file .venv/messages.pot
	@$(PYBABEL) extract --mapping babel-door.cfg --no-location --output .venv/door.pot .
	@for language in $(DOOR_LANGUAGES); do \
		$(UPDATE) --locale $$language --input-file .venv/door.pot; done

.venv/.stamp-run: requirements.txt | .venv/bin/pip
	$(PIP) --requirement $<
	@touch $@

.venv/.stamp-test: requirements-test.txt | .venv/bin/pip
	$(PIP) --requirement $<
	@touch $@

.venv/.stamp-supply: requirements-supply.txt | .venv/bin/pip
	@$(PYTHON) -m venv .venv/supply
	@.venv/supply/bin/pip install --quiet --disable-pip-version-check --require-hashes \
		--only-binary :all: --requirement $<
	@touch $@

.venv/bin/pip:
	$(PYTHON) -m venv .venv

%.mo: %.po | .venv/bin/pip
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
