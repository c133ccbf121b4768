"""The register and its published tables in, each page's own rows out:

CSV of its projects, JSON of everything with the sources.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from datasite.downloads import formats
from datasite.downloads.formats import Download
from datasite.downloads.published_tables import Published
from datasite.language.languages import Words
from datasite.model.register import Register

_USES: Mapping[str, Words] = {
    "csv": {
        "pl": "Projekty tej strony, jeden w wierszu.",
        "en": "The projects of this page, one a row.",
    },
    "json": {
        "pl": "Wszystko z tej strony ze źródłami, dla programów.",
        "en": "Everything of this page with its sources, for programs.",
    },
}
_OF_PROJECT = ("projects", "partners", "budgets", "identifiers", "places")


def build(register: Register, published: Mapping[str, Published]) -> tuple[Download, ...]:
    """Two files for each project, organisation, programme and place that has projects."""
    rows = {name: it.rows for name, it in published.items()}
    by_project: dict[str, dict[str, list[Mapping[str, Any]]]] = {
        p: {name: [] for name in (*_OF_PROJECT, "statements")} for p in register.projects
    }
    for name in _OF_PROJECT:
        for row in rows[name]:
            by_project[row["project_id"]][name].append(row)
    page_of = {row["record_url"]: row["project_id"] for row in rows["projects"]}
    for row in rows["statements"]:
        if row["record_url"] in page_of:
            by_project[page_of[row["record_url"]]]["statements"].append(row)
    wide = {row["project_id"]: row for row in rows["projects_wide"]}
    keyed = {
        name: {row[published[name].dataset.primary_key[0]]: row for row in rows[name]}
        for name in ("projects", "organisations", "programmes", "sources", "territories")
    }
    made: list[Download] = []
    for section, key, projects in _subjects(register):
        head = keyed["territories" if section == "places" else section][key]
        name = f"{section}/{key.lower()}"
        held = {
            part: [row for p in projects for row in by_project[p][part]]
            for part in (*_OF_PROJECT, "statements")
        }
        used = sorted(
            {row["source_id"] for part in held.values() for row in part}
            | ({head["source_id"]} if head.get("source_id") else set())
        )
        parts = {**held, "sources": [keyed["sources"][i] for i in used]}
        table = published["projects_wide"]
        lines = formats.csv_bytes(table.dataset.header, [wide[p] for p in projects])
        made.append(Download(f"{name}.csv", lines, "text/csv", _USES["csv"], len(projects)))
        made.append(Download(f"{name}.json", _json(head, parts), "application/json", _USES["json"]))
    return tuple(made)


def _subjects(register: Register) -> Iterable[tuple[str, str, list[str]]]:
    """(section, key, projects) of every page that has rows of its own."""
    projects = register.projects.values()
    for project in projects:
        yield "projects", project.id, [project.id]
    for organisation in register.organisations.values():
        if mine := [
            p.id for p in projects if any(x.organisation.id == organisation.id for x in p.partners)
        ]:
            yield "organisations", organisation.id, mine
    for programme in register.programmes.values():
        family = register.family_of(programme)
        if mine := [p.id for p in projects if p.programme and p.programme.id in family]:
            yield "programmes", programme.id, mine
    for place in register.places.values():
        if mine := [p.id for p in projects if any(t.place.code == place.code for t in p.ties)]:
            yield "places", place.code, mine


def _json(head: Mapping[str, object], parts: Mapping[str, Iterable[Mapping[str, object]]]) -> bytes:
    lists = "".join(
        f",\n{json.dumps(name)}: {formats.json_rows(rows)}" for name, rows in parts.items()
    )
    return f'{{"record": {formats.json_row(head)}{lists}\n}}\n'.encode()
