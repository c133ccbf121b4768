"""Which sources a round visits, and when silence is believed."""

import shutil
from pathlib import Path

from edits import change
from hypothesis import given
from hypothesis import strategies as st

from datasite.checks.catalog_checks import read_unchecked
from datasite.sources.source_checks import Visit
from datasite.sources.visit_round import (
    NoNetworkError,
    SourceVisit,
    choose_sources,
    trust_silence,
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
