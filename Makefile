# The two commands of the README are `make serve` and `make test`; each sets up all that it needs.
PYTHON  ?= python3
VENV    ?= .venv
PORT    ?= 8000
VAR     ?= var
EDITOR   = api/static/editor.js
ANDROMEDE = $(VENV)/bin/python -m andromede
# With the Node that .node found.
NPM      = cd web && PATH="$$(cat "$(abspath $(VENV)/.node)")$$PATH" npm
# What a lock file names, into an environment that pip made, or uv.
install  = if [ -x "$(VENV)/bin/pip" ]; then "$(VENV)/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r $(1); \
	else uv pip install -q --python "$(VENV)/bin/python" --require-hashes -r $(1); fi

.DEFAULT_GOAL := help
.PHONY: help setup serve build test check bench bench-edits soak format examples validate editor checkers lsp lock clean

help: ## show these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 13

serve: $(VENV)/.ready ## build a release if need be, serve it on port 8000 (PORT=, VAR=)
	@$(MAKE) -s editor || echo "The editor of /sparql could not be built: the page has a plain form instead."
	@$(ANDROMEDE) serve --port $(PORT) --releases $(VAR)/releases

setup: $(VENV)/.ready-dev ## set up what curators and developers need (CONTRIBUTING.md)
	@$(MAKE) -s editor || echo "The editor of /sparql and /validate could not be built: the pages have plain forms instead."

build: $(VENV)/.ready ## compile ontology/ and graph/data/ into a release
	@$(ANDROMEDE) build --output $(VAR)/releases

test: $(VENV)/.ready-dev ## run the whole test suite with its linters
	@$(MAKE) -s checkers editor || echo "The scripts of web/ could not be set up: tests of pages will be missing."
	@$(VENV)/bin/python -m pytest

check: $(VENV)/.ready-dev ## linters and types alone
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy && $(VENV)/bin/lint-imports

bench: $(VENV)/.ready-dev ## compare with Oxigraph's server (docs/bench; needs wrk; BENCH=)
	@command -v wrk >/dev/null || { echo "wrk makes the load and is missing (Debian, Ubuntu: apt install wrk)."; exit 2; }
	@$(ANDROMEDE) build --output $(VAR)/releases
	@$(VENV)/bin/python -m bench --releases $(VAR)/releases --page docs/bench/oxigraph.md $(BENCH)

bench-edits: $(VENV)/.ready-dev ## measure how fast the workbench answers an edit (BENCH=)
	@$(ANDROMEDE) build --output $(VAR)/releases
	@$(VENV)/bin/python -m bench.edits --releases $(VAR)/releases $(BENCH)

soak: $(VENV)/.ready-dev ## write 20,000 generated files in the normal form (some minutes)
	@SOAK=34 $(VENV)/bin/python -m pytest -n0 -q -o faulthandler_timeout=3600 -k "document or fact" tests/loaders/test_writer.py

format: $(VENV)/.ready-dev ## put code and Turtle into their normal form
	@$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix . && $(ANDROMEDE) fmt

examples: $(VENV)/.ready ## gather the examples for the pages of rules and shapes
	@$(VENV)/bin/python -m loaders.examples

validate: $(VENV)/.ready ## check the curated files
	@$(ANDROMEDE) validate --all

editor: $(EDITOR) ## bundle the scripts of web/ for the pages

checkers: web/node_modules/.ready-dev ## fetch what checks the pages: axe, the W3C's HTML checker, types

lsp: $(VENV)/.ready ## install what `andromede lsp` needs (docs/editors.md)
	@$(call install,requirements-lsp.lock)

lock: ## make the lock files anew (needs uv, and npm for the scripts)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group node -o requirements-node.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group lsp -c requirements.lock -o requirements-lsp.lock
	cd web && npm install --package-lock-only

clean: ## remove what the commands made
	rm -rf "$(VENV)" "$(VAR)" web/node_modules $(EDITOR)* .mypy_cache .ruff_cache .pytest_cache .hypothesis

# An interrupted set-up repairs itself: the folder is removed first and the stamp written last.
# Debian keeps ensurepip in a package of its own, so that is what is asked for, not venv.
$(VENV)/.ready: requirements.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Andromède needs Python 3.11 or newer. Try: make serve PYTHON=python3.12"; exit 2; }
	@echo "Setting up $(VENV) (about a minute, once) …"
	@rm -rf "$(VENV)"
	@if "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then \
	  "$(PYTHON)" -m venv "$(VENV)" && "$(VENV)/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock && "$(VENV)/bin/python" -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .; \
	elif command -v uv >/dev/null; then \
	  uv venv -q --python "$(PYTHON)" "$(VENV)" && uv pip install -q --python "$(VENV)/bin/python" --require-hashes -r requirements.lock && uv pip install -q --python "$(VENV)/bin/python" --no-build-isolation --no-deps -e .; \
	else echo "$(PYTHON) has no venv module (Debian, Ubuntu: apt install python3-venv), and uv is not installed."; exit 2; fi
	@touch "$@"

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@echo "Setting up the test tools (about a minute, once) …"
	@$(call install,requirements-dev.lock)
	@touch "$@"

# Node of the machine if it is young enough, else the one that PyPI has; the stamp holds what goes in front of PATH.
$(VENV)/.node: $(VENV)/.ready requirements-node.lock
	@if node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null; then : > "$@"; \
	else echo "Fetching Node for the editor (once) …"; \
	  $(call install,requirements-node.lock) && \
	  echo "$(abspath $(VENV))/bin:" > "$@"; fi

web/node_modules/.ready: web/package.json web/package-lock.json web/.npmrc $(VENV)/.node
	@echo "Setting up the editor (some seconds, once) …"
	@$(NPM) ci --silent --omit=dev
	@touch "$@"

# All of it, so the editor's share too: npm empties the folder first.
web/node_modules/.ready-dev: web/package.json web/package-lock.json web/.npmrc $(VENV)/.node
	@echo "Setting up what checks the pages (some seconds, once) …"
	@$(NPM) ci --silent
	@touch "$@" web/node_modules/.ready

$(EDITOR): web/node_modules/.ready web/tsconfig.json $(wildcard web/*.ts)
	@$(NPM) run --silent build
