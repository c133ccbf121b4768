# Every command of the project. `make` alone lists them in both languages. Each command installs what it needs the first time.
# A line "#= " is a heading of that list; the lines "#: " above a target describe it, in Polish and then in English.
.DEFAULT_GOAL := help
.PHONY: help site check judge comment new diff test serve sources cards history release publish bench faults mutants format lint golden messages lock clean
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
# The language of messages: that of the system where it is Polish, else English.
LANGUAGE_OF_MESSAGES ?= $(if $(filter pl pl_% pl.%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG))),pl,)
# A variable on the command line that nothing here reads is a slip, and would be passed over in silence.
UNKNOWN := $(strip $(foreach name,$(filter-out RCLONE_%,$(.VARIABLES)),$(if $(filter command,$(origin $(name))),\
	$(if $(shell grep -w -- '$(name)' Makefile README.md),,$(name)))))
$(if $(UNKNOWN),$(error Nie ma takiej zmiennej; zmienne wymienia make help. There is no such variable; make help lists them: $(UNKNOWN)))
# Hooks of git have these; by them git would read another repository than the one that a command names.
unexport GIT_DIR GIT_COMMON_DIR GIT_WORK_TREE GIT_PREFIX GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_NAMESPACE
LANG_ARGUMENT = $(if $(LANGUAGE_OF_MESSAGES),--lang $(LANGUAGE_OF_MESSAGES),)

#= Na co dzień · Every day

#: sprawdza dane i teksty i buduje serwis w output/; przy błędzie zostaje poprzedni; PROFILE=1 podaje czas każdego kroku
#: check data and texts and build the site in output/; on an error the previous site stays; PROFILE=1 prints the seconds of each step
site: .venv/.site
	@$(BIN)/python scripts/build.py $(if $(PROFILE),--profile,)

#: sprawdza same dane i teksty, w kilka sekund; BASE=main: także to, co od tej wersji zniknęło
#: only check data and texts, in seconds; BASE=main: also what was lost since that revision
check: .venv/.site
	@$(BIN)/python scripts/check.py $(LANG_ARGUMENT) $(if $(BASE),--base $(BASE),) $(if $(FORMAT),--format $(FORMAT),)

#: pyta o nowy rekord i zapisuje go; KIND=project albo inny rodzaj, FROM=rekord.yaml bez pytań
#: ask for a new record and write it; KIND=project or another kind, FROM=record.yaml without questions
new: .venv/.site
	@$(BIN)/python scripts/new.py "$(or $(KIND),project)" $(if $(FROM),--from "$(FROM)",) $(LANG_ARGUMENT)

#: pokazuje serwis na http://127.0.0.1:8000/ i przebudowuje go po każdej zmianie; PORT=8080
#: show the site at http://127.0.0.1:8000/ and rebuild it after every change; PORT=8080
serve: .venv/.site
	@$(BIN)/python scripts/serve.py $(if $(PORT),--port "$(PORT)",)

#: uruchamia wszystkie testy, także w przeglądarce
#: run all tests, those in a browser too
test: .venv/.dev .venv/.browser .venv/.judges
	@$(BIN)/python -m pytest

#= Przy zmianie danych · When data change

#: ujednolica pliki CSV, także zapisane przez Excela; DRY=1 tylko mówi, co by zrobiło; MERGE=1 przy konflikcie gita zostawia wiersze obu gałęzi
#: bring CSV files into their one form, also those saved by Excel; DRY=1 only says what would change; MERGE=1 keeps the rows of both branches where git reports a conflict
format: .venv/.site
	@$(BIN)/python scripts/format.py $(LANG_ARGUMENT) $(if $(DRY),--check,) $(if $(MERGE),--merge,)

#: mówi, co zmiana od BASE=main znaczy dla danych; FORMAT=markdown albo html, OUTPUT=plik
#: say what the change since BASE=main means for the data; FORMAT=markdown or html, OUTPUT=file
diff: .venv/.site
	@$(BIN)/python scripts/diff.py $(LANG_ARGUMENT) $(if $(BASE),--base "$(BASE)",) $(if $(FORMAT),--format "$(FORMAT)",) $(if $(OUTPUT),--output "$(OUTPUT)",)

#: odwiedza strony źródeł i zapisuje, co zastało; ARCHIVE=1: także kopie w archiwum; wymaga SITEURL
#: visit the pages of sources and record their state; ARCHIVE=1: also archived copies; needs SITEURL
sources: .venv/.site
	@$(BIN)/python scripts/sources.py $(if $(ARCHIVE),--archive,)

#: rysuje karty udostępniania w theme/cards, których brakuje albo które są nieaktualne
#: draw the share cards in theme/cards that are missing or out of date
cards: .venv/.cards
	@$(BIN)/python scripts/cards.py

#: sprawdza dane innej kopii regułami tej: PROPOSED=folder, REPORT=folder, FORMAT=github; MERGED=yes: kopia jest scaleniem
#: check the data of another checkout by the rules of this one: PROPOSED=folder, REPORT=folder, FORMAT=github; MERGED=yes: it is a merge
judge: .venv/.site
	@$(BIN)/python scripts/judge.py $(LANG_ARGUMENT) $(if $(FORMAT),--format $(FORMAT),) $(if $(MERGED),--merged,) $(if $(REPORT),--report "$$REPORT",) "$$PROPOSED"

#: pisze wynik sprawdzenia pod pull requestem: REPORT=folder; uruchamia to GitHub
#: write the result of a check under a pull request: REPORT=folder; run by GitHub
comment: .venv/.site
	@$(BIN)/python scripts/comment.py "$$REPORT"

#= Przy zmianie kodu · When code changes

#: sprawdza kod: ruff i mypy
#: check the code: ruff and mypy
lint: .venv/.dev
	@$(BIN)/ruff check scripts tests pelicanconf.py
	@$(BIN)/ruff format --check scripts tests pelicanconf.py
	@$(BIN)/mypy

#: przyjmuje obecny wygląd miniaturowego serwisu jako wzór
#: accept the present output of the miniature site as the expected one
golden: .venv/.dev
	@$(BIN)/python -m pytest -n 0 -q tests/site/test_golden.py --accept

#: uzupełnia pliki .po o nowe zdania z szablonów i kodu
#: bring the .po files up to date with templates and code
messages: .venv/.site
	@$(BIN)/python scripts/messages.py

#: wybiera nowe wersje bibliotek i zapisuje ich skróty
#: choose new versions of the libraries and write their hashes
lock: .venv/.uv
	@$(BIN)/python scripts/tooling/lock.py

#: mierzy to, co zależy od komputera, i sprawdza to, co trwa zbyt długo: filtr 10 000 wierszy, Lighthouse, każda strona
#: measure what depends on the machine and check what takes too long: a filter of 10,000 rows, Lighthouse, every page
bench: .venv/.dev .venv/.browser
	@$(BIN)/python -m pytest -m bench -n 0 -s

#: przerywa 50 budowań i 40 razy odmawia zapisu; za każdym razem ma zostać cały serwis
#: kill 50 builds and refuse 40 writes to disk; a whole site must be left each time
faults: .venv/.dev
	@$(BIN)/python tests/stress/kills.py

#: psuje 20 000 tabel losowo (każda ma zostać odrzucona albo wymieniona) i robi 2000 drobnych zmian (przyjęta ma dać się zbudować)
#: damage 20,000 tables at random (each must be refused or listed) and make 2,000 small edits (what is accepted must be built)
mutants: .venv/.dev
	@$(BIN)/python tests/stress/mutants.py
	@$(BIN)/python tests/stress/small_edits.py
	@$(BIN)/python tests/stress/small_edits.py --first 100000

#= Publikacja i porządki · Publishing and cleaning up

#: wysyła output/ do folderu lub magazynu: TO=/srv/www albo TO=REMOTE:BUCKET; DRY=1 tylko mówi, co by zrobiło; ALLOW_NO_CONTACT=1 wysyła też serwis bez adresu do poprawek
#: send output/ to a folder or a store: TO=/srv/www or TO=REMOTE:BUCKET; DRY=1 only says what would be sent; ALLOW_NO_CONTACT=1 also sends a site without an address for corrections
publish: .venv/.publish
	@$(BIN)/python scripts/publish.py "$$TO" $(if $(DRY),--dry,) $(if $(ALLOW_NO_CONTACT),--allow-no-contact,)

#: zapisuje w history/ z historii gita, co zmieniło się w danych; robi to CI przed budowaniem, do repozytorium dodaje tylko wydanie
#: write to history/, from the commits of git, what changed in the data; CI does it before each build, only a release commits it
history: .venv/.site
	@$(BIN)/python scripts/history.py

#: robi wydanie danych w folderze RELEASES=releases: DATE=2026-12-01 (albo dziś), DOI=10.5281/…; niczego nie zatwierdza w gicie
#: make a release of the data in the folder RELEASES=releases: DATE=2026-12-01 (or today), DOI=10.5281/…; it commits nothing
release: .venv/.site
	@$(BIN)/python scripts/release.py $(if $(DATE),--date "$(DATE)",) $(if $(DOI),--doi "$(DOI)",)

#: usuwa wszystko, co zrobiły polecenia
#: remove everything that the commands made
clean:
	rm -rf .venv output .output-* .writing .memory .pytest_cache .mypy_cache .ruff_cache .hypothesis .history
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

#: pokazuje tę listę
#: show this list
help:
	@awk '/^#= / {print (headings++ ? "\n" : "") substr($$0, 4); next} \
		/^#: / {text[count++] = substr($$0, 4); next} \
		count {sub(/:.*/, ""); printf "  make %-9s %s\n", $$0, text[0]; printf "%17s%s\n", "", text[1]; count = 0}' $(MAKEFILE_LIST)

# Files that mark what is installed: the libraries (each checked against its hash), those of the tests, a browser, and the
# checkers of pages that need Node and Java, where these are there.
.venv/.site: requirements.lock
	@$(PYTHON) scripts/tooling/setup.py requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.site
	@$(PYTHON) scripts/tooling/setup.py requirements-dev.lock
	@touch $@

.venv/.publish: requirements-publish.lock .venv/.site
	@$(PYTHON) scripts/tooling/setup.py requirements-publish.lock
	@touch $@

.venv/.cards: requirements-cards.lock .venv/.site
	@$(PYTHON) scripts/tooling/setup.py requirements-cards.lock
	@touch $@

.venv/.uv: requirements-uv.lock .venv/.site
	@$(PYTHON) scripts/tooling/setup.py requirements-uv.lock
	@touch $@

.venv/.browser: .venv/.dev
	@$(BIN)/python scripts/tooling/browser.py
	@touch $@

.venv/.judges: .venv/.dev tests/node/package-lock.json
	@$(BIN)/python scripts/tooling/node.py
	@touch $@
