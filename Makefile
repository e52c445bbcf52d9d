# Everything a person types here. `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# A run starts hundreds of processes: let them find compiled what the first one compiled.
PYTEST := PYTHONDONTWRITEBYTECODE= $(PYTHON) -m pytest -q
FA := marketplace/translations/fa
MESSAGES := $(FA)/LC_MESSAGES/messages.mo

.PHONY: help run install test check format soak bench shots catalogue lock clean services
.NOTPARALLEL:

help: ## What can be typed here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.run $(MESSAGES) ## Start the demo shop and its worker (PORT, HOST, DATABASE_URL respected)
	@exec $(PYTHON) -m marketplace run

install: .venv/.run $(MESSAGES) ## What a server needs: the environment, the translations, compiled code
	@$(PYTHON) -m compileall -q marketplace migrations

test: check services ## Every check and the whole suite: SQLite, PostgreSQL and Chromium
	@$(PYTEST) -n 4 --cov --cov-report=term:skip-covered --ignore=tests/checks

check: .venv/.dev $(MESSAGES) ## Style, types, layers, templates, CSS and translations; seconds, no browser
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) -m tools.catalogue --check
	@$(PYTEST) -n 0 tests/checks

format: .venv/.dev ## Lay the code out as `make check` wants it
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

soak: services $(MESSAGES) ## The long races and faults, minutes
	@$(PYTEST) -n 0 -m soak --soak

bench: services $(MESSAGES) ## CPU a request at 1,000 and 10,000 listings, into var/bench.json (LARGE=1: 100,000 too)
	@$(PYTHON) -m bench $(if $(LARGE),--large)
	@$(PYTHON) -m bench.payouts

shots: services $(MESSAGES) ## A picture of every page in tools/pages.toml, into var/shots/
	@$(PYTHON) -m tools.shots

catalogue: .venv/.run ## Compile the translations
	@$(PYTHON) -m tools.catalogue

lock: ## Compile requirements*.in to hashed lock files (needs uv)
	@sh tools/lock.sh

clean: ## Remove what can be made again (not var/, which holds the shop)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage*
	@rm -rf $(FA)/LC_MESSAGES
	@find marketplace tests tools migrations -name __pycache__ -type d -prune -exec rm -rf {} +

services: .venv/.dev
	@$(PYTHON) -m tools.services

.venv/.run: requirements.txt
	@sh tools/environment.sh requirements.txt $@

.venv/.dev: requirements-dev.txt
	@sh tools/environment.sh requirements-dev.txt $@

$(MESSAGES): $(wildcard $(FA)/*.po) | .venv/.run
	@$(PYTHON) -m tools.catalogue
