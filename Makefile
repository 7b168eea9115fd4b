# One command an intention; each sets up what it needs by itself.
# A failed installation must not end as well as the filter of its messages does.
SHELL := bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
# With its folders: their time changes when a file goes away.
KERNEL_SOURCES := CMakeLists.txt $(wildcard build_backend/*.py) $(shell find routing/kernel/source)
BENCH = $(if $(SET),--set $(SET)) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(TIME),--time $(TIME)) \
	$(if $(PEERS),--peers $(PEERS)) $(if $(THREADS),--threads $(THREADS))
# Each file of tests in one process: one more than there are cores, for some tests only wait; more than four wait
# for each other's solvers.
SIDE_BY_SIDE ?= -n $(shell $(BIN)/python -c 'import os; print(min(4, len(os.sched_getaffinity(0)) + 1))' 2>/dev/null || echo auto) --dist loadfile --no-loadscope-reorder
# What fails beside others is tried once more alone: some tests wait for what a busy computer takes too long for.
AGAIN = $(BIN)/python -m pytest --last-failed --last-failed-no-failures none
SANITIZED_TESTS ?= tests/routing/kernel

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgres check kernel sanitize fmt bench bench-full soak ui clients docs clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1|/' | column -t -s '|'

demo: .venv/.runs .venv/.kernel ## Plan a sample day on real streets and show it in the browser
	$(BIN)/roundsman demo --port $(PORT)

test: .venv/.develops .venv/.kernel ## Run all tests
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) || $(AGAIN)

test-postgres: .venv/.develops .venv/.kernel ## Run the tests of everything that is kept once more, on PostgreSQL
	ROUNDSMAN_TEST_DATABASE=postgres $(BIN)/python -m pytest $(SIDE_BY_SIDE) tests/data/store tests/api/http tests/api/jobs tests/api/services \
		tests/api/test_canaries.py \
		|| ROUNDSMAN_TEST_DATABASE=postgres $(AGAIN)

check: .venv/.develops ## Check format, types, imports, generated pages and the built screens
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m api.reference_pages --check
	$(BIN)/python -m api.openapi_file --check
	$(BIN)/python -m api.openapi_changes
	sh web/check.sh

kernel: .venv/.kernel ## Build the part of the solver that is written in C++

sanitize: .venv/.develops ## Test that part where every address and every figure is checked
	$(BIN)/python -m build_backend.sanitized $(SANITIZED_TESTS)

fmt: .venv/.develops ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.benches .venv/.kernel ## Measure solvers and streets for minutes (set ROUNDSMAN_SHARED to instances and maps)
	$(BIN)/python -m benchmarks.run --short $(BENCH)

bench-full: .venv/.benches .venv/.kernel ## Measure all sets beside all peers; goes on where it was (SET= SEEDS= TIME= PEERS= THREADS=)
	$(BIN)/python -m benchmarks.run $(BENCH)

soak: .venv/.develops .venv/.kernel ## Try for hours what a service must stand; goes on where it was (TRIALS= DATABASE= SHARE=)
	$(BIN)/python -m benchmarks.soak $(TRIALS) $(if $(DATABASE),--database $(DATABASE)) $(if $(SHARE),--share $(SHARE))

ui: ## Build the screens into web/dist (needs Node 20 or newer)
	cd web && npm ci && npm run types && npm run build

clients: .venv-clients/.installed ## Build the typed clients of the API into build/clients (needs Node 20 or newer)
	rm -rf build/clients && mkdir -p build/clients
	PATH="$$PWD/.venv-clients/bin:$$PATH" .venv-clients/bin/openapi-python-client generate --path docs/openapi.json \
		--config clients/python.yaml --output-path build/clients/python --fail-on-warning
	.venv-clients/bin/python -m build --wheel --outdir build/clients build/clients/python >build/clients/python.log
	cd clients/typescript && npm ci && npm run build && npm pack --pack-destination ../../build/clients

docs: .venv/.develops .venv/.kernel ## Write the generated pages anew
	$(BIN)/python -m api.reference_pages --write
	$(BIN)/python -m api.openapi_file --write

clean: ## Remove everything that was set up or built here
	rm -rf .venv .venv-clients .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache web/node_modules clients/typescript/node_modules build routing/kernel/_kernel.*.so

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; choose one with: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "Python cannot make environments here; on Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

.venv/.tools: pyproject.toml constraints.txt build_backend/tools.py build_backend/compiler.py | .venv/bin/python
	@echo "Installing what the kernel is built with into .venv"
	$(BIN)/python -m build_backend.tools
	@touch $@

# Before the installation, which would build it too but show nothing of it.
.venv/.kernel: .venv/.tools $(KERNEL_SOURCES)
	@echo "Building the kernel (once, and when its sources change)"
	@touch $@.begun
	$(BIN)/python -m build_backend.in_place
	@mv $@.begun $@

.venv/.runs: pyproject.toml constraints.txt | .venv/.kernel
	@echo "Installing Roundsman into .venv (once, about a minute)"
	$(BIN)/python -m pip install --progress-bar on -c constraints.txt --no-build-isolation -e . | grep -v 'already satisfied'
	@touch $@

.venv/.develops: pyproject.toml constraints.txt | .venv/.kernel
	@echo "Installing Roundsman and its tools into .venv (once, about two minutes)"
	$(BIN)/python -m pip install --progress-bar on -c constraints.txt --no-build-isolation -e . --group dev \
		| grep -v 'already satisfied'
	@touch $@ .venv/.runs

.venv/.benches: pyproject.toml constraints.txt | .venv/.runs
	@echo "Installing the peers that are measured beside Roundsman (once)"
	$(BIN)/python -m pip install --progress-bar on -c constraints.txt --group bench | grep -v 'already satisfied'
	@touch $@

.venv-clients/.installed: clients/requirements.txt
	$(PYTHON) -m venv .venv-clients
	.venv-clients/bin/python -m pip install --quiet -r clients/requirements.txt
	@touch $@
