"""What the check accepts is built: as many small edits as fit into some seconds here, two thousand
by `make mutants`.
"""

import itertools
import time
from pathlib import Path

import built_sites
import pytest
import small_edits
from mini_site import compose
from small_edits import Bench, Edit, Register

SECONDS = 4.0  # of the processor


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(compose(tmp_path / "edited"))


def test_what_the_check_accepts_is_built(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    begun = time.process_time()
    in_time = itertools.takewhile(
        lambda _: time.process_time() - begun < SECONDS, itertools.count()
    )
    edits = list(bench.run(in_time))
    told = small_edits.told(edits, time.process_time() - begun)
    with capsys.disabled():
        print(f"\n{told}")
    assert [edit for edit in edits if edit.failure] == []
    assert sum(edit.is_accepted for edit in edits) > 5


@pytest.mark.bench
def test_an_edit_that_cannot_be_built_is_named(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the rule, a second body of one name would still be told apart, but an identifier that
    the page itself uses would not.
    """

    def id_of_a_page(register: Register, _: object) -> None:
        register.tables["budgets"][7][0] = "content"

    def swapped_rows(register: Register, _: object) -> None:
        rows = register.tables["places"]
        rows[1], rows[2] = rows[2], rows[1]

    monkeypatch.setattr(small_edits, "EDITS", (id_of_a_page, swapped_rows))
    monkeypatch.setattr(small_edits, "check_between_tables", lambda _: [])
    monkeypatch.setattr("datasite.checks.catalog_checks.check_between_tables", lambda *_: [])
    failed = [edit for edit in bench.run(range(2)) if edit.failure]
    assert [edit.name for edit in failed] == ["id_of_a_page in budgets"]
    assert "duplicate-id" in failed[0].failure


@pytest.mark.bench
def test_texts_are_edited_checked_and_put_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_text(register: Register, _: object) -> None:
        path = min(register.texts)
        register.texts[path] += "\n[nothing](javascript:x)\n"

    def more_words(register: Register, _: object) -> None:
        path = min(register.texts)
        register.texts[path] += "\nAnd more words.\n"

    before = built_sites.tree(bench.root)
    monkeypatch.setattr(small_edits, "EDITS", (broken_text,))
    assert [edit.is_accepted for edit in bench.run([0])] == [False]
    monkeypatch.setattr(small_edits, "EDITS", (more_words,))
    assert [(edit.is_accepted, edit.failure) for edit in bench.run([0])] == [(True, "")]
    bench.failure()  # writes the present state, that of the start again
    assert built_sites.tree(bench.root) == before


def test_a_seed_gives_its_edit_again(bench: Bench) -> None:
    def edits() -> list[Edit]:
        bench.reset()
        return [bench.apply(seed) for seed in range(30)]

    assert edits() == edits()
