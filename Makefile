# A fresh machine has Python 3.11 or newer with pip and venv; nothing else is needed.
PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN = $(VENV)/Scripts
else
BIN = $(VENV)/bin
endif
JOBS ?= 2
CASE = corpus/cases/c1-county-primary

.PHONY: install dev demo test schema bench clean

install: $(VENV)/.installed
dev: $(VENV)/.dev

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed

# Checks the example plan against its directive and follows it up with its summary.
demo: install
	mkdir -p demo-report
	$(BIN)/plantext check $(CASE)/plan.docx --against $(CASE)/directive.docx -o demo-report/check.html
	$(BIN)/plantext check $(CASE)/plan.docx --against $(CASE)/directive.docx -o demo-report/check.xlsx
	$(BIN)/plantext followup $(CASE)/plan.docx --summary $(CASE)/summary.pdf -o demo-report/followup.html
	@echo
	@echo "Open / 请打开:  demo-report/check.html      (plan against directive / 计划对照通知)"
	@echo "                demo-report/followup.html   (plan against summary / 计划对照总结)"
	@echo "                demo-report/check.xlsx      (for a reviewer / 供审核人员填写)"

# Everything that must hold before a change is shared.
test: dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n $(JOBS)

# Writes the published JSON schema after a change of model.py.
schema: install
	$(BIN)/python -m plantext.schema schema/plantext-1.json

bench: install
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) demo-report build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
