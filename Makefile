# Two commands: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
ENGINE ?= library
MODEL ?=
MODEL_URL ?=
BIN := .venv/bin

export MEDCHAT_ENGINE = $(ENGINE)
export MEDCHAT_MODEL = $(MODEL)
export MEDCHAT_MODEL_URL = $(MODEL_URL)

.PHONY: run test soak bench lint lock clean

run: ## serve on http://127.0.0.1:8000 with the demo clinic
	@deploy/setup $(PYTHON) base $(if $(filter medgemma,$(ENGINE)),medgemma)
	@exec $(BIN)/python manage.py run --host $(HOST) --port $(PORT)

test: ## the whole suite, also on PostgreSQL and Redis when they are reachable
	@deploy/setup $(PYTHON) base medgemma test
	@exec deploy/test

soak: ## the suite with many more inputs, the long runs, then the full figures
	@deploy/setup $(PYTHON) base medgemma test
	@SOAK=1 deploy/test
	@exec deploy/figures

lint: ## what CI checks besides the tests
	@deploy/setup $(PYTHON) base medgemma test lint
	@exec deploy/lint

lock: ## pin every version again
	@exec deploy/lock $(PYTHON)

clean: ## remove the virtual environment and caches; data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
