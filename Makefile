# `make` lists what can be done here. Python 3.11 or newer, git and make are all that it needs.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
JOBS ?= auto
VENV ?= .venv
# The first one that is new enough; name another with `make run PYTHON=/path/to/python3`.
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; \
	done)
endif
DATA_DIR ?= var
STATIC_DIR ?= $(DATA_DIR)/static

# Node comes with the virtual environment too, so that what the system has does not matter.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export HOST PORT WORKERS
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONPATH PYTHONHOME

SOURCES := routines tracker tests manage.py
TEMPLATES := $(shell find templates -name '*.html' 2>/dev/null)
BUILT := frontend/built/.stamp
COLLECTED := $(STATIC_DIR)/.collected

.PHONY: help
help: ## List what can be done
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | \
		while IFS='	' read -r name words; do printf '  make %-12s %s\n' "$$name" "$$words"; done

# --- What a person does ---------------------------------------------------------------------------

.PHONY: run
run: prepare ## Install, build and start the diary on http://127.0.0.1:8000 (HOST=, PORT=, WORKERS=)
	@echo
	@echo "  The diary is at http://$(HOST):$(PORT)/ (Ctrl-C ends it)."
	@echo "  Look around from there without an account, or sign up. Mail is kept in $(DATA_DIR)/mail."
	@echo "  In another terminal: 'make demo' fills a year to look at, 'make admin' lets you in at /admin/."
	@echo
	@exec honcho --no-colour start

.PHONY: demo
demo: prepare ## Make a demo account with a plausible year behind it
	@python manage.py make_demo

.PHONY: admin
admin: prepare ## Make an account that may enter the admin
	@python manage.py make_admin

.PHONY: prepare
prepare: build
	@python manage.py prepare

.PHONY: build
build: front-end $(COLLECTED) ## Build the front end and collect the static files

# --- What a contributor does ----------------------------------------------------------------------

.PHONY: test
test: browser check build ## Run everything: the static part, then unit, web, property and browser tests
	pytest -n $(JOBS) tests

.PHONY: check
check: $(VENV)/.development node_modules/.development front-end ## Run the static part: lint, format, types, contracts, migrations, settings
	ruff check $(SOURCES)
	ruff format --check $(SOURCES)
	djade --check --target-version 5.2 $(TEMPLATES)
	mypy
	lint-imports
	python manage.py makemigrations --check --dry-run
	python manage.py check --fail-level WARNING
	@echo "python manage.py check --deploy (as if served over TLS)"
	@SERVED_OVER_TLS=1 ALLOWED_HOSTS=diary.example python manage.py check --deploy --fail-level WARNING

.PHONY: format
format: $(VENV)/.development ## Format the code and the templates
	ruff check --fix $(SOURCES)
	ruff format $(SOURCES)
	djade --target-version 5.2 $(TEMPLATES)

.PHONY: bench
bench: $(VENV)/.development build ## Measure speed with ten years of data beside a bare Django page
	@missed=0; for part in bench bench.passing bench.exporting bench.importing; do \
		python -m "tests.$$part" || missed=1; \
	done; exit $$missed

# Every process has a core to itself; more threads for the small matrices would only get in their way.
.PHONY: calibrate
calibrate: $(VENV)/.development ## Try the statistics on simulated people: false claims, coverage, power
	@OPENBLAS_NUM_THREADS=1 python -m tests.calibrate

.PHONY: attack
attack: $(VENV)/.development build ## Attack the API by its own description, as long as it takes
	@python -m tests.attack

.PHONY: audit
audit: $(VENV)/.development node_modules/.development browser build ## Run axe and Lighthouse on every page, phone and desktop
	pytest -n $(JOBS) tests/browser/test_axe.py
	@python -m tests.audit

.PHONY: screenshots
screenshots: $(VENV)/.development browser build ## Take the README's picture from the real application
	@python -m tests.browser.screenshots

.PHONY: lock
lock: $(VENV)/.development ## Bring the lock files up to date with requirements/*.in and package.json
	for name in base frontend development; do \
		pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-options \
			--no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
			--output-file "requirements/$$name.txt" "requirements/$$name.in" || exit 1; \
	done
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

.PHONY: clean
clean: ## Remove what was installed and built; the data under var/ stay
	rm -rf $(VENV) node_modules frontend/built $(STATIC_DIR)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# --- What the others stand on: each leaves a file that says it is done ----------------------------

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer is needed, and none was found."; \
		echo "Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is too old: Python 3.11 or newer is needed."; \
		echo "Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) can't make virtual environments. On Debian and Ubuntu:"; \
		echo "    sudo apt-get install python3-venv"; exit 1; } >&2
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt requirements/frontend.txt $(VENV)/bin/python
	@echo "Installing what the application needs"
	@python -m pip install --quiet --require-hashes -r requirements/base.txt -r requirements/frontend.txt
	@touch $@

$(VENV)/.development: requirements/development.txt $(VENV)/.base
	@echo "Installing what checks and tests need"
	@python -m pip install --quiet --require-hashes -r requirements/development.txt
	@touch $@

node_modules/.base: package-lock.json | $(VENV)/.base
	@echo "Installing what the front end is built from"
	@npm ci --omit=dev --no-audit --no-fund --loglevel=error
	@touch $@

node_modules/.development: package-lock.json | $(VENV)/.base
	@echo "Installing what the front end is built from and tested with"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch node_modules/.base $@

# The build looks for itself whether any of its sources has changed.
.PHONY: front-end
front-end: $(VENV)/.base node_modules/.base
	@node frontend/build.mjs

$(BUILT): front-end ;

$(COLLECTED): $(BUILT) $(VENV)/.base
	@echo "Collecting and compressing the static files"
	@python manage.py collectstatic --no-input --verbosity 0
	@touch $@

.PHONY: browser
browser: $(VENV)/.base
	@.ci/chromium
	@.ci/curl
