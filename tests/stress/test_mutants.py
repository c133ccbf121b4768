"""Tables spoiled by chance are refused or listed, never lost in silence; a few hundred here, many
by `make mutants`.
"""

import re
from pathlib import Path

import pytest
from mutants import ENDS, MUTATIONS, Bench, rows_of

from datasite.review.report.parts import ChangeReport
from datasite.review.report.sections import build_change_report
from datasite.review.states import DataState, DataStates

SEEDS = 400


@pytest.fixture(scope="module")
def bench(mini: Path) -> Bench:
    return Bench(mini)


@pytest.mark.parametrize("start", range(0, SEEDS, 100))
def test_no_mutant_is_a_silent_loss_a_traceback_or_a_hang(start: int, bench: Bench) -> None:
    mutants = [bench.run(seed) for seed in range(start, start + 100)]
    assert [mutant for mutant in mutants if mutant.end in ENDS[3:]] == []
    assert {mutant.end for mutant in mutants} >= {"refused", "listed"}


def test_a_seed_gives_its_mutant_again(bench: Bench) -> None:
    assert [(m.mutation, m.dataset, m.end) for m in map(bench.run, range(10))] == [
        (m.mutation, m.dataset, m.end) for m in map(bench.run, range(10))
    ]


def bench_report(bench: Bench) -> ChangeReport:
    """That of two states that do not differ."""
    state = DataState(bench.clean, None)
    return build_change_report(DataStates(state, state))


def test_a_silent_loss_would_be_seen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a report that says nothing, accepted mutants are losses."""
    report = bench_report(bench)
    monkeypatch.setattr("mutants.build_change_report", lambda *_: report)
    assert "silent" in {bench.run(seed).end for seed in range(100)}


def test_a_hang_is_stopped_and_seen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mutants.SECONDS", 0.01)
    monkeypatch.setattr(
        "mutants.catalog_checks.check_table", lambda *_: re.match("(a+)+b", "a" * 60)
    )
    assert bench.run(0).end == "hang"


def test_every_mutation_keeps_to_bytes_that_can_be_spoiled(bench: Bench) -> None:
    assert len(MUTATIONS) >= 20
    assert all(len(rows_of(content)) > 1 for content in bench.contents.values())
