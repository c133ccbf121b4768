"""The pages for an address at which there is no record: none at all, or one that was withdrawn."""

from dataclasses import dataclass
from typing import NamedTuple

from datasite.language.languages import LANGUAGES, Words, column_words
from datasite.language.localization import Language
from datasite.pages.page import PageType, Site, message, one_page
from datasite.pages.sections.record_history import RecordHistory, record_history
from datasite.problems import N_
from datasite.publication import addresses
from datasite.tables.catalog import record_name
from datasite.values import Date


class Successor(NamedTuple):
    """The record that took the place of another: its name, and its page in each language."""

    name: Words
    page: Words


@dataclass(frozen=True, kw_only=True)
class WithdrawnRecord:
    """A record that was published and is there no more, with the title of its dataset."""

    dataset: str
    key: str
    table: Words
    date: Date
    reason: Words
    successor: Successor | None
    history: RecordHistory | None


def _withdrawn_records(site: Site) -> list[WithdrawnRecord]:
    """Those that had a page of their own."""
    records = []
    for row in site.catalog.rows("withdrawn"):
        name, date = row["dataset"], Date.parse(row["date"])
        assert date  # required by the schema
        if addresses.has_pages(name):
            records.append(
                WithdrawnRecord(
                    dataset=name,
                    key=row["record"],
                    table=site.catalog.datasets[name].title,
                    date=date,
                    reason=column_words(row.cells, "reason"),
                    successor=_successor(site, name, row["successor_id"]),
                    history=record_history(site.changes, name, row["record"]),
                )
            )
    return records


def _successor(site: Site, dataset: str, key: str) -> Successor | None:
    if not key:
        return None
    pages = {lang: addresses.page(dataset, key, lang) for lang in LANGUAGES}
    return Successor(record_name(site.catalog.by_key[dataset][key]), pages)


MISSING = PageType(
    name="missing",
    template="missing.html",
    items=one_page,
    # Hosts look for /404.html, which therefore is in the default language.
    fixed_urls=lambda site, _: {
        lang: "/404.html" if lang == LANGUAGES[0] else f"/404.{lang}.html"
        for lang in site.languages
    },
    listed=False,
    title=message(N_("Page not found")),
    description=message(N_("There is no page at this address.")),
    view=lambda site, _, language: None,
)


def _title(record: WithdrawnRecord, language: Language) -> str:
    return language.translations.gettext(N_("Withdrawn: %(record)s")) % {"record": record.key}


def _description(record: WithdrawnRecord, language: Language) -> str:
    words = N_("This record was published and is no longer in the register. Withdrawn: %(date)s.")
    return language.translations.gettext(words) % {"date": language.date(record.date)}


WITHDRAWN = PageType(
    name="withdrawn",
    template="withdrawn.html",
    items=_withdrawn_records,
    slug=lambda record, lang: record.key,
    fixed_urls=lambda site, record: {
        lang: addresses.of_withdrawn(record.dataset, record.key, lang) for lang in site.languages
    },
    listed=False,
    title=_title,
    tells_apart=lambda record, language: (record.table[language.code],),
    description=_description,
    view=lambda site, record, language: record,
)
