# `make demo` shows Hotpass at work, `make test` runs every check; the rest is for people who change Hotpass.

PYTHON    ?= python3
VENV      ?= .venv
PORT      ?= 8501
WORKSPACE ?= demo-workspace
UV        ?= uv

BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet --quiet
COMPILE := $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test check browser bench lock package clean

help:  ## show this list
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.installed  ## fill a workspace from the bundled files and serve it on http://127.0.0.1:8501 (PORT=… for another)
	@$(BIN)/hotpass demo --workspace $(WORKSPACE) --port $(PORT)

test: $(VENV)/.installed-dev browser check  ## create what the checks need, then run every check and test

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=85

browser:
	@.ci/browser

bench: $(VENV)/.installed-dev  ## run the slow measurements of tests/benchmarks
	@for script in tests/benchmarks/[a-z]*.py; do \
		echo "== $$script" && $(BIN)/python "$$script" || exit 1; \
	done

lock:  ## pin the newest versions that fit pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: install it, or name it with UV=…" >&2; exit 2; }
	@$(COMPILE) --upgrade --extra build --output-file requirements.lock
	@$(COMPILE) --upgrade --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock

package: $(VENV)/.installed  ## build the wheel and the source archive into dist/
	@$(BIN)/python -m hatchling build

clean:  ## remove build results and caches; keeps the environment and every workspace
	@rm -rf dist build .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find hotpass pages tests -type d -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@.ci/environment $(PYTHON) $(VENV)

# A development environment holds everything the demo needs, so it is not installed over.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@if [ -e $(VENV)/.installed-dev ]; then $(MAKE) --no-print-directory $(VENV)/.installed-dev; else \
		echo "Installing Hotpass into $(VENV) (a minute or two the first time)" && \
		$(PIP) install --require-hashes -r requirements.lock && \
		$(PIP) install --no-deps --no-build-isolation -e .; fi
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing Hotpass and its checks into $(VENV) (a minute or two the first time)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
