# Every command of the project. `make` alone lists them. Each one makes what it needs, once, and is quick the next time.
.DEFAULT_GOAL := help
.PHONY: help site check judge comment new diff test serve sources publish bench faults mutants format lint golden messages lock clean
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
LANG_ARGUMENT := $(if $(LANGUAGE_OF_MESSAGES),--lang $(LANGUAGE_OF_MESSAGES),)

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/.site ## check, build and lint the site into output/, or leave the previous one untouched; PROFILE=1 says what took how long
	@$(BIN)/python scripts/build.py $(if $(PROFILE),--profile,)

check: .venv/.site ## check data and content only, in seconds; with BASE=main also what went since then; FORMAT=github, json or markdown
	@$(BIN)/python scripts/check.py $(LANG_ARGUMENT) $(if $(BASE),--base $(BASE),) $(if $(FORMAT),--format $(FORMAT),)

judge: .venv/.site ## judge a proposed change by the rules of this checkout: PROPOSED=its checkout; REPORT=folder, FORMAT=github
	@$(BIN)/python scripts/judge.py $(LANG_ARGUMENT) $(if $(FORMAT),--format $(FORMAT),) $(if $(REPORT),--report "$$REPORT",) "$$PROPOSED"

comment: .venv/.site ## say under a pull request what its check found: REPORT=folder; GitHub's workflow runs it
	@$(BIN)/python scripts/comment.py "$$REPORT"

new: .venv/.site ## ask for a record and write it: KIND=project or another kind; FROM=record.yaml takes it from a file
	@$(BIN)/python scripts/new.py "$(or $(KIND),project)" $(if $(FROM),--from "$(FROM)",) $(LANG_ARGUMENT)

diff: .venv/.site ## say what changed in the data since BASE=main, losses first; FORMAT=markdown or html, OUTPUT=file
	@$(BIN)/python scripts/diff.py $(LANG_ARGUMENT) $(if $(BASE),--base "$(BASE)",) $(if $(FORMAT),--format "$(FORMAT)",) $(if $(OUTPUT),--output "$(OUTPUT)",)

test: .venv/.dev .venv/.browser .venv/.judges ## run every test, the browser's included
	@$(BIN)/python -m pytest

serve: .venv/.site ## show the site on this machine and rebuild it on any change
	@$(BIN)/python scripts/serve.py

sources: .venv/.site ## visit the pages of sources and record what was found, with ARCHIVE=1 also archived copies; needs SITEURL
	@$(BIN)/python scripts/sources.py $(if $(ARCHIVE),--archive,)

publish: .venv/.publish ## send output/ to a folder or a store: TO=/srv/www or TO=REMOTE:BUCKET; DRY=1 only says what it would do
	@$(BIN)/python scripts/publish.py "$$TO" $(if $(DRY),--dry,)

bench: .venv/.dev .venv/.browser ## measure: the first filter of 10,000 rows, Lighthouse's marks of five pages; open every page in a browser
	@$(BIN)/python -m pytest -m bench -n 0 -s tests/browser

faults: .venv/.dev ## kill 50 builds and let the disk refuse 40: a whole site must be left each time
	@$(BIN)/python tests/stress/kills.py

mutants: .venv/.dev ## spoil 20,000 tables by chance: each must be refused or listed as a change, within 2 seconds
	@$(BIN)/python tests/stress/mutants.py

format: .venv/.site ## rewrite the CSV files in their canonical form, also what a spreadsheet saved; DRY=1 only says what it would do
	@$(BIN)/python scripts/format.py $(LANG_ARGUMENT) $(if $(DRY),--check,)

lint: .venv/.dev ## judge the code: ruff and mypy
	@$(BIN)/ruff check scripts tests pelicanconf.py
	@$(BIN)/ruff format --check scripts tests pelicanconf.py
	@$(BIN)/mypy

golden: .venv/.dev ## accept the present output of the miniature site as right
	@$(BIN)/python -m pytest -n 0 -q tests/site/test_golden.py --accept

messages: .venv/.site ## bring the message files of the languages up to date with templates and code
	@$(BIN)/python scripts/messages.py

lock: .venv/.site ## choose new versions of the libraries, with hashes
	@$(BIN)/python scripts/tooling/lock.py

clean: ## remove everything that the commands make
	rm -rf .venv output .output-* .writing .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: a virtual environment from the hash-checked lock, the same with what the tests need, a browser, and the judges
# of pages that need Node and Java, where these are.
.venv/.site: requirements.lock
	@$(PYTHON) scripts/tooling/setup.py requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.site
	@$(PYTHON) scripts/tooling/setup.py requirements-dev.lock
	@touch $@

.venv/.publish: requirements-publish.lock .venv/.site
	@$(PYTHON) scripts/tooling/setup.py requirements-publish.lock
	@touch $@

.venv/.browser: .venv/.dev
	@$(BIN)/python scripts/tooling/browser.py
	@touch $@

.venv/.judges: .venv/.dev tests/node/package-lock.json
	@$(BIN)/python scripts/tooling/node.py
	@touch $@
