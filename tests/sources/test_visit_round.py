"""Which sources a round visits, and when silence is believed."""

import shutil
from pathlib import Path

from edits import change, write_rows
from hypothesis import given
from hypothesis import strategies as st

from datasite.checks.catalog_checks import read_unchecked
from datasite.sources.source_checks import Visit
from datasite.sources.visit_round import (
    NoNetworkError,
    SourceVisit,
    choose_sources,
    trust_silence,
    visit_sources,
)
from datasite.tables.scan import Row


def test_hosts_take_turns(mini: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(mini / "datasets", tmp_path / "datasets")).parent
    change(root, "sources", "dokument-bez-adresu", url="https://urzad.przyklad.example/drugi")
    data = read_unchecked(root)
    assert [row["source_id"] for row in choose_sources(data, [], 11, "2020-03-10")] == [
        "dokument-bez-adresu",
        "fundacja-o-wyjezdzie",
        "gazeta-o-wspolnej-sumie",
    ]
    assert [row["source_id"] for row in choose_sources(data, [], 0, "2020-03-10")][
        -1
    ] == "urzad-o-projekcie", "the second of one host comes last"


def test_a_page_is_asked_for_whole_while_words_of_it_were_not_looked_for(
    mini: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(mini / "datasets", tmp_path / "datasets")).parent
    asked: list[str] = []

    def fetch(url: str, known: str) -> Visit:
        asked.append(known)
        return Visit(304, same=True) if known else Visit(200, "1" * 64, paragraphs=("90 000 EUR",))

    def visit() -> dict[str, str]:
        data = read_unchecked(root)
        sources = [data.by_key["sources"]["urzad-o-projekcie"]]
        (seen,) = visit_sources(sources, data, fetch, "2020-03-10")
        assert isinstance(seen, SourceVisit)
        write_rows(root, "source_value_checks", list(seen.values))
        return {row["as_printed"]: row["status"] for row in seen.values}

    first = visit()
    assert first["90 000 EUR"] == "found"
    assert first["24 września 2021 roku"] == "not_found", "what the page says now"
    assert "dawne słowa" not in first, "no row gives them any more"
    assert visit() == first
    change(root, "budgets", "przykladowy-projekt-czesc-fundacji", as_printed="90 tys. EUR")
    assert visit()["90 tys. EUR"] == "not_found"
    assert asked == ["", "2020-02-29", ""]


def visit_of(host: str, *, silent: bool) -> SourceVisit:
    return SourceVisit(
        Row({"url": f"https://{host}/"}, {}),
        Visit(silent=True) if silent else Visit(200),
        {"host": host},
    )


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), max_size=12))
def test_silence_is_believed_only_where_others_respond(steps: list[tuple[str, bool]]) -> None:
    believed, stopped = [], False
    try:
        for visit in trust_silence(
            visit_of(f"{host}.example", silent=silent) for host, silent in steps
        ):
            believed.append(visit)
    except NoNetworkError:
        stopped = True
    if all(silent for _, silent in steps):
        assert believed == []
        assert stopped == bool(steps)
    if not stopped:
        assert len(believed) == len(steps)
    assert not believed or any(not visit.visit.silent for visit in believed)
