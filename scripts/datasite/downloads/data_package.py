"""Published tables in, self-sufficient packages out: everything, each table, each programme, as
Data Package v2 and zip.

A package holds its data, datapackage.json, a README and a data dictionary in every language,
licence, citation and checksums. Foreign keys that would leave a package are followed and their rows
included, or dropped from its description.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from datasite.downloads import formats, sqlite
from datasite.downloads.formats import Download
from datasite.downloads.published_tables import ABOUT_RECORDS, Published
from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.model.entities import Programme
from datasite.model.register import Register
from datasite.problems import N_
from datasite.publication import citations
from datasite.publication.identity import (
    DESCRIPTION,
    LICENCE,
    PACKAGE_NAME,
    PUBLISHER,
    TITLE,
)
from datasite.publication.release import Release
from datasite.tables.descriptor import Dataset, table_schema

_USES: Mapping[str, Words] = {
    "zip": {
        "pl": "Tabele CSV z opisem, licencją i sumami kontrolnymi w jednym pliku.",
        "en": "The CSV tables with description, licence and checksums in one file.",
    },
    "sqlite": {
        "pl": "Cała baza do zapytań SQL, z wyszukiwaniem bez polskich znaków.",
        "en": "The whole database for SQL, with a search that ignores diacritics.",
    },
    "datapackage.json": {
        "pl": "Opis wszystkich tabel i pól dla programów (Data Package).",
        "en": "A description of every table and field for programs (Data Package).",
    },
    "SHA256SUMS": {"pl": "Sumy kontrolne wszystkich plików.", "en": "Checksums of every file."},
}


@dataclass(frozen=True)
class Package:
    """A set of files that are one thing to a catalogue.

    `section` and `slug` name its page; `tables` are what its zip holds.
    """

    id: str
    title: Words
    description: Words
    section: str
    slug: str
    files: tuple[Download, ...]
    tables: tuple[Published, ...]


def build(
    published: Mapping[str, Published],
    register: Register,
    release: Release,
    languages: Mapping[str, Language],
    site_url: str,
) -> tuple[Package, ...]:
    """Everything first, then each table, then each programme that has projects."""

    def packed(
        name: str, title: Words, description: Words, tables: Iterable[Published]
    ) -> Download:
        held = tuple(tables)
        content = formats.archive(
            _contents(name, title, description, held, release, languages, site_url)
        )
        return Download(f"{name}.zip", content, "application/zip", _USES["zip"])

    files = {name: formats.of_table(it) for name, it in published.items()}
    described = [
        (it, next(f for f in files[name] if f.name == f"{name}.csv"))
        for name, it in published.items()
    ]
    everything = (
        packed(PACKAGE_NAME, TITLE, DESCRIPTION, published.values()),
        Download(
            f"{PACKAGE_NAME}.sqlite",
            sqlite.build(published),
            "application/vnd.sqlite3",
            _USES["sqlite"],
        ),
        Download(
            "datapackage.json",
            descriptor(PACKAGE_NAME, TITLE, DESCRIPTION, described, release, site_url),
            "application/json",
            _USES["datapackage.json"],
        ),
    )
    made = [
        Package(
            PACKAGE_NAME,
            TITLE,
            DESCRIPTION,
            "data",
            "",
            everything,
            tuple(published.values()),
        )
    ]
    for name, it in published.items():
        held = tuple(_with_codelists(it, published))
        made.append(
            Package(
                name,
                it.dataset.title,
                it.dataset.description,
                "data",
                name,
                (*files[name], packed(name, it.dataset.title, it.dataset.description, held)),
                held,
            )
        )
    for programme in register.programmes.values():
        subset = _of_programme(programme, register, published)
        if subset:
            name = f"programmes/{programme.id}"
            made.append(
                Package(
                    name,
                    programme.name,
                    _programme_description(programme),
                    "programmes",
                    programme.id,
                    (packed(name, programme.name, _programme_description(programme), subset),),
                    subset,
                )
            )
    return tuple(made)


def _programme_description(programme: Programme) -> Words:
    return {
        "pl": (
            f"Projekty z programu „{programme.name['pl']}” z partnerami, kwotami, numerami,"
            " miejscami i źródłami."
        ),
        "en": (
            f"Projects of the programme “{programme.name['en']}” with partners, amounts, numbers,"
            " places and sources."
        ),
    }


def _with_codelists(it: Published, published: Mapping[str, Published]) -> list[Published]:
    """The table and the codelists it uses."""
    names = dict.fromkeys(
        k.dataset
        for k in it.dataset.foreign_keys
        if published[k.dataset].dataset.group == "codelist" and k.dataset != it.dataset.name
    )
    return [it, *(published[name] for name in names)]


def _of_programme(
    programme: Programme, register: Register, published: Mapping[str, Published]
) -> tuple[Published, ...]:
    """The rows that concern a programme's projects, and every row to which these point."""
    family = register.family_of(programme)
    projects = {
        p.id for p in register.projects.values() if p.programme and p.programme.id in family
    }
    if not projects:
        return ()
    rows = {name: it.rows for name, it in published.items()}
    keep: dict[str, set[int]] = {name: set() for name in published}
    pages = {row["record_url"] for row in rows["projects"] if row["project_id"] in projects}
    for name in published:
        for i, row in enumerate(rows[name]):
            if row.get("project_id") in projects or (
                name in ABOUT_RECORDS and row["record_url"] in pages
            ):
                keep[name].add(i)
    _close(keep, rows, published)
    return tuple(
        Published(it.dataset, tuple(it.rows[i] for i in sorted(keep[name])))
        for name, it in published.items()
        if keep[name]
    )


def _close(
    keep: dict[str, set[int]],
    rows: Mapping[str, tuple[Mapping[str, Any], ...]],
    published: Mapping[str, Published],
) -> None:
    """Add every row to which a kept row points, until none is missing."""
    where: dict[tuple[str, str], dict[Any, int]] = {
        (name, key.target): {}
        for it in published.values()
        for key in it.dataset.foreign_keys
        for name in (key.dataset,)
    }
    for (name, target), index in where.items():
        index.update({row[target]: i for i, row in enumerate(rows[name])})
    waiting = [(name, i) for name, kept in keep.items() for i in kept]
    while waiting:
        name, i = waiting.pop()
        for key in published[name].dataset.foreign_keys:
            value = rows[name][i][key.field]
            if (
                value is not None
                and (found := where[key.dataset, key.target][value]) not in keep[key.dataset]
            ):
                keep[key.dataset].add(found)
                waiting.append((key.dataset, found))


def _contents(
    name: str,
    title: Words,
    description: Words,
    tables: tuple[Published, ...],
    release: Release,
    languages: Mapping[str, Language],
    site_url: str,
) -> tuple[Download, ...]:
    """The files of a zip."""
    csvs = [
        Download(f"{it.dataset.name}.csv", formats.to_csv(it), "text/csv", {}, len(it.rows))
        for it in tables
    ]
    described = Download(
        "datapackage.json",
        descriptor(
            name.replace("/", "-"),
            title,
            description,
            zip(tables, csvs, strict=True),
            release,
            site_url,
        ),
        "application/json",
        {},
    )
    readmes = [
        Download(
            f"README.{code}.md",
            _readme(title, description, tables, release, language, site_url),
            "text/markdown",
            {},
        )
        for code, language in languages.items()
    ]
    others = [
        Download("fields.csv", dictionary(tables), "text/csv", {}),
        Download(
            "LICENSE.txt",
            f"{LICENCE['title']} (CC BY 4.0)\n{LICENCE['path']}legalcode\n".encode(),
            "text/plain",
            {},
        ),
        Download(
            "CITATION.cff", citations.citation_file(release, site_url), "application/yaml", {}
        ),
    ]
    files = (*csvs, described, *readmes, *others)
    return (*files, Download("SHA256SUMS", formats.checksums(files), "text/plain", {}))


def dictionary(tables: Iterable[Published]) -> bytes:
    """The data dictionary: a row for each field of each table, in every language."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        [
            "table",
            "field",
            "type",
            "format",
            "required",
            *(f"{w}_{lang}" for lang in LANGUAGES for w in ("title", "description")),
        ]
    )
    for it in tables:
        for field in it.dataset.fields:
            words = [w[lang] for lang in LANGUAGES for w in (field.title, field.description)]
            writer.writerow(
                [
                    it.dataset.name,
                    field.name,
                    field.type,
                    field.format,
                    str(field.required).lower(),
                    *words,
                ]
            )
    return text.getvalue().encode()


def _readme(
    title: Words,
    description: Words,
    tables: tuple[Published, ...],
    release: Release,
    language: Language,
    site_url: str,
) -> bytes:
    say, count, lang = language.translations.gettext, language.translations.ngettext, language.code
    lines = [
        f"# {title[lang]}",
        "",
        description[lang],
        "",
        say(N_("Version %(version)s of %(date)s."))
        % {
            "version": release.version,
            "date": release.released,
        },
        "",
        "## " + say(N_("Tables")),
        "",
    ]
    for it in tables:
        rows = count("%(num)d row", "%(num)d rows", len(it.rows)) % {"num": len(it.rows)}
        lines.append(
            f"- `{it.dataset.name}.csv` – {it.dataset.title[lang]} ({rows})."
            f" {it.dataset.description[lang]}"
        )
    lines += [
        "",
        say(
            N_(
                "`fields.csv` explains every field, `datapackage.json` does so for programs,"
                " `SHA256SUMS` holds checksums."
            )
        ),
        "",
        "## " + say(N_("Licence and citation")),
        "",
        say(N_("The data may be used freely by anyone who names the source (CC BY 4.0).")),
        "",
        citations.sentence(release, language, citations.whole_register(lang, site_url)),
    ]
    return ("\n".join(lines) + "\n").encode()


def descriptor(
    name: str,
    title: Words,
    description: Words,
    tables: Iterable[tuple[Published, Download]],
    release: Release,
    site_url: str,
) -> bytes:
    """datapackage.json of a package whose tables stand beside it as CSV."""
    held = tuple(tables)
    names = {it.dataset.name for it, _ in held}
    made = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title["en"],
        "description": description["en"],
        **{f"title_{lang}": title[lang] for lang in LANGUAGES},
        **{f"description_{lang}": description[lang] for lang in LANGUAGES},
        "languages": list(LANGUAGES),
        "homepage": f"{site_url}/",
        "version": release.version,
        "created": f"{release.released}T00:00:00Z",
        "licenses": [LICENCE],
        "contributors": [{"title": PUBLISHER, "roles": ["publisher"], "path": f"{site_url}/"}],
        "sources": [
            {
                "title": "Pages and documents listed in the table sources",
                "path": f"{site_url}/data/sources.csv",
            }
        ],
        "resources": [_resource(_closed(it.dataset, names), file) for it, file in held],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _closed(dataset: Dataset, names: set[str]) -> Dataset:
    """The dataset without the foreign keys that leave the package."""
    return replace(
        dataset, foreign_keys=tuple(k for k in dataset.foreign_keys if k.dataset in names)
    )


def _resource(dataset: Dataset, file: Download) -> dict[str, Any]:
    schema = table_schema(dataset, anchor="^(?:%s)$")
    for made, field in zip(schema["fields"], dataset.fields, strict=True):
        made |= {"title": field.title["en"], "description": field.description["en"]}
        made |= {
            f"{word}_{lang}": words[lang]
            for lang in LANGUAGES
            for word, words in (("title", field.title), ("description", field.description))
        }
        if field.example:
            made["example"] = field.example
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": dataset.name,
        "type": "table",
        "profile": "tabular-data-resource",  # what readers of version 1 look for
        "path": file.name,
        "title": dataset.title["en"],
        "description": dataset.description["en"],
        **{
            f"{word}_{lang}": words[lang]
            for lang in LANGUAGES
            for word, words in (("title", dataset.title), ("description", dataset.description))
        },
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {**schema, "$schema": "https://datapackage.org/profiles/2.0/tableschema.json"},
    }


def checksums(files: Iterable[Download]) -> Download:
    """SHA256SUMS of every file under /data/."""
    return Download("SHA256SUMS", formats.checksums(files), "text/plain", _USES["SHA256SUMS"])
