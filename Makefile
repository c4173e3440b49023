# Two commands matter: `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8000
export NASHRA_HOME ?= $(CURDIR)/var
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test deps check unit e2e bench chaos lock clean

demo: $(STAMP)
	@$(BIN)/nashra demo --port $(PORT)

test: deps $(STAMP) check
	@$(BIN)/python -m pytest -q -n 3 --dist loadfile -m "not chaos and not bench" $(PYTEST_ARGS)

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

bench: $(STAMP)
	@for file in benchmarks/*.py; do $(BIN)/python $$file || exit 1; done

chaos: $(STAMP)
	@NASHRA_EXAMPLES=60 $(BIN)/python -m pytest -q tests/properties
	@$(BIN)/python -m pytest -q -m chaos

# Versions with hashes, without a download address.
lock:
	uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-header -c requirements/dev.txt pyproject.toml -o requirements/base.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
