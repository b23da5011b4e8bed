# The targets that README.md names. All paths are relative: make splits names at spaces.

VENV ?= .venv
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && exit; done)
BIN = $(VENV)/bin
PY = "$(BIN)/python"
WORKERS ?= 2
# Keys for checks and tests; they guard nothing.
KEYS = INSECURE_TEST_KEYS=true
# What the tests leave out, said in their last line.
SKIPPED = var/skipped

.DEFAULT_GOAL := help
.PHONY: help setup setup-run run test lint check format browser chromium translations screenshots tutorial flows lighthouse bench chaos prove-safety audit growth attack

help: ## Say what there is
	@echo "Rank & File. Targets:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1   \2/p' Makefile

setup: ## Install everything that the product and its tests need
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh deploy/bootstrap.sh dev
	@VENV="$(VENV)" sh deploy/frontend.sh dev

setup-run:
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh deploy/bootstrap.sh run
	@VENV="$(VENV)" sh deploy/frontend.sh run

run: setup-run ## Run the whole product on this machine (PORT=8000)
	@$(KEYS) $(PY) manage.py compile_translations >/dev/null
	@exec $(PY) manage.py up

translations: setup
	@$(KEYS) $(PY) manage.py compile_translations

chromium: setup
	@mkdir -p var && : > $(SKIPPED)
	@sh deploy/chromium.sh || echo "the browser journeys (no Chromium was found, and none could be installed)" >> $(SKIPPED)

test: chromium translations ## Run all tests, the browser journeys where there is a Chromium
	@if [ -s $(SKIPPED) ]; then marks="not browser"; else marks=""; fi; \
	$(PY) -m slipcover -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder -m "$$marks" --junitxml=var/tests.xml; \
	code=$$?; $(PY) -m tests.covered var/coverage.json || code=1; \
	$(PY) -m tests.last_line var/tests.xml $(SKIPPED); exit $$code

browser: chromium translations ## Run only the browser journeys
	@if [ -s $(SKIPPED) ]; then echo "Skipped: $$(cat $(SKIPPED))."; else $(PY) -m pytest -m browser; fi

flows: chromium translations ## Walk the flows on a slow phone; print their taps and times
	@FLOWS_SLOWED=1 $(PY) -m pytest -q tests/browser/test_journey_flows.py; code=$$?; cat var/flows.md; exit $$code

lighthouse: chromium translations ## Print Lighthouse's marks of the ten main pages
	@$(PY) -m tests.lighthouse

bench: chromium ## Measure, beside references, and write docs/benchmarks.md (SCALE=small tries it)
	$(KEYS) $(PY) -m tests.benchmarks $(if $(filter small,$(SCALE)),--small)

chaos: setup ## Kill every part while 20,000 mails go out, and while 2,000 members live for ten minutes
	@CHAOS_MAILS=$${CHAOS_MAILS:-20000} CHAOS_MEMBERS=$${CHAOS_MEMBERS:-2000} CHAOS_SECONDS=$${CHAOS_SECONDS:-600} \
		$(PY) -m pytest -q -s tests/chaos/test_mailout.py tests/chaos/test_population.py

growth: setup ## Open every page on a demonstration copied a hundred times; write docs/growth.md
	$(PY) -m tests.growth $(if $(filter small,$(SCALE)),--small)

prove-safety: setup translations ## Take out each protection in a copy; its test must fail (ONLY=WORD)
	@$(PY) -m tests.safety.prove $(ONLY)

audit: setup ## Ask the lists of known faults about every package (needs the network)
	@VENV="$(VENV)" sh deploy/audit.sh

attack: setup translations ## Attack a product with a scanner, on this machine only (ATTACK_SECONDS)
	@test -x var/attack/venv/bin/wapiti || { "$(PYTHON)" -m venv var/attack/venv \
		&& var/attack/venv/bin/pip install -q --require-hashes -r requirements/attack.txt; }
	@$(PY) -m tests.attack --seconds $${ATTACK_SECONDS:-60}

screenshots: setup ## Paint every page of the product that `make run` has started into var/screenshots
	$(PY) -m tests.browser.screenshots --out var/screenshots

tutorial: chromium translations ## Walk docs/tutorial.md and paint its pictures anew
	@if [ -s $(SKIPPED) ]; then echo "Skipped: $$(cat $(SKIPPED))."; else TUTORIAL_PICTURES=docs/img/tutorial $(PY) -m pytest -q tests/browser/test_tutorial.py; fi

lint: setup ## Check form, types, layers, templates, settings, migrations, translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(KEYS) $(PY) -m mypy .
	"$(BIN)/python" -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	@VENV="$(VENV)" sh deploy/types.sh
	$(PY) -m djlint templates --lint --quiet
	$(KEYS) $(PY) manage.py check --fail-level WARNING
	@$(KEYS) PUBLIC_URL=https://check.example SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(48))')" \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(KEYS) $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(KEYS) $(PY) manage.py check_translations

check: lint translations ## Lint and the fast tests, before every commit
	$(PY) -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder -m "not browser and not stack"

format: setup ## Put the code into its form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(PY) -m djlint templates --reformat --quiet
