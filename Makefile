# make run     start the app, with everything it needs
# make test    all tests, with the browser, the database and the OpenID provider they need
# make check   format, lint, types, import contracts, duplicates, generated documents
# make bench   measure and print ratios
# make docs    write the generated documents
# make lock    write the lock files after a change of pyproject.toml; UPGRADE=--upgrade takes new versions of all
# make clean   remove what these commands made, but not the database in var/

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
UPGRADE ?=
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)
FLOORS := data metrics dashboard pages

.DEFAULT_GOAL := run
.PHONY: run test check bench docs lock clean environment app-packages dev-packages

# Installs a lock file where it differs from the one installed last.
define install
	@cmp -s $(1) $(VENV)/installed-$(1) || { \
		echo "Installing $(1)" && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
		cp $(1) $(VENV)/installed-$(1); }
endef

run: app-packages
	@$(BIN)/python -m dashboard serve --prepare

test: dev-packages
	@$(BIN)/python -m tests.services
	@$(BIN)/python -m tests

check: dev-packages
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy --strict $(FLOORS) tests/services $(wildcard bench)
	$(BIN)/lint-imports
	$(BIN)/pylint $(FLOORS)
	$(BIN)/python -m dashboard.documentation --check

bench: dev-packages
	@$(BIN)/python -m bench

docs: app-packages
	$(BIN)/python -m dashboard.documentation

lock: environment
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group pyproject.toml:postgres --no-deps --output-file requirements-postgres.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

app-packages: environment
	$(call install,requirements.txt)

dev-packages: environment
	$(call install,requirements-dev.txt)

# Makes the virtual environment where there is none that works; half of one is as good as none.
environment:
	@$(BIN)/python -c "import pip" 2>/dev/null || $(MAKE) --no-print-directory new-environment

.PHONY: new-environment
new-environment:
	@$(PYTHON) -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" 2>/dev/null || { \
		echo "Brobygger needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Install one, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV)"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
