"""For each rule an input that this rule alone refuses: were it switched off, the input would pass
unseen, or be called something else.

test_every_rule.py tests that every rule has its words. A check that stops at what it finds (the
scan of bytes, the kind of a file) is alone because no check follows it.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import bad_prose
import bad_trees
import edits
import losses
import pytest
import spreadsheet_faults
from bad_inputs import BUDGET, FAMILIES, ORGANISATION, PROJECT, Spoil, cell, last
from checked_tables import CleanTables
from remembered import check_catalog
from rule_names import QUESTIONS, every_rule

import check
from datasite.checks.catalog_checks import read_unchecked
from datasite.content import prose
from datasite.model.register import Register
from datasite.new_records import record_file
from datasite.new_records.register_files import open_draft
from datasite.problems import Problem, ProblemsError, TimeLimitError, unlimited
from datasite.publication.release import read_release
from datasite.releases.records import read_records
from datasite.review.losses import find_losses
from datasite.tables import yaml_files
from datasite.tables.catalog import Catalog

Edit = Callable[[Path], object]


def both(*spoils: Spoil) -> Spoil:
    def spoil(content: bytes) -> bytes:
        for spoil in spoils:
            content = spoil(content)
        return content

    return spoil


def known(name: str) -> Mapping[str, Spoil]:
    """One of the bad inputs."""
    family, _, name = name.partition("-")
    return {FAMILIES[family][name].dataset: FAMILIES[family][name].spoil}


# What is done to tables of the miniature, by dataset.
TABLES: Mapping[str, Mapping[str, Spoil]] = {
    # the bytes
    "not-utf-8": known("bytes-cp1250"),
    "byte-order-mark": known("bytes-byte_order_mark"),
    "control-character": known("bytes-nul"),
    "line-ends": known("bytes-carriage_returns_too"),
    "empty-file": known("bytes-empty"),
    "cut-off": {"places": lambda content: content[:-1]},
    "file-content": known("bytes-workbook"),
    "merge-conflict": known("structure-conflict_markers"),
    # the structure
    "open-quote": known("structure-quote_never_closed"),
    "text-after-quote": known("structure-text_after_a_quote"),
    "stray-quote": known("structure-stray_quote"),
    "row-count": known("bytes-too_many_rows"),
    "row-width": known("structure-short_row"),
    "cell-length": {PROJECT: cell("summary_pl", "O" * 10_001)},
    "separator": known("structure-semicolons"),
    "header": known("structure-header_renamed"),
    "blank-row": known("structure-blank_row"),
    "repeated-header": known("structure-header_again"),
    "total-row": {"places": last("Razem,,,")},
    "quoted-line": known("structure-line_in_quotes"),
    # the cells
    "spaces": known("cells-two_spaces"),
    "one-line": known("cells-line_end_inside"),
    "formula": known("cells-formula"),
    "formula-error": known("cells-error_of_a_formula"),
    "lost-digits": {PROJECT: cell("title_pl", "1,23457E+13", 1)},
    "placeholder": known("cells-brak_where_required"),
    "slug-form": known("cells-id_in_capitals"),
    "edtf-form": {PROJECT: cell("start_date", "2025-02-30", 3)},
    "uri-form": known("cells-address_with_a_user"),
    "money-form": known("cells-leading_zeros"),
    "integer-form": known("cells-whole_number_with_a_leading_zero"),
    "percent-form": {BUDGET: cell("share_percent", "75.50", 4)},
    "markup": known("cells-raw_html"),
    "clean-text": known("cells-soft_hyphen"),
    "mixed-scripts": known("cells-mixed_scripts"),
    "mojibake": known("cells-lost_letter"),
    "personal-data": known("cells-telephone"),
    # types, constraints, keys
    "required": known("cells-blank_where_required"),
    "type-error": known("cells-wrong_boolean"),
    "constraint-error": known("cells-krs_too_short"),
    "primary-key": known("tables-key_twice"),
    "alike-keys": known("tables-key_in_other_capitals"),
    "foreign-key": known("cells-wrong_code_with_a_suggestion"),
}
RULES: Mapping[str, Mapping[str, Spoil]] = {
    "both_languages": known("tables-one_language_like_the_other"),
    "period_in_order": {PROJECT: cell("start_date", "2024", 4)},
    "at_most_one_lead": {"partners": cell("role", "lead", 7)},
    "lead_is_no_partner": {
        "partners": last(
            "null,fundacja-przykladowa,partner,Fundacja Przykładowa,gazeta-o-wspolnej-sumie,,"
        )
    },
    "has_a_partner": {
        PROJECT: last(
            "bez-partnera,,Sam,official,Alone,official,Wymyślony.,Invented.,border,,unknown,,,,,urzad-o-projekcie"
        )
    },
    "has_a_participant": {
        "cooperation": last(
            "sama,network,Sama,official,Alone,official,Wymyślona.,Invented.,,,urzad-o-projekcie"
        )
    },
    "id_not_a_project": {
        "cooperation": last(
            "null,network,Null,official,Null,official,Wymyślona.,Invented.,,,urzad-o-projekcie"
        ),
        "cooperation_partners": last("null,urzad-przykladowy,member,UP,urzad-o-projekcie,,"),
    },
    "reference_number_is_listed": {PROJECT: cell("reference_number", "N/7", 1)},
    "three_themes_at_most": {
        "project_themes": both(
            last("przykladowy-projekt,children"), last("przykladowy-projekt,language")
        )
    },
    "of_one_record": {"events": cell("cooperation_id", "siec-przykladowa", 1)},
    "meeting_ends": {"cooperation": cell("kind", "meeting")},
    "planned_or_achieved": {"results": both(cell("planned", "", 1), cell("achieved", "", 1))},
    "result_as_printed": {"results": cell("achieved", "1669", 1)},
    "payer_fits_its_project": {"project_payers": cell("budget_id", "null-total", 1)},
    "number_of_one_project": {
        "identifiers": last("null,agreement,PRZ/2021/0006,urzad-o-projekcie,,")
    },
    "no_cycles": known("tables-cycle_of_one"),
    "is_used": {
        "organisations": last("zbedna,Zbędna,,Idle,official,,ngo,PL,,,,,,,urzad-o-projekcie")
    },
    "register_number": known("cells-nip_with_a_wrong_digit"),
    "number_of_one_body": {
        ORGANISATION: both(cell("wikidata", "Q5", 1), cell("wikidata", "Q5", 2))
    },
    "told_apart": {ORGANISATION: cell("name_pl", "Fundacja Przykładowa", 2)},
    "address_once": {"sources": cell("url", "https://urzad.przyklad.example/projekt", 2)},
    "statement_fits_its_record": {"statements": cell("as_printed", "Urząd", 1)},
    "check_agrees_with_its_source": {"source_checks": cell("status", "unchanged", 3)},
    "place_of_what_was_found": {"source_value_checks": cell("locator", "", 3)},
    "withdrawn_is_gone": known("tables-withdrawn_and_still_there"),
    "one_preferred_statement": {
        "statements": both(cell("value", "norweskie-przykladowe", 3), cell("preferred", "false", 3))
    },
    "correction_fits_its_record": {
        "corrections": last("budgets,nieznana,amount,1,2,Pomyłka.,A mistake.,reader,2020-02-28")
    },
    "corrections_lead_to_the_present": {"corrections": cell("is", "95000", 1)},
    "reason_given": {"statements": both(cell("reason_pl", "", 6), cell("reason_en", "", 6))},
    "id_of_its_own": {BUDGET: cell("budget_id", "s1", 7)},
    "amount_as_printed": {BUDGET: cell("amount", "70000", 3)},
    "qualifier_as_printed": {BUDGET: cell("qualifier", "exact", 5)},
    "currency_as_printed": {BUDGET: cell("currency", "PLN", 2)},
    "amount_or_share": {BUDGET: cell("qualifier", "exact", 8)},
    "share_names_its_whole": {BUDGET: cell("share_of", "null-total", 4)},
    "one_preferred_amount": {BUDGET: cell("preferred", "false", 7)},
    "parts_within_the_whole": {
        BUDGET: both(
            cell("amount", "80000", 5),
            cell("qualifier", "exact", 5),
            cell("as_printed", "80 000 EUR", 5),
        )
    },
    "grant_within_the_total": {
        BUDGET: both(cell("amount", "95000", 3), cell("as_printed", "95 000 EUR", 3))
    },
    "payer_matches_the_fund": {BUDGET: cell("kind", "eu_grant", 8)},
    "joint_sum_agrees": {BUDGET: cell("qualifier", "about", 1)},
    "party_takes_part": {BUDGET: cell("organisation_id", "gazeta-przykladowa", 2)},
    "total_is_not_a_grant": {
        BUDGET: both(cell("amount", "90000", 3), cell("as_printed", "90 000 EUR", 3))
    },
    "fact_says_something": {"organisation_facts": cell("date", "", 1)},
    "fact_as_printed": {"organisation_facts": cell("number", "57", 3)},
    "polish_name_has_its_origin": {ORGANISATION: cell("name_pl_origin", "", 3)},
    "document_of_a_record": {"documents": cell("record", "nieznany", 1)},
    "total_as_printed": {"programme_totals": cell("value", "157", 3)},
    "currency_of_money": {"programme_totals": cell("currency", "EUR", 4)},
}
TREES: Mapping[str, Edit] = {
    **{
        rule: bad_trees.TREES[name][0]
        for rule, name in {
            "file-kind": "pipe",
            "file-size": "hundred_megabytes",
            "missing-file": "missing",
            "unknown-file": "not_declared",
            "alike-names": "other_capitals",
            "descriptor": "entry_twice",
            "privacy-exception": "exception_not_needed",
        }.items()
    },
    "row-bounds": lambda root: edits.replace(
        root, "datasets/cooperation_places/dataset.yaml", "rows: {min: 0,", "rows: {min: 7,"
    ),
    "no-datasets": lambda root: shutil.rmtree(root / "datasets"),
}


def _move_news(root: Path) -> None:
    for lang in ("pl", "en"):
        (root / f"{bad_prose.NEWS}.{lang}.md").rename(
            root / f"content/news/2020-02-30-etap.{lang}.md"
        )


PROSE: Mapping[str, Edit] = {
    **{
        rule: bad_prose.REFUSED[name][0]
        for rule, name in {
            "prose-file": "a_picture",
            "front-matter": "author_named",
            "settings": "plugin_entry_of_ours",
            "slug-form": "slug_of_a_page",
            "prose-reference": "unknown_project",
            "no-twin": "no_twin",
            "same-address": "same_address",
            "missing-text": "page_that_is_linked_renamed",
            "text-id": "id_of_the_page",
            "line-length": "long_line",
            "nesting": "quotations_in_quotations",
            "figure": "figure_that_is_none",
            "claim": "claim_that_does_not_hold",
            "link": "link_that_runs",
            "markup": "html",
            "personal-data": "e_mail",
            "not-utf-8": "not_utf8",
            "empty-file": "empty_file",
            "merge-conflict": "conflict",
        }.items()
    },
    "news-date": _move_news,
    "picture": bad_prose.body("![Mapa](../mapy/)"),
}


def _drop_column(root: Path) -> None:
    rows = [
        {name: value for name, value in row.items() if name != "archive_url"}
        for row in edits.rows_of(root, "sources")
    ]
    edits.write_table(root, "sources", list(rows[0]), rows)
    description = root / "datasets/sources/dataset.yaml"
    head, field, rest = description.read_text(encoding="utf-8").partition("  - name: archive_url\n")
    assert field
    description.write_text(head + rest[rest.index("  - name: ") :], encoding="utf-8")


LOSSES: Mapping[str, Edit] = {
    "id-lost": lambda root: losses.without(
        root, "programmes", lambda row: row["programme_id"] != "norweskie-przykladowe"
    ),
    "rows-lost": losses.LOST["most_rows_gone"][0],
    "sums-moved": losses.LOST["too_much_money"][0],
    "dataset-lost": losses.LOST["dataset_gone"][0],
    "column-lost": _drop_column,
}
RECORDS: Mapping[str, tuple[str, str]] = {  # the kind of a new record, and a file of it
    "missing-entry": ("programme", "programmes: []\n"),
    "unknown-entry": ("programme", "programmes: {nazwa: x}\n"),
    "entry-kind": ("programme", "programmes: {name_pl: [x]}\n"),
    "saved-page": ("source", "sources: {page: nowhere.html}\n"),
}
REPAIRS = {"lost-letters"}  # what make format refuses and a check cannot see
OLD_ADDRESSES = {"address-lost", "published-addresses", "redirect"}  # tried in tests/permanence
OTHERS = {
    *("release", "releases", "history", "after-release", "number-form", "time-limit"),
    *("accepted-unread", "text-lost"),
    *OLD_ADDRESSES,
    *REPAIRS,
}
NO_RULES = {"more"} | QUESTIONS  # it counts the problems of others


def rules(problems: list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


@pytest.fixture(scope="module")
def clean(mini: Path, mini_catalog: Catalog) -> CleanTables:
    return CleanTables(
        {name: edits.table(mini, name).read_bytes() for name in mini_catalog.datasets}, mini_catalog
    )


def test_every_rule_is_tried_alone() -> None:
    assert every_rule() - NO_RULES == {*TABLES, *RULES, *TREES, *PROSE, *LOSSES, *RECORDS} | OTHERS


@pytest.mark.parametrize("rule", TABLES | RULES)
def test_of_tables(rule: str, clean: CleanTables) -> None:
    spoiled = {name: spoil(clean.contents[name]) for name, spoil in (TABLES | RULES)[rule].items()}
    assert rules(clean.problems_with(spoiled)) == {rule}


@pytest.mark.parametrize("rule", RULES)
def test_what_a_rule_refuses_passes_where_no_dataset_asks_for_it(
    rule: str, clean: CleanTables
) -> None:
    datasets = {
        name: replace(dataset, rules=tuple(use for use in dataset.rules if use.name != rule))
        for name, dataset in clean.catalog.datasets.items()
    }
    without = CleanTables(clean.contents, Catalog(datasets, clean.catalog.tables))
    assert (
        without.problems_with(
            {name: spoil(clean.contents[name]) for name, spoil in RULES[rule].items()}
        )
        == []
    )


@pytest.mark.parametrize("rule", TREES)
def test_of_trees(rule: str, copy_of_mini: Path) -> None:
    TREES[rule](copy_of_mini)
    assert rules(check_catalog(copy_of_mini)) == {rule}


@pytest.mark.parametrize("rule", PROSE)
def test_of_prose(rule: str, copy_of_mini: Path, mini_register: Register) -> None:
    PROSE[rule](copy_of_mini)
    assert rules(prose.check_texts(copy_of_mini, mini_register)) == {rule}


@pytest.mark.parametrize("rule", LOSSES)
def test_of_losses(rule: str, mini_catalog: Catalog, copy_of_mini: Path) -> None:
    LOSSES[rule](copy_of_mini)
    assert rules(find_losses(mini_catalog, read_unchecked(copy_of_mini))) == {rule}


def test_of_a_dataset_that_the_register_needs(mini: Path, copy_of_mini: Path) -> None:
    shutil.rmtree(copy_of_mini / "datasets/places")
    assert rules(check.find_problems(copy_of_mini, mini)) == {"dataset-lost"}


def test_of_texts_that_are_gone(mini: Path, copy_of_mini: Path) -> None:
    for text in copy_of_mini.glob("content/news/*.md"):
        text.unlink()
    assert rules(check.find_problems(copy_of_mini, mini)) == {"text-lost"}
    edits.replace(copy_of_mini, "datasets/release.yaml", "version: 1.2.3", "version: 2.0.0")
    assert check.find_problems(copy_of_mini, mini) == []  # in a new edition they may go


def test_of_a_page_accepted_unread(mini: Path, copy_of_mini: Path) -> None:
    new_hash = {"content_sha256": "4" * 64}
    edits.change(copy_of_mini, "sources", "urzad-o-projekcie", **new_hash)
    edits.change(copy_of_mini, "source_checks", "urzad-o-projekcie", status="unchanged", **new_hash)
    assert rules(check.find_problems(copy_of_mini, mini)) == {"accepted-unread"}


@pytest.mark.parametrize("rule", RECORDS)
def test_of_records(rule: str, copy_of_mini: Path) -> None:
    def missing(name: str) -> NoReturn:
        raise FileNotFoundError(2, "No such file or directory", name)

    kind, text = RECORDS[rule]
    (copy_of_mini / "record.yaml").write_text(text, encoding="utf-8")
    entries = yaml_files.read_entries(copy_of_mini, "record.yaml")
    draft = open_draft(copy_of_mini, unlimited, "2020-02-28", kind)
    with pytest.raises(ProblemsError) as refused:
        record_file.read_record(entries, "record.yaml", draft, missing)
    assert rules(refused.value.problems) == {rule}


@pytest.mark.parametrize("rule", REPAIRS)
def test_of_repairs(rule: str) -> None:
    """test_canonical_form.py tests that each of these is refused for its reason."""
    assert any(fault.kinds == {rule} for fault in spreadsheet_faults.REFUSED.values())


def test_of_time(mini: Path) -> None:
    def over() -> NoReturn:
        raise TimeLimitError

    assert rules(check_catalog(mini, over)) == {"time-limit"}


def test_of_a_day_after_the_release(copy_of_mini: Path) -> None:
    edits.change(copy_of_mini, "sources", "dokument-bez-adresu", accessed="2062")
    assert rules(check.find_problems(copy_of_mini)) == {"after-release"}


def test_of_the_release(copy_of_mini: Path) -> None:
    (copy_of_mini / "datasets/release.yaml").write_text(
        "version: 1\nreleased: 2026-11-22\n", encoding="utf-8"
    )
    with pytest.raises(ProblemsError) as refused:
        read_release(copy_of_mini)
    assert rules(refused.value.problems) == {"release"}


def test_of_the_list_of_releases(copy_of_mini: Path) -> None:
    (copy_of_mini / "history/releases.yaml").write_text("releases: soon\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        read_records(copy_of_mini)
    assert rules(refused.value.problems) == {"releases"}


def test_of_the_history(copy_of_mini: Path) -> None:
    (copy_of_mini / "history/changes.csv").write_text("date,commit\n", encoding="utf-8")
    assert rules(check.find_problems(copy_of_mini)) == {"history"}
