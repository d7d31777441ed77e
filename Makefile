# Liaison: everything starts here. `make help` lists it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV_VERSION := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)
TESTS ?= tests

export UV_PYTHON := $(VENV)/bin/python
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
export UV_SYSTEM_CERTS := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help run setup test pytest lint types format words lock bench simulate faults clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

run: $(READY) ## the local workspace with Liaison in it: prints the address to open (PORT=8700 to choose another, ARGS=--keep to find it again as you left it)
	@exec $(BIN)/python -m sandbox $(if $(PORT),--port $(PORT)) $(ARGS)

setup: $(READY) ## the environment alone: .venv from requirements.lock

$(READY): requirements.lock
	@echo "Setting up $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	@$(BIN)/uv --version 2>/dev/null | grep -qF 'uv $(UV_VERSION)' || sh scripts/install-uv.sh $(PYTHON) $(VENV) $(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	@touch $@

lint: $(READY) ## ruff, formatting, import rules, house rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m scripts.house_rules

types: $(READY) ## strict types
	$(BIN)/mypy

# Two at a time: the types take one core, so lint and then the tests begin on the other.
test: $(READY) ## everything CI runs: lint, types, import rules and all tests, on SQLite, Postgres and in a browser
	@$(MAKE) --no-print-directory --jobs=2 lint types pytest

pytest: lint
	@sh scripts/install-chromium.sh
	$(BIN)/python -m pytest -n auto -m "not faults" $(TESTS)

faults: $(READY) ## the long kill loops: a worker killed 50 times over 500 messages, on SQLite and Postgres
	$(BIN)/python -m pytest -m faults $(TESTS)

simulate: $(READY) ## half a year of two hundred people with Liaison: every nudge with its reason, and what was promised (ARGS=--help)
	@exec $(BIN)/python -m sandbox.simulate $(ARGS)

bench: $(READY) ## benchmarks, each a ratio against its floor in the same run
	$(BIN)/python -m benchmarks $(ARGS)

format: $(READY) ## format, and mend what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: $(READY) ## bring the message catalogues in step with the sources
	$(BIN)/python -m scripts.words

lock: ## pin the dependencies of pyproject.toml anew
	@test -x $(BIN)/uv || $(MAKE) setup
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --generate-hashes -o requirements.lock
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --generate-hashes -c requirements.lock -o requirements.txt

clean: ## remove the environment and what was built
	rm -rf $(VENV) build .mypy_cache .ruff_cache .hypothesis
