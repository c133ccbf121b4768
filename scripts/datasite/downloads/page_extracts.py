"""The files of single pages: the projects of a page as CSV, and all that it shows with the sources
as JSON.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from datasite.downloads.formats import Download
from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.writers.text import csv_of_rows, json_list, json_object
from datasite.language.localization import Language, words_of
from datasite.model.entities import Project
from datasite.model.families import of_family
from datasite.model.register import Register
from datasite.problems import N_

_USE_OF_CSV = N_("The projects of this page, one a row.")
_USE_OF_JSON = N_("Everything of this page with its sources, for programs.")
_OF_PROJECT = (
    *("projects", "partners", "budgets", "identifiers", "places", "project_themes"),
    *("project_payers", "events", "results", "project_cooperation"),
)
_PARTS = (*_OF_PROJECT, "statements")
TABLES: Mapping[str, str] = {
    "projects": "projects",
    "organisations": "organisations",
    "programmes": "programmes",
    "places": "territories",
}  # of each section the table of its records
_ABOUT_RECORD: Mapping[str, tuple[str, ...]] = {
    "projects": ("documents",),
    "organisations": ("organisation_facts", "documents"),
    "programmes": ("programme_totals", "documents"),
}  # of each section the tables whose rows are about a record itself and not about its projects

_Row = Mapping[str, Any]


class _Subject(NamedTuple):
    """A record with a page: its section, its key, and the identifiers of its projects."""

    section: str
    key: str
    projects: tuple[str, ...]


def parts_of(section: str) -> tuple[str, ...]:
    """The lists in the JSON file of a record of a section beside the record: names of tables."""
    return (*dict.fromkeys((*_PARTS, *_ABOUT_RECORD.get(section, ()))), "sources")


def build_page_extracts(
    register: Register, tables: Mapping[str, PublishedTable], languages: Mapping[str, Language]
) -> tuple[Download, ...]:
    """Two files for each project, organisation, programme and place that has projects."""
    by_project = _rows_by_project(tables)
    wide = _by_key(tables["projects_wide"])
    records = {section: _by_key(tables[name]) for section, name in TABLES.items()}
    sources = _by_key(tables["sources"])
    about = _rows_by_page(tables)
    files: list[Download] = []
    for subject in _subjects(register):
        if not subject.projects:
            continue
        record = records[subject.section][subject.key]
        parts = {
            part: [row for project in subject.projects for row in by_project[part].get(project, ())]
            for part in _PARTS
        }
        for name in _ABOUT_RECORD.get(subject.section, ()):
            parts[name] = about[name].get(record["record_url"], [])
        rows_of_parts = (row for rows in parts.values() for row in rows)
        used = {row["source_id"] for row in rows_of_parts if row.get("source_id")}
        if record.get("source_id"):
            used.add(record["source_id"])
        parts["sources"] = [sources[key] for key in sorted(used)]
        name = f"{subject.section}/{subject.key.lower()}"
        header = tables["projects_wide"].dataset.header
        lines = csv_of_rows(header, [wide[project] for project in subject.projects])
        use_of_csv = words_of(_USE_OF_CSV, languages)
        files.append(Download(f"{name}.csv", lines, use_of_csv, len(subject.projects)))
        use_of_json = words_of(_USE_OF_JSON, languages)
        files.append(Download(f"{name}.json", _json(record, parts), use_of_json))
    return tuple(files)


def _by_key(table: PublishedTable) -> Mapping[str, _Row]:
    (key,) = table.dataset.primary_key
    return {row[key]: row for row in table.rows}


def _rows_by_project(
    tables: Mapping[str, PublishedTable],
) -> Mapping[str, Mapping[str, list[_Row]]]:
    """For each part the rows of each project, in the order of their table."""
    rows: dict[str, dict[str, list[_Row]]] = {part: {} for part in _PARTS}
    for name in _OF_PROJECT:
        for row in tables[name].rows:
            rows[name].setdefault(row["project_id"], []).append(row)
    project_of = {row["record_url"]: row["project_id"] for row in tables["projects"].rows}
    for row in tables["statements"].rows:
        if row["record_url"] in project_of:
            rows["statements"].setdefault(project_of[row["record_url"]], []).append(row)
    return rows


def _rows_by_page(tables: Mapping[str, PublishedTable]) -> Mapping[str, Mapping[str, list[_Row]]]:
    """For each table of rows about records its rows by the page of the record."""
    rows: dict[str, dict[str, list[_Row]]] = {}
    for name in {name for names in _ABOUT_RECORD.values() for name in names}:
        rows[name] = {}
        for row in tables[name].rows:
            rows[name].setdefault(row["record_url"], []).append(row)
    return rows


def _subjects(register: Register) -> Iterable[_Subject]:
    """Every record with the identifiers of its projects."""
    projects = register.projects.values()

    def keys(chosen: Iterable[Project]) -> tuple[str, ...]:
        return tuple(project.id for project in chosen)

    for project in projects:
        yield _Subject("projects", project.id, (project.id,))
    for organisation in register.organisations.values():
        takes_part = (
            p for p in projects if any(x.organisation.id == organisation.id for x in p.partners)
        )
        yield _Subject("organisations", organisation.id, keys(takes_part))
    for programme in register.programmes.values():
        yield _Subject("programmes", programme.id, keys(of_family(register, programme)))
    for place in register.places.values():
        there = (p for p in projects if any(tie.place.code == place.code for tie in p.ties))
        yield _Subject("places", place.code, keys(there))


def _json(record: _Row, parts: Mapping[str, Iterable[_Row]]) -> bytes:
    lists = "".join(f",\n{json.dumps(name)}: {json_list(rows)}" for name, rows in parts.items())
    return f'{{"record": {json_object(record)}{lists}\n}}\n'.encode()
