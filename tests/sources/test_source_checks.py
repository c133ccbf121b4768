"""The record of a visit, and the changed hashes that the check against a base refuses."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from edits import change
from golden_messages import check as check_golden

import check
from datasite.checks.catalog_checks import read_unchecked
from datasite.language.localization import Language
from datasite.review.changes import compare_catalogs
from datasite.sources.source_checks import Visit, find_unread_changes, record_visit

TODAY = "2020-03-10"
ONE, TWO = "1" * 64, "2" * 64
NOTHING = dict.fromkeys(("moved_to", "archive_url", "reason_pl", "reason_en"), "")


def before(status: str, sha256: str = "", **more: str) -> dict[str, str]:
    return {
        **NOTHING,
        "source_id": "a",
        "checked": "2020-02-02",
        "since": "2020-01-01",
        "http_status": "200",
        "status": status,
        "content_sha256": sha256,
        **more,
    }


@pytest.mark.parametrize(
    ("read", "old", "visit", "status", "since"),
    [
        (ONE, None, Visit(200, ONE), "unchanged", TODAY),
        (ONE, None, Visit(200, TWO), "changed", TODAY),
        (ONE, before("changed", TWO), Visit(200, TWO), "changed", "2020-01-01"),
        (ONE, before("changed", TWO), Visit(200, ONE), "unchanged", TODAY),
        (ONE, before("unchanged", ONE), Visit(304, same=True), "unchanged", "2020-01-01"),
        ("", None, Visit(200, ONE), "reachable", TODAY),
        ("", before("reachable", ONE), Visit(200, ONE), "reachable", "2020-01-01"),
        ("", before("reachable", ONE), Visit(200, TWO), "changed", TODAY),
        ("", before("changed", TWO), Visit(304, same=True), "changed", "2020-01-01"),
        (ONE, None, Visit(200, why="too large"), "reachable", TODAY),
        (ONE, before("unreachable"), Visit(404), "unreachable", "2020-01-01"),
        (ONE, before("unchanged", ONE), Visit(500), "unreachable", TODAY),
        (ONE, None, Visit(silent=True), "unreachable", TODAY),
        (ONE, None, Visit(disallowed=True), "disallowed", TODAY),
    ],
)
def test_a_visit_is_recorded(
    read: str, old: dict[str, str] | None, visit: Visit, status: str, since: str
) -> None:
    row = record_visit({"source_id": "a", "content_sha256": read}, old, visit, TODAY)
    assert (row["status"], row["since"], row["checked"]) == (status, since, TODAY)


@pytest.mark.parametrize(
    ("code", "recorded"), [(200, "200"), (599, "599"), (999, ""), (600, ""), (None, "")]
)
def test_only_a_response_that_http_has_is_recorded(code: int | None, recorded: str) -> None:
    """The check accepts what is recorded; some sites answer 999 to programs."""
    source = {"source_id": "a", "content_sha256": ONE}
    assert record_visit(source, None, Visit(code), TODAY)["http_status"] == recorded


def test_a_reason_is_kept_as_long_as_the_text_that_it_is_about() -> None:
    source, old = (
        {"source_id": "a", "content_sha256": ONE},
        before("unchanged", ONE, reason_pl="Układ.", reason_en="Layout."),
    )
    assert record_visit(source, old, Visit(500), TODAY)["reason_pl"] == "Układ."
    assert record_visit(source, old, Visit(200, ONE), TODAY)["reason_pl"] == "Układ."
    assert record_visit(source, old, Visit(200, TWO), TODAY)["reason_pl"] == ""


# The check against a base accepts a changed hash only from people who read the page again


@pytest.fixture
def states(mini: Path, tmp_path: Path) -> tuple[Path, Path]:
    was, now = (
        Path(shutil.copytree(mini / "datasets", tmp_path / name / "datasets")).parent
        for name in ("was", "now")
    )
    return was, now


def unread(states: tuple[Path, Path]) -> list[tuple[str, str, int]]:
    before, after = map(read_unchecked, states)
    return [
        (p.path, p.rule, p.line)
        for p in find_unread_changes(compare_catalogs(before, after), before, after)
    ]


def accept(root: Path, source: str = "urzad-o-projekcie", sha256: str = TWO) -> None:
    change(root, "sources", source, content_sha256=sha256)


def test_the_check_against_a_base_says_so(mini: Path, copy_of_mini: Path) -> None:
    accept(copy_of_mini)
    change(
        copy_of_mini, "source_checks", "urzad-o-projekcie", status="unchanged", content_sha256=TWO
    )
    assert [problem.rule for problem in check.find_problems(copy_of_mini, mini)] == [
        "accepted-unread"
    ]
    assert check.find_problems(copy_of_mini) == []


@pytest.mark.parametrize("sha256", [TWO, ""])
def test_a_changed_hash_alone_is_refused(
    sha256: str,
    states: tuple[Path, Path],
    languages: Mapping[str, Language],
    request: pytest.FixtureRequest,
) -> None:
    accept(states[1], sha256=sha256)
    assert unread(states) == [("datasets/sources/sources.csv", "accepted-unread", 5)]
    before, after = map(read_unchecked, states)
    check_golden(
        "losses",
        f"hash_accepted_unread_{bool(sha256)}",
        find_unread_changes(compare_catalogs(before, after), before, after),
        languages,
        request.config.getoption("--accept"),
    )


def test_a_changed_hash_with_changed_data_is_accepted(states: tuple[Path, Path]) -> None:
    accept(states[1])
    change(states[1], "projects", "przykladowy-projekt", end_date="2024-09")
    assert unread(states) == []


def test_data_of_another_source_are_no_reason(states: tuple[Path, Path]) -> None:
    accept(states[1])
    change(states[1], "projects", "null", end_date="2024-09")
    assert len(unread(states)) == 1


def test_a_changed_hash_with_a_new_reason_is_accepted_and_with_an_old_one_is_not(
    states: tuple[Path, Path],
) -> None:
    accept(states[1])
    change(
        states[1],
        "source_checks",
        "urzad-o-projekcie",
        status="unchanged",
        content_sha256=TWO,
        reason_pl="Tylko układ.",
        reason_en="Layout only.",
    )
    assert unread(states) == []
    change(
        states[0],
        "source_checks",
        "urzad-o-projekcie",
        reason_pl="Tylko układ.",
        reason_en="Layout only.",
    )
    assert len(unread(states)) == 1


def test_a_first_hash_is_accepted_unless_the_page_is_known_to_have_changed(
    states: tuple[Path, Path],
) -> None:
    accept(states[1], "gazeta-o-wspolnej-sumie")
    assert unread(states) == []
    change(states[0], "source_checks", "gazeta-o-wspolnej-sumie", status="changed")
    assert len(unread(states)) == 1
