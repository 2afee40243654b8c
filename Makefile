# Five targets: setup run check test bench.
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: setup run check test bench

$(VENV)/run: requirements.lock pyproject.toml
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.lock package-lock.json
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	npm ci --silent
	touch $@

setup: $(VENV)/run

run: setup
	qingfeng serve --demo

check: $(VENV)/dev
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	node node_modules/typescript/bin/tsc --noEmit -p static/js
	node static/build.mjs --check
	node static/viewer.mjs --check
	node static/floor/check.mjs

test: $(VENV)/dev
	sh tests/install-servers.sh
	pytest -n auto --maxprocesses 4 --dist loadfile

bench: $(VENV)/dev
	python -m bench
