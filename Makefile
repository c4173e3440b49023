# Two commands matter: `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8000
export NASHRA_HOME ?= $(CURDIR)/var
BIN := .venv/bin
STAMP := .venv/.installed
PEERS := .venv-bench/.installed

.PHONY: demo test deps check unit e2e bench bench-deps bench-all chaos lock clean

demo: $(STAMP)
	@$(BIN)/nashra demo --port $(PORT)

test: deps $(STAMP) check
	@$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder -m "not chaos and not bench" $(PYTEST_ARGS)

# Style, types and the import contract.
check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --cache-dir .import_linter_cache
	@$(BIN)/mypy

# A real browser, a real web server, Arabic fonts, rsync and minisign, where apt can bring them.
deps:
	@tools/deps

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Nashra needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# Beside the peers, in half an hour; writes docs/benchmarks.md. BENCH_ARGS="--only reads".
bench: bench-deps $(STAMP) $(PEERS)
	@$(BIN)/python benchmarks/peers.py $(BENCH_ARGS)

# Everything that benchmarks/ measures: some of it takes an hour.
bench-all: bench
	@for file in $(filter-out benchmarks/peers.py,$(wildcard benchmarks/*.py)); do \
		echo $$file; $(BIN)/python $$file || exit 1; done

bench-deps:
	@tools/bench-deps

# The peers' Python lives apart: what they need is none of Nashra's business.
$(PEERS): benchmarks/requirements.txt
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@touch $(PEERS)

chaos: $(STAMP)
	@NASHRA_EXAMPLES=60 $(BIN)/python -m pytest -q tests/properties
	@$(BIN)/python -m pytest -q -m chaos

# Versions with hashes, without a download address.
lock:
	uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header -c requirements/dev.txt pyproject.toml -o requirements/base.txt
	uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header benchmarks/requirements.in -o benchmarks/requirements.txt

clean:
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
