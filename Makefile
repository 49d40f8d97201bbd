# `make demo` shows Hotpass at work, `make test` runs every check; the rest is for people who change Hotpass.

PYTHON    ?= python3
VENV      ?= .venv
PORT      ?= 8501
WORKSPACE ?= demo-workspace
UV        ?= uv

BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOG     := $(VENV)/install.log
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
	$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --cov --cov-report=term:skip-covered --cov-fail-under=85

browser:
	@.ci/browser

bench: $(VENV)/.installed-dev  ## run the slow measurements of tests/benchmarks; fails at the end where a bar is missed
	@missed=0; for script in tests/benchmarks/[a-z]*.py; do \
		echo "== $$script" && $(BIN)/python "$$script" || missed=1; \
	done; exit $$missed

lock:  ## pin the newest versions that fit pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: install it, or name it with UV=…" >&2; exit 2; }
	@$(COMPILE) --upgrade --extra build --output-file requirements.lock
	@$(COMPILE) --upgrade --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock

package: $(VENV)/.installed  ## build the wheel and the source archive into dist/
	@$(BIN)/python -m hatchling build

clean:  ## remove build results and caches; keeps the environment and every workspace
	@rm -rf dist build .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find hotpass pages tests -type d -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/pip:
	@.ci/environment $(PYTHON) $(VENV)

# Quiet unless it fails: $(call install,LOCK FILE)
define install
	@{ $(PIP) install --no-deps --require-hashes -r $(1) && $(PIP) install --no-deps --no-build-isolation -e . \
		&& $(PIP) check; } >$(LOG) 2>&1 || \
		{ tail -n 40 $(LOG) >&2; echo "The installation failed: its last words stand above, all of them in $(LOG)." >&2; exit 2; }
	@touch $@
endef

ifneq ($(wildcard $(VENV)/.installed-dev),)
# An environment with the checks holds all that Hotpass needs; it is not installed over.
$(VENV)/.installed: $(VENV)/.installed-dev
	@touch $@
else
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/pip
	@echo "Installing Hotpass into $(VENV) (a minute or two the first time)"
	$(call install,requirements.lock)
endif

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(BIN)/pip
	@echo "Installing Hotpass and its checks into $(VENV) (a minute or two the first time)"
	$(call install,requirements-dev.lock)
