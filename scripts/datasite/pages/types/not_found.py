"""The pages for an address at which there is no record: none at all, one that was withdrawn, or one
that has another address now.
"""

from dataclasses import dataclass
from typing import NamedTuple

from datasite.language.languages import LANGUAGES, Words, column_words
from datasite.language.localization import Language
from datasite.pages.page import PageType, Site, message, one_page
from datasite.pages.sections.record_history import RecordHistory, record_history
from datasite.permanence.old_addresses import OldAddress
from datasite.permanence.safe_addresses import page_language
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
    fixed_urls=lambda site, _: {lang: addresses.not_found(lang) for lang in site.languages},
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


def _title_of_old(old: OldAddress, language: Language) -> str:
    return language.translations.gettext(N_("Another address: %(address)s")) % {
        "address": old.address
    }


def _description_of_old(old: OldAddress, language: Language) -> str:
    say = language.translations.gettext
    if old.withdrawn:
        return say(N_("This record was published and is no longer in the register."))
    if not (date := Date.parse(old.date)):
        return say(N_("No project and no cooperation names this place now."))
    words = say(N_("This page has had another address since %(date)s."))
    return words % {"date": language.date(date)}


MOVED = PageType(
    name="moved",
    template="moved.html",
    items=lambda site: site.permanence.moved_pages,
    slug=lambda old, lang: old.address,
    fixed_urls=lambda site, old: {page_language(old.address): old.address},
    replaced_by=lambda old: {page_language(old.address): old.moved_to},
    listed=False,
    title=_title_of_old,
    description=_description_of_old,
    view=lambda site, old, language: old,
)
