"""Which part of the version grows by what changed, on the package of the miniature."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from datasite.downloads.data_package import files_of_everything
from datasite.downloads.published_tables import PublishedTable
from datasite.history.changes import ChangeKind
from datasite.language.localization import Language
from datasite.publication.release import Release
from datasite.releases.differences import Differences, compare_packages
from datasite.releases.packages import PackagedTable, read_package
from datasite.releases.versions import Part, grown, later, reasons

DAY = "2026-12-01"
Package = dict[str, PackagedTable]
Row = dict[str, str]


@pytest.fixture(scope="session")
def package(mini_published: dict[str, PublishedTable], languages: dict[str, Language]) -> Package:
    release = Release("1.2.3", "2020-02-29")
    files = files_of_everything(mini_published, release, languages, "https://mini.example")
    return dict(read_package(files))


def with_rows(package: Package, name: str, change: Callable[[list[Row]], list[Row]]) -> Package:
    table = package[name]
    rows = change([dict(row) for row in table.rows])
    return {**package, name: replace(table, rows=tuple(rows))}


def with_field(package: Package, name: str, field: str, **more: Any) -> Package:
    """The package with a field described otherwise; without it where nothing is given."""
    table = package[name]
    fields = [
        {**described, **more} if described["name"] == field else described
        for described in table.schema["fields"]
        if more or described["name"] != field
    ]
    rows = tuple(
        {column: cell for column, cell in row.items() if more or column != field}
        for row in table.rows
    )
    return {**package, name: replace(table, schema={**table.schema, "fields": fields}, rows=rows)}


def without(package: Package, name: str) -> Package:
    return {key: table for key, table in package.items() if key != name}


def title(rows: list[Row]) -> list[Row]:
    rows[0]["title_en"] = "Another title"
    return rows


def one_more(rows: list[Row]) -> list[Row]:
    first = {**rows[0]}
    key = next(iter(first))
    return [*rows, {**first, key: "a-new-one"}]


def compared(before: Package, after: Package) -> Differences:
    return compare_packages(before, after, DAY)


@pytest.mark.parametrize(
    ("change", "part", "words"),
    [
        (lambda p: without(p, "results"), Part.MAJOR, "table or column removed: results"),
        (
            lambda p: with_field(p, "projects", "website"),
            Part.MAJOR,
            "table or column removed: projects.website",
        ),
        (
            lambda p: with_field(p, "projects", "website", type="number"),
            Part.MAJOR,
            "values in another form: projects.website",
        ),
        (
            lambda p: with_field(p, "projects", "website", constraints={"pattern": "^x$"}),
            Part.MAJOR,
            "values in another form: projects.website",
        ),
        (
            lambda p: with_rows(p, "result_kinds", lambda rows: rows[1:]),
            Part.MAJOR,
            "code removed: result_kinds.",
        ),
        (
            lambda p: with_rows(p, "result_kinds", one_more),
            Part.MINOR,
            "code added: result_kinds.a-new-one",
        ),
        (lambda p: with_rows(p, "projects", title), Part.PATCH, "rows: 1 changed"),
        (lambda p: with_rows(p, "projects", one_more), Part.PATCH, "rows: 1 added"),
        (
            lambda p: with_rows(p, "projects", lambda rows: rows[1:]),
            Part.PATCH,
            "rows: 1 removed",
        ),
        (
            lambda p: with_rows(p, "projects_wide", title),
            Part.PATCH,
            "values of derived tables",
        ),
    ],
)
def test_the_part_that_grows(
    change: Callable[[Package], Package], part: Part, words: str, package: Package
) -> None:
    first = reasons(compared(package, change(package)))[0]
    assert first.part == part
    assert first.words.startswith(words)


@pytest.mark.parametrize("name", ["results", "projects"])
def test_what_is_added_is_minor(name: str, package: Package) -> None:
    before = without(package, name) if name == "results" else with_field(package, name, "website")
    first = reasons(compared(before, package))[0]
    assert first.part == Part.MINOR
    assert first.words.startswith(f"table or column added: {name}")


def test_the_same_data_at_another_address_are_the_same(package: Package) -> None:
    def moved(rows: list[Row]) -> list[Row]:
        return [{**row, "record_url": "https://elsewhere.example/x/"} for row in rows]

    after = package
    for name in package:
        after = with_rows(after, name, moved)
    assert not compared(package, package)
    assert not compared(package, after)


def test_versions_grow() -> None:
    assert [grown("1.2.3", part) for part in Part] == ["1.2.4", "1.3.0", "2.0.0"]
    assert later("1.10.0", "1.9.9") == "1.10.0"


def test_a_lost_record_is_named_unless_it_is_withdrawn(package: Package) -> None:
    gone = next(row["project_id"] for row in package["projects"].rows)

    def drop(rows: list[Row]) -> list[Row]:
        return [row for row in rows if row.get("project_id") != gone]

    after = with_rows(with_rows(package, "projects", drop), "budgets", drop)
    lost = compared(package, after).lost_ids
    assert f"projects {gone}" in lost
    assert any(one.startswith("budgets ") for one in lost)
    taken = {"dataset": "projects", "record": gone, "successor_id": "x", "date": DAY}

    def withdraw(rows: list[Row]) -> list[Row]:
        return [*rows, {**rows[0], **taken}]

    withdrawn = compared(package, with_rows(after, "withdrawn", withdraw))
    assert withdrawn.lost_ids == ()
    (merged,) = (c for c in withdrawn.changes if c.kind is ChangeKind.MERGED)
    assert (merged.dataset, merged.record, merged.after) == ("projects", gone, "x")


def test_a_change_that_the_log_explains_is_a_correction(package: Package) -> None:
    row = package["corrections"].rows[0]

    def other(rows: list[Row]) -> list[Row]:
        key = package[row["dataset"]].schema["primaryKey"][0]
        return [{**r, row["field"]: "9"} if r[key] == row["record"] else r for r in rows]

    before = with_rows(package, row["dataset"], other)
    kinds = {c.kind for c in compared(before, package).changes if c.dataset == row["dataset"]}
    assert kinds == {ChangeKind.CORRECTED}
