"""The documentation in a package: a README in each language, and the data dictionary."""

from collections.abc import Iterable

from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.writers.text import csv_of_rows
from datasite.language.languages import TEXT_LANGUAGES, Words
from datasite.language.localization import Language
from datasite.problems import N_
from datasite.publication import citations
from datasite.publication.release import Release


def build_readme(
    title: Words,
    description: Words,
    tables: Iterable[PublishedTable],
    release: Release,
    language: Language,
    site_url: str,
) -> bytes:
    """README.md of a package in one language: its tables, licence and citation."""
    say, code = language.translations.gettext, language.code
    version = {"version": release.version, "date": release.released}
    lines = [
        f"# {title[code]}",
        "",
        description[code],
        "",
        say(N_("Version %(version)s of %(date)s.")) % version,
        "",
        "## " + say(N_("Tables")),
        "",
        *(_table_line(table, language) for table in tables),
        "",
        say(
            N_(
                "`fields.csv` explains every field, `datapackage.json` does so for programs,"
                " `SHA256SUMS` holds checksums."
            )
        ),
        "",
        say(
            N_(
                "The files are in no folder of the archive, so that programs for Data Packages can"
                " read it without unpacking. Unpack it into a new folder."
            )
        ),
        "",
        "## " + say(N_("Licence and citation")),
        "",
        say(N_("The data may be used freely by anyone who names the source (CC BY 4.0).")),
        "",
        citations.sentence(release, language, citations.whole_register(code, site_url)),
    ]
    return ("\n".join(lines) + "\n").encode()


def _table_line(table: PublishedTable, language: Language) -> str:
    dataset, count = table.dataset, len(table.cells)
    rows = language.translations.ngettext("%(num)d row", "%(num)d rows", count) % {"num": count}
    return (
        f"- `{dataset.name}.csv` – {dataset.title[language.code]} ({rows})."
        f" {dataset.description[language.code]}"
    )


def build_data_dictionary(tables: Iterable[PublishedTable]) -> bytes:
    """fields.csv: a row for each field of each table, in every language."""
    words = [f"{word}_{lang}" for lang in TEXT_LANGUAGES for word in ("title", "description")]
    header = ("table", "field", "type", "format", "required", *words)
    rows = (
        {
            "table": table.dataset.name,
            "field": field.name,
            "type": field.type,
            "format": field.format,
            "required": field.required,
            **{f"title_{lang}": field.title[lang] for lang in TEXT_LANGUAGES},
            **{f"description_{lang}": field.description[lang] for lang in TEXT_LANGUAGES},
        }
        for table in tables
        for field in table.dataset.fields
    )
    return csv_of_rows(header, rows)
