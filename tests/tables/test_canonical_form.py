"""The faults of a spreadsheet are repaired cell by cell or refused with a reason, and nothing is
changed without a word.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from bad_inputs import cell, rows_of
from checked_tables import problems_with_hints
from edits import table
from hypothesis import given
from hypothesis import strategies as st
from paths import TESTS
from spreadsheet_faults import (
    EXCEL,
    REFUSED,
    REPAIRED,
    SpreadsheetFault,
    left_out,
    polish_amount,
    polish_date,
    saved,
)

from datasite.checks import cells
from datasite.language.localization import Language
from datasite.problems import Problem
from datasite.tables import scan
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.repairs import canonical_form
from datasite.tables.repairs.canonical_form import Repaired

GOLDEN = TESTS / "bad" / "repairs.txt"
WORDS = {"pl": "x", "en": "x"}


def _path(dataset: str) -> str:
    return f"datasets/{dataset}/{dataset}.csv"


def _repair(fault: SpreadsheetFault, mini: Path, mini_catalog: Catalog) -> Repaired | list[Problem]:
    return canonical_form.repair_table(
        mini_catalog.datasets[fault.dataset],
        _path(fault.dataset),
        fault.spoil(table(mini, fault.dataset).read_bytes()),
    )


@pytest.mark.parametrize("name", REPAIRED)
def test_is_repaired(name: str, mini: Path, mini_catalog: Catalog) -> None:
    fault = REPAIRED[name]
    result = _repair(fault, mini, mini_catalog)
    assert isinstance(result, Repaired)
    assert result.content == table(mini, fault.dataset).read_bytes()
    assert {repaired.kind for repaired in result.repairs} == fault.kinds


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(name: str, mini: Path, mini_catalog: Catalog) -> None:
    fault = REFUSED[name]
    result = _repair(fault, mini, mini_catalog)
    assert isinstance(result, list)
    assert {problem.rule for problem in result} == fault.kinds


def test_the_words(
    mini: Path, mini_catalog: Catalog, languages: Mapping[str, Language], accept: bool
) -> None:
    """Every line that is printed, in both languages, under the name of its way."""
    lines = []
    for name, fault in {**REPAIRED, **REFUSED}.items():
        lines.append(f"# {name}")
        result = _repair(fault, mini, mini_catalog)
        problems = (
            result
            if isinstance(result, list)
            else [repaired.problem(_path(fault.dataset)) for repaired in result.repairs]
        )
        lines += [
            problem.text(languages[lang].translations)
            for lang in ("en", "pl")
            for problem in problems
        ]
    if accept:
        GOLDEN.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_zeros_that_a_spreadsheet_took_are_missed_by_the_pattern(
    mini: Path, mini_catalog: Catalog, languages: Mapping[str, Language]
) -> None:
    """Text does not show that they were there; so the cell stays as it is, and the file may be put
    in order.
    """
    dataset, path = mini_catalog.datasets["organisations"], _path("organisations")
    content = cell("krs", "6")(table(mini, "organisations").read_bytes())
    repaired = canonical_form.repair_table(dataset, path, content)
    assert isinstance(repaired, Repaired)
    assert repaired.content == content
    messages = {
        lang: [
            problem.text(language.translations) for problem in problems_with_hints(dataset, content)
        ]
        for lang, language in languages.items()
    }
    assert messages["en"] == [
        f"{path}:2:83  [constraint-error]  krs is “6”.  It must look like “0000012345”."
    ]
    assert messages["pl"] == [
        f"{path}:2:83  [constraint-error]  Pole krs ma wartość „6”.  Prawidłowy przykład:"
        " „0000012345”."
    ]


def test_blank_cells_that_excel_left_out_come_back(mini: Path, mini_catalog: Catalog) -> None:
    dataset = mini_catalog.datasets["identifiers"]
    content = left_out(table(mini, "identifiers").read_bytes())
    assert len({line.count(b";") for line in content.splitlines()}) == 2
    repaired_table = canonical_form.repair_table(dataset, _path("identifiers"), content)
    assert isinstance(repaired_table, Repaired)
    assert {repaired.kind for repaired in repaired_table.repairs} == {
        "row-width",
        "separator",
        "line-ends",
    }
    assert len(repaired_table.table.rows) == 40
    lines = content.splitlines()
    for spoiled in (
        lines[20:21] * 2,
        lines[20:21] * 17,
    ):  # short rows that are not so in whole blocks
        assert isinstance(
            canonical_form.repair_table(
                dataset, _path("identifiers"), b"\n".join([*lines[:10], *spoiled, b""])
            ),
            list,
        )


def test_words_of_the_wrong_kind_stay_for_the_check(mini: Path, mini_catalog: Catalog) -> None:
    for field, value in {
        "amount": "sto",
        "preferred": "tak",
        "as_of": "wiosna",
        "share_percent": "150",
        "kind": "nieznane",
        "note_pl": "a\nb",
    }.items():
        content = cell(field, value)(table(mini, "budgets").read_bytes())
        repaired = canonical_form.repair_table(
            mini_catalog.datasets["budgets"], _path("budgets"), content
        )
        assert isinstance(repaired, Repaired)
        assert repaired.content == content


def test_letters_in_parts_stay_in_an_address(mini: Path, mini_catalog: Catalog) -> None:
    """The address with whole letters may be another one."""
    content = cell("url", unicodedata.normalize("NFD", "https://przyklad.example/zażółć"))(
        table(mini, "sources").read_bytes()
    )
    repaired = canonical_form.repair_table(
        mini_catalog.datasets["sources"], _path("sources"), content
    )
    assert isinstance(repaired, Repaired)
    assert repaired.content == content


# A table with a column of each kind; its cells are such as the check accepts.
FIELDS = ("id", "title", "amount", "share", "day", "yes", "link")
TABLE = Dataset(
    name="sample",
    group="records",
    title=WORDS,
    description=WORDS,
    fields=(
        Field("id", WORDS, WORDS, format="slug"),
        Field("title", WORDS, WORDS),
        Field("amount", WORDS, WORDS, type="number", format="money"),
        Field("share", WORDS, WORDS, type="number", format="percent"),
        Field("day", WORDS, WORDS, format="edtf"),
        Field("yes", WORDS, WORDS, type="boolean"),
        Field("link", WORDS, WORDS, format="uri"),
    ),
    primary_key=("id",),
    foreign_keys=(),
    rules=(),
    min_rows=0,
    max_rows=100,
)
TITLES = st.text("abcąćęłńóśźż 123.,;\t|\"'„”–é", max_size=12).map(
    lambda text: "Zażółć " + " ".join(text.split())
)
AMOUNTS = st.one_of(
    st.just(""),
    st.integers(0, 10**12).map(str),
    st.integers(1, 10**8).filter(lambda n: n % 100).map(lambda n: f"{n // 100}.{n % 100:02}"),
)
SHARES = st.one_of(
    st.just(""),
    st.integers(0, 100).map(str),
    st.integers(1, 999).filter(lambda n: n % 10).map(lambda n: f"{n // 10}.{n % 10}"),
)
DAYS = st.one_of(
    st.just(""),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(str),
    st.sampled_from(["2021", "2021-04"]),
)
ROWS = st.lists(
    st.tuples(
        TITLES,
        AMOUNTS,
        SHARES,
        DAYS,
        st.sampled_from(["", "true", "false"]),
        st.sampled_from(["", "https://przyklad.example/a?b=1,2"]),
    ).map(lambda cells: [x.strip() for x in cells]),
    min_size=1,
    max_size=5,
).map(lambda rows: [[f"r{number}", *row] for number, row in enumerate(rows)])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1250"])
OF_CELLS: dict[str, list[Callable[[str], str]]] = {
    "title": [str, lambda v: f" {v}\u00a0", lambda v: v.replace(" ", "  ")],
    "amount": [
        str,
        polish_amount,
        lambda v: v.replace(".", ","),
        lambda v: f"{int(v.partition('.')[0]):,}.{v.partition('.')[2] or '00'}",
    ],
    "share": [
        str,
        lambda v: v.replace(".", ","),
        lambda v: f"{v} %",
        lambda v: f"{v}.00" if "." not in v else f"{v}0",
    ],
    "day": [
        str,
        polish_date,
        lambda v: f"{v} 00:00:00" if len(v) == 10 else v,
        lambda v: v.replace("-0", "-") if len(v) == 10 else v,
    ],
    "yes": [str, str.upper, lambda v: {"true": "Prawda", "false": "FAŁSZ"}[v]],
}
SPOILT = st.fixed_dictionaries({field: st.sampled_from(ways) for field, ways in OF_CELLS.items()})
FILES = st.tuples(
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", EXCEL, "\r"]),
    ENCODINGS,
    st.just(""),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)


def _table(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([FIELDS, *rows])
    return text.getvalue().encode()


def _repaired(content: bytes) -> Repaired:
    repaired = canonical_form.repair_table(TABLE, "x.csv", content)
    assert isinstance(repaired, Repaired), [problem.rule for problem in repaired]
    return repaired


@given(ROWS, SPOILT, FILES, st.integers(0, 2), st.booleans())
def test_what_is_spoiled_comes_back_cell_by_cell(
    rows: list[list[str]],
    ways: dict[str, Callable[[str], str]],
    file: tuple[str, str, str, str, int],
    edge: int,
    decomposed: bool,
) -> None:
    spoiled = [
        [
            ways.get(field, str)(value) if value else ""
            for field, value in zip(FIELDS, row, strict=True)
        ]
        for row in rows
    ]
    content = _table([*spoiled[::-1], *[[""] * len(FIELDS)] * edge])
    content = "".join(line + "," * edge + "\n" for line in content.decode().splitlines()).encode()
    if decomposed and file[2] != "cp1250":
        content = unicodedata.normalize("NFD", content.decode()).encode()
    repaired = _repaired(saved(*file)(content))
    assert rows_of(repaired.content)[1:] == rows


@given(
    st.permutations(range(4)),
    st.lists(ROWS.map(lambda rows: rows[0][1:]), min_size=4, max_size=4),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_the_check_accepts_stays_cell_by_cell(
    order: list[int], rows: list[list[str]], quoting: int
) -> None:
    keyed = [[f"r{number}", *row] for number, row in enumerate(rows)]
    content = saved(quoting=quoting)(_table([keyed[number] for number in order]))
    read, problems = scan.scan_table("x.csv", content, FIELDS)
    assert read
    assert [*problems, *cells.cell_problems(TABLE, read)] == []
    outcome = _repaired(content)
    assert rows_of(outcome.content)[1:] == keyed
    assert {repaired.kind for repaired in outcome.repairs} <= {"order", "quoting"}


SCRAPS = st.one_of(
    st.binary(max_size=40), st.text('a1,.;"\n\r\t -/ą?', max_size=60).map(str.encode)
)


@given(ROWS, SCRAPS)
def test_a_repair_is_said_and_leaves_nothing_for_a_second(
    rows: list[list[str]], scraps: bytes
) -> None:
    content = _table(rows) + scraps
    repaired = canonical_form.repair_table(TABLE, "x.csv", content)
    if isinstance(repaired, list):
        assert repaired
    else:
        assert (repaired.content == content) == (not repaired.repairs)
        again = _repaired(repaired.content)
        assert (again.content, again.repairs) == (repaired.content, ())
