"""The law of the history: the changes of each commit, applied to the tables before it, give the
tables after it, for made-up registers of which every reference leads somewhere.
"""

import dataclasses
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st
from replays import by_column, replay

from datasite.history.changes import Change
from datasite.review.past.steps import Tables, take_step
from datasite.review.past.tables import Description, PastTable, joined_keys
from datasite.tables.descriptor import ForeignKey

WORD = st.sampled_from(["", "x", "y", "long words", "other words"])
IDS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=5)


@st.composite
def registers(draw: st.DrawFn) -> Tables:
    """The tables of one commit."""
    funds = draw(st.sampled_from(["funds", "funds", "grants"]))  # now and then under another name
    columns = draw(st.sampled_from([("title", "note"), ("title", "remark"), ("title",)]))
    fund_ids, project_ids = draw(IDS), draw(IDS)
    fund_of = st.sampled_from(["", *fund_ids])
    tables = [
        PastTable(
            funds,
            Description(("id",)),
            ("id", "name", "town"),
            {at: (at, draw(WORD), draw(WORD)) for at in fund_ids},
        ),
        PastTable(
            "projects",
            Description(("id",), (ForeignKey("fund", funds, "id"),)),
            ("id", *columns, "fund"),
            {at: (at, *(draw(WORD) for _ in columns), draw(fund_of)) for at in project_ids},
        ),
    ]
    pairs = st.tuples(st.sampled_from([*project_ids, "-"]), st.sampled_from([*fund_ids, "-"]))
    shares = (
        draw(st.lists(pairs.filter(lambda pair: "-" not in pair), unique=True, max_size=4))
        if project_ids and fund_ids
        else []
    )
    links = (ForeignKey("project", "projects", "id"), ForeignKey("fund", funds, "id"))
    tables.append(
        PastTable(
            "shares",
            Description(("project", "fund"), links),
            ("project", "fund", "part"),
            {"/".join(pair): (*pair, draw(WORD)) for pair in shares},
        )
    )
    records = [(table.name, key) for table in tables[:2] for key in table.rows]
    about = draw(st.lists(st.sampled_from(records), unique=True, max_size=3)) if records else []
    tables.append(
        PastTable(
            "remarks",
            Description(("number",)),
            ("number", "dataset", "record", "value"),
            {str(at): (str(at), *record, draw(WORD)) for at, record in enumerate(about)},
        )
    )
    present = [table for table in tables if draw(st.integers(0, 9))]
    return {table.name: table for table in present}


def relabelled(tables: Tables, letters: frozenset[str]) -> Tables:
    """The tables with other identifiers of some records, everywhere."""

    def new(cell: str) -> str:
        return cell.swapcase() if cell.lower() in letters else cell

    renamed = {}
    for name, table in tables.items():
        rows = [tuple(map(new, cells)) for cells in table.rows.values()]
        keys = joined_keys(table.header, table.description.primary_key, rows) or ()
        renamed[name] = dataclasses.replace(table, rows=dict(zip(keys, rows, strict=True)))
    return renamed


@st.composite
def pasts(draw: st.DrawFn) -> list[tuple[Tables, frozenset[str]]]:
    """The registers of some commits, each with the names of the tables that cannot be read there.

    Some are the register before with other identifiers, which two unlike registers seldom are.
    """
    states: list[tuple[Tables, frozenset[str]]] = []
    for _ in range(draw(st.integers(2, 5))):
        if states and draw(st.booleans()):
            tables = relabelled(states[-1][0], draw(st.frozensets(st.sampled_from("abcdef"))))
        else:
            tables = draw(registers())
        states.append((tables, frozenset(name for name in tables if not draw(st.integers(0, 7)))))
    return states


@settings(max_examples=150)
@given(pasts())
def test_the_changes_lead_from_each_state_to_the_next(
    states: list[tuple[Tables, frozenset[str]]],
) -> None:
    known: Tables = {}
    made = partial(Change, date="2026-11-22", commit="c")
    names: set[str] = set()
    for tables, broken in states:
        readable = {name: table for name, table in tables.items() if name not in broken}
        gone = dict.fromkeys(names - tables.keys())
        step = take_step(known, {**gone, **readable}, made)
        replayed = replay(known, step.changes, step.tables)
        assert replayed == {name: by_column(table, table) for name, table in step.tables.items()}
        assert {name: step.tables[name] for name in readable} == readable
        assert not gone.keys() & step.tables.keys()
        known, names = step.tables, set(tables)


def test_rows_that_come_to_have_one_key_are_each_removed() -> None:
    """The last state of a table that could not be read may name a record that is gone, whose key
    another record takes.
    """
    links = (ForeignKey("fund", "funds", "id"),)
    funds, shares = (
        PastTable("funds", Description(("id",)), ("id", "name"), {"a": ("a", "x")}),
        PastTable(
            "shares",
            Description(("fund", "part"), links),
            ("fund", "part"),
            {"a/1": ("a", "1"), "b/1": ("b", "1")},
        ),
    )
    before = {"funds": funds, "shares": shares}
    after = {
        "funds": dataclasses.replace(funds, rows={"b": ("b", "x")}),
        "shares": dataclasses.replace(shares, rows={}),
    }
    step = take_step(before, after, partial(Change, date="2026-11-22", commit="c"))
    assert [(change.kind.value, change.record) for change in step.changes] == [
        ("renamed", "b"),
        ("removed", "a/1"),
        ("removed", "b/1"),
    ]
