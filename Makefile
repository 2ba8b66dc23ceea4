# Each target does its own set-up in .venv, with uv where it is present, else with venv and pip.
PYTHON ?= python3
BIN := .venv/bin
LEDGER ?= demo.db
CORPORA ?=

.PHONY: help setup demo serve test lint eval bench clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

setup: .venv/.ready ## make .venv and install sayso with its development tools

.venv/.ready: pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python $(PYTHON) .venv && uv pip install --quiet --python $(BIN)/python -e . --group dev; \
	else \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "sayso needs Python's venv module: install it (Debian: apt install python3-venv) and run make again" >&2; exit 1; }; \
	  $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1' && $(BIN)/python -m pip install --quiet -e . --group dev; \
	fi
	@touch $@

demo: setup ## read the bundled sample reports into demo.db and show who said what
	@$(BIN)/sayso demo --ledger $(LEDGER)

serve: setup ## open the page on the sample reports, in demo.db
	@test -f $(LEDGER) || $(BIN)/sayso demo --ledger $(LEDGER) >/dev/null
	@$(BIN)/sayso serve --ledger $(LEDGER) --open

test: setup lint ## lint, types and tests
	@$(BIN)/pytest

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/codespell

eval: setup ## measure on the corpora: make eval CORPORA=folder
	@test -n "$(CORPORA)" || { echo "name the corpora folder: make eval CORPORA=folder" >&2; exit 2; }
	@for script in attributions calibration when how_much where who vectors copies conflict series; do echo "== $$script"; $(BIN)/python eval/$$script.py --corpora $(CORPORA) || exit 1; done
	@echo "== same"; $(BIN)/python eval/same.py --pairs --nanco --breaking --corpora $(CORPORA)
	@echo "== origins"; $(BIN)/python eval/origins.py

bench: setup ## articles a second, beside the bare network
	@$(BIN)/python eval/bench.py

clean: ## remove what make has made
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache $(LEDGER)*
