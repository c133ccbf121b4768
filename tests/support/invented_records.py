"""An invented press note, the records made from it, and `make new` as tests run it.

Everything in the press note is invented.
"""

from pathlib import Path

from click.testing import Result
from edits import rows_of
from typer.testing import CliRunner

import new

PRESS_NOTE = """<!doctype html>
<html lang="pl">
<head><meta charset="utf-8"><title>Wymyślin: Dobry start</title>
<link rel="canonical" href="https://wymyslin.example/dobry-start">
<style>p { color: red }</style></head>
<body><h1>Dobry start w Wymyślinie</h1>
<p>Opublikowano <time datetime="2020-02-10T08:00">10 lutego 2020</time></p>
<p>Miasto Wymyślin i Fundacja na Rzecz Przykładu otworzą w czerwcu kursy języka dla osób,
które osiadły w mieście.</p>
<p>Projekt nr WYM/7 ma kosztować ok. 1,2 mln zł. Zapłaci Fundusz Przykładowy 2021–2027.</p>
</body></html>
"""
PROJECT = "dobry-start-w-wymyslinie"  # the identifier that its title makes
TABLES = (
    *("projects", "partners", "budgets", "sources", "organisations", "identifiers", "places"),
    "project_themes",
)
# The same project as a record in a file.
RECORD = """
sources:
  page: note.html
  source_id: wymyslin-2020-02-10
  publisher_id: miasto-wymyslin
  accessed: 2020-02-12
  kind: official_page
organisations:
  name_pl: Miasto Wymyślin
  name_en: City of Wymyślin
  name_en_origin: editorial
  type: central_office
  country: PL
projects:
  reference_number: WYM/7
  title_pl: Dobry start w Wymyślinie
  title_pl_origin: official
  title_en: A good start in Wymyślin
  title_en_origin: editorial
  summary_pl: Kursy języka dla osób, które osiadły w mieście.
  summary_en: Language courses for people who settled in the city.
  field: integration
  programme_id: fundusz-przykladowy-2021-2027
  status: announced
  start_date: 2020-06
partners:
  - {organisation_id: miasto-wymyslin, role: lead}
  - organisation_id: fundacja-przykladowa
    role: partner
    name_as_printed: Fundacja na Rzecz Przykładu
    note_pl: uczy języka
    note_en: teaches the language
budgets:
  as_printed: "ok. 1,2 mln zł"
  kind: total
  stage: planned
  amount: 1200000
  qualifier: about
  currency: PLN
identifiers: {scheme: agreement, value: WYM/7}
places: {place: PL-14, relation: implemented_in}
project_themes: {theme: language}
"""


def all_files(root: Path) -> dict[str, bytes]:
    """The data and the texts of a root, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for part in ("datasets", "content")
        for path in sorted((root / part).rglob("*"))
        if path.is_file()
    }


def all_rows(root: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables into which a project is written."""
    return {name: rows_of(root, name) for name in TABLES}


def call(root: Path, kind: str, record: str) -> list[str]:
    """The arguments of scripts/new.py for a record, which is written to a file of the root, with
    the press note beside it.
    """
    (root / "note.html").write_text(PRESS_NOTE, encoding="utf-8")
    (root / "record.yaml").write_text(record, encoding="utf-8")
    return [kind, "--from", str(root / "record.yaml"), "--root", str(root)]


def add_from_file(root: Path, kind: str, record: str) -> Result:
    """The exit of scripts/new.py for a record in a file, in this process."""
    return CliRunner().invoke(new.app, call(root, kind, record))
