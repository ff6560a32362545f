# attune: `make serve` runs it, `make test` checks it; both start from nothing but Python and a network.
# The steps are in requirements/install.sh. ATTUNE_* variables (ATTUNE_PORT, ATTUNE_DATA ...) reach the server.

.DEFAULT_GOAL := help
.PHONY: help serve web test lint coverage screenshots bench bench-learn bench-swap bench-page bench-train demo starter clean

INSTALL := ./requirements/install.sh
PYTHON := .venv/bin/python
# Node comes from .venv where the host has none that is new enough.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

help: ## Show this list
	@echo "attune: a chat server that learns from the people who use it"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 20

serve: ## Install what is missing and start the server on http://127.0.0.1:8000
	@$(INSTALL) packages attune web
	@exec .venv/bin/attune serve

web: ## Build the browser client alone, for a server that already runs
	@$(INSTALL) packages web

test: ## Lint, type checks, web checks and every test, in real parts
	@$(INSTALL) packages attune dev litellm trl web browser
	@$(MAKE) --no-print-directory lint
	cd server/web && npm run check && npm test
	$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 --durations 25

lint: ## ruff and mypy
	@$(INSTALL) packages attune dev
	ruff check .
	ruff format --check .
	mypy

coverage: ## The Python tests again, slower, with the branches that they reach
	@$(INSTALL) packages attune dev litellm trl web browser
	$(PYTHON) -m pytest --cov

screenshots: ## Pictures of chat and console, in light, dark and on a phone; writes out/screenshots/*.png
	@$(INSTALL) packages attune dev web browser
	$(PYTHON) -m tests.browser.screenshots

bench: ## Streamed tokens per second against vLLM's own server; writes out/bench/serve.json
	@$(INSTALL) packages attune dev
	$(PYTHON) -m tests.bench.serve

bench-learn: ## Does it learn, beside simpler methods; takes hours, ARGS="--quick" a part; writes out/bench/learn.json
	@$(INSTALL) packages attune dev trl
	$(PYTHON) -m tests.bench.learn $(ARGS)

bench-swap: ## What people notice of swaps and of learning; writes out/bench/swap.json and users.json
	@$(INSTALL) packages attune dev
	$(PYTHON) -m tests.bench.swap
	$(PYTHON) -m tests.bench.users

bench-page: ## What the chat page costs the browser for each token; writes out/bench/page.json
	@$(INSTALL) packages attune dev web browser
	$(PYTHON) -m tests.bench.page

bench-train: ## The learner's speed and memory beside TRL 1.9; writes out/bench/train.json
	@$(INSTALL) packages attune dev trl
	$(PYTHON) -m tests.bench.train

demo: ## Watch it learn: simulated users vote, the server learns; writes out/demo/result.json and plot.png
	@$(INSTALL) packages attune
	$(PYTHON) -m policy.simulation.demo

starter: ## Train a model such as the built-in one from nothing; writes out/starter
	@$(INSTALL) packages attune
	$(PYTHON) -m policy.starter

clean: ## Remove everything that make made; ./attune-data stays
	rm -rf .venv out server/web/dist server/web/node_modules *.egg-info .pytest_cache .mypy_cache .ruff_cache .coverage*
	find feedback policy server tests -name __pycache__ -prune -exec rm -rf {} +
