"""The words of changes, which pages and feeds share."""

import dataclasses
from pathlib import Path

import pytest

from datasite.history.changes import Change, ChangeKind, History
from datasite.history.differences import difference
from datasite.history.history_file import read_history
from datasite.language.localization import Language
from datasite.pages.change_words import LONG, ChangeLog
from datasite.tables.catalog import Catalog

PROJECT = "przykladowy-projekt"
AMOUNT = "przykladowy-projekt-czesc-fundacji"


@pytest.fixture(scope="module")
def log(mini: Path, mini_catalog: Catalog) -> ChangeLog:
    return ChangeLog(mini_catalog, read_history(mini))


def _log(catalog: Catalog, *changes: Change) -> ChangeLog:
    return ChangeLog(catalog, History(changes=changes, until="a" * 40, complete=True))


def _change(kind: ChangeKind, dataset: str, record: str, **cells: str) -> Change:
    return Change(
        date="2020-02-01", commit="a" * 40, kind=kind, dataset=dataset, record=record, **cells
    )


def test_a_changed_value_is_told_in_words(log: ChangeLog, languages: dict[str, Language]) -> None:
    (words,) = [w for w in log.changes if w.change.kind is ChangeKind.CORRECTED]
    assert words.title_in(languages["en"]) == "Sample project: amount"
    assert words.sentence_in(languages["en"]) == (
        "Amounts (Sample Foundation, total value) – amount: 80,000 → 90,000\N{NO-BREAK SPACE}EUR."
        " We got a digit wrong in copying."
    )
    assert words.sentence_in(languages["pl"]).startswith(
        "Kwoty (Fundacja Przykładowa, wartość całości) – kwota: 80\N{NO-BREAK SPACE}000 → "
    )
    assert words.page == {
        "pl": "/pl/projekty/przykladowy-projekt/",
        "en": "/en/projects/przykladowy-projekt/",
    }


def test_every_kind_of_change_has_words(
    mini_catalog: Catalog, languages: dict[str, Language]
) -> None:
    for kind in ChangeKind:
        change = _change(kind, "projects", PROJECT, field="status", before="a", after="null")
        (words,) = _log(mini_catalog, change).changes
        for language in languages.values():
            assert words.sentence_in(language).count("%") == 0
            assert words.title_in(language).startswith(words.name[language.code])


def test_a_record_has_the_changes_of_its_parts_and_of_what_was_merged_into_it(
    log: ChangeLog,
) -> None:
    changes = log.of("projects", PROJECT)
    assert [(w.change.kind.value, w.row) for w in changes] == [
        ("merged", ("projects", "przykladowy-projekt-bis")),
        ("corrected", ("budgets", AMOUNT)),
        ("changed", ("projects", PROJECT)),
        ("renamed", ("budgets", AMOUNT)),
        ("added", ("projects", PROJECT)),
        ("added", ("budgets", AMOUNT)),
    ]
    assert log.of("budgets", AMOUNT) == ()


def test_a_part_that_went_belongs_to_its_record_by_its_key(mini_catalog: Catalog) -> None:
    gone = _change(ChangeKind.REMOVED, "partners", f"{PROJECT}/urzad-ktorego-nie-ma/lead")
    log = _log(mini_catalog, gone)
    assert [w.change for w in log.of("projects", PROJECT)] == [gone]


def test_what_is_there_no_more_keeps_its_own_name(
    mini_catalog: Catalog, languages: dict[str, Language]
) -> None:
    old_table = _change(ChangeKind.CHANGED, "gone_table", "x/y", field="f", before="1", after="2")
    old_field = _change(ChangeKind.CHANGED, "projects", "gone", field="old", before="", after="2")
    first, second = _log(mini_catalog, old_table, old_field).changes
    assert first.title_in(languages["en"]) == "x/y: f"
    assert first.page["en"] == "/en/data/"
    assert second.sentence_in(languages["en"]) == "Old: blank → 2."
    assert second.page["en"] == "/en/data/projects/"


def test_an_amount_has_no_currency_where_that_changed_too(
    mini_catalog: Catalog, languages: dict[str, Language]
) -> None:
    amount = _change(
        ChangeKind.CHANGED, "budgets", AMOUNT, field="amount", before="1000", after="90000"
    )
    currency = dataclasses.replace(amount, field="currency", before="PLN", after="EUR")
    with_currency, _ = _log(mini_catalog, amount, currency).changes
    assert with_currency.what_in(languages["en"]) == "amount: 1,000 → 90,000"


def test_the_id_of_a_change_depends_on_no_other(log: ChangeLog, mini_catalog: Catalog) -> None:
    ids = [words.lasting_id for words in log.changes]
    assert len(set(ids)) == len(ids)
    last = log.history.changes[-1]
    (alone,) = _log(mini_catalog, last).changes
    assert alone.lasting_id in ids


def test_long_texts_show_where_they_differ() -> None:
    text = "słowo " * 100 + "kosztował 5 mln zł " + "dalej " * 100
    was, now = difference(text, text.replace("5 mln", "7,5 mln"), LONG)
    assert was.startswith("…słowo") and "kosztował 5 mln" in was and was.endswith("dalej…")
    assert "kosztował 7,5 mln" in now
    assert max(len(was), len(now)) < LONG


def test_a_text_that_is_new_is_cut(mini_catalog: Catalog) -> None:
    was, now = difference("", "słowo " * 500, LONG)
    assert was == ""
    assert now.endswith("…") and len(now) < 3 * LONG
