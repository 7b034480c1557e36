# Consilium's front door: `make run` to look around, `make test` to trust it. `make help` lists the rest.

SHELL := /bin/sh
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

# The first Python that is new enough; `make PYTHON=/path/to/python3.12 install` takes another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$name" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CODE := portal home community search tests manage.py
TEMPLATES := portal home community search

##@ Start here

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: install ## Run the lounge with its demo on PORT (8000); Ctrl-C stops it, a second run keeps the data
	@exec $(BIN)/python manage.py serve --demo

.PHONY: install
install: .venv/installed ## Make .venv with the pinned dependencies

##@ Test

.PHONY: test
test: .venv/installed-tests ## Everything, on the embedded default and on real services (root installs what is missing)
	@$(BIN)/python -m tests.services.suite

.PHONY: test-fast
test-fast: .venv/installed-tests ## The embedded suite alone: no root, no service, at most 90 seconds
	@$(BIN)/python -m tests.services.suite --fast

.PHONY: browser
browser: .venv/installed-tests ## The browser suite alone, on both stacks
	@$(BIN)/python -m tests.services.suite browser-embedded browser

.PHONY: bench
bench: .venv/installed-tests ## Measure against the goals; JSON into var/reports
	@$(BIN)/python -m tests.services.suite bench

.PHONY: check
check: .venv/installed-tests ## Format, lint, types, import rules, templates, migrations, catalogues, packages, deployment
	@$(MAKE) -k check-format check-lint check-types check-imports check-templates check-migrations \
		check-catalogues check-packages check-deploy

.PHONY: check-format check-lint check-types check-imports check-templates
.PHONY: check-migrations check-catalogues check-packages check-deploy
check-format: ## … only the format
	$(BIN)/ruff format --check .
check-lint: ## … only the lint rules
	$(BIN)/ruff check .
check-types: ## … only the types
	$(BIN)/mypy
check-imports: ## … only who may import whom
	$(BIN)/lint-imports
check-templates: ## … only the templates' indentation
	find $(TEMPLATES) -name '*.html' -print0 | xargs -0 $(BIN)/djhtml --check --tabwidth 2
check-migrations: ## … only whether every model has its migration
	$(BIN)/python manage.py makemigrations --check --dry-run
check-catalogues: ## … only whether the catalogues are complete and compiled
	$(BIN)/python manage.py catalogues --check
check-packages: ## … only whether the installed packages fit together
	$(PIP) check
check-deploy: ## … only whether a full set of variables passes Django's deployment check
	$(BIN)/python -m tests.services.deployment

##@ Services

.PHONY: services
services: ## Start PostgreSQL, Redis and Elasticsearch on loopback; their addresses go to var/services.env
	@$(PYTHON) -m tests.services start

.PHONY: services-stop
services-stop: ## Stop them; their data stays
	@$(PYTHON) -m tests.services stop

.PHONY: services-status
services-status: ## Say which of them answer
	@$(PYTHON) -m tests.services status

##@ Write

.PHONY: fmt
fmt: .venv/installed-tests ## Put code and templates into their format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	find $(TEMPLATES) -name '*.html' -print0 | xargs -0 $(BIN)/djhtml --tabwidth 2

.PHONY: messages
messages: install ## Collect the interface's texts into locale/ and compile the catalogues (needs gettext)
	$(BIN)/python manage.py catalogues

.PHONY: env
env: install ## Write the table of environment variables into README.md
	$(BIN)/python manage.py env

.PHONY: lock
lock: ## Pin the newest allowed dependencies, with hashes, in both requirements files
	$(PYTHON) -m venv --clear var/lock
	var/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	UV_CUSTOM_COMPILE_COMMAND='make lock' var/lock/bin/uv pip compile --quiet --upgrade --universal \
		--generate-hashes --python-version 3.11 pyproject.toml --output-file requirements.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' var/lock/bin/uv pip compile --quiet --upgrade --universal \
		--generate-hashes --python-version 3.11 pyproject.toml --group test --constraint requirements.txt \
		--output-file tests/requirements.txt
	rm -rf var/lock

.PHONY: clean
clean: services-stop ## Remove what the checkout made for itself: .venv, and in var all but the demo's data
	rm -rf .venv var/services var/services.env var/services.lock var/reports
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# How the virtual environment comes to be. The stamps make a second run instant; pip is what venv writes last, so a
# half-made environment is made again.

.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Debian 12: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		version=$$($(PYTHON) -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
		echo "$$version lacks venv. Debian: apt-get install $$version-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

# One line for every ten packages, since the first time takes a minute; only a pip that succeeded leaves `done`. Python
# compiles what it imports, which is a small part of all there is.
define PIP_INSTALL
@rm -f .venv/done
@{ PYTHONUNBUFFERED=1 $(PIP) install --progress-bar off --no-compile --require-hashes -r $(1) && touch .venv/done; } | $(BIN)/python -uc \
	'import sys; [print("  package", n) for n, line in enumerate(filter(lambda x: x.startswith("Collecting"), sys.stdin), 1) if n % 10 == 0]'
@test -e .venv/done || { echo "pip could not install $(1)" >&2; exit 1; }
@mv .venv/done $@
endef

.venv/installed: requirements.txt .venv/bin/pip
	@echo "Installing $$(grep -c '==' requirements.txt) pinned packages (only the first time and when they change)"
	$(call PIP_INSTALL,requirements.txt)

.venv/installed-tests: tests/requirements.txt .venv/installed
	@echo "Installing the pinned test packages (only the first time and when they change)"
	$(call PIP_INSTALL,tests/requirements.txt)
