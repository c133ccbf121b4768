"""Every way in which data can be wrong, and every message about it, in both languages."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import golden_messages
import pytest
from checked_tables import problems_of_tree
from edits import change, replace, table
from remembered import check_catalog, load_catalog
from spoiled_tree import spoil

import check
from datasite.history.history_file import read_history
from datasite.language.localization import Language
from datasite.problems import (
    Message,
    Problem,
    ProblemsError,
    TimeLimitError,
    in_time,
    limited,
    unlimited,
)
from datasite.publication.release import late_days, read_release
from datasite.releases.records import read_records


def test_every_message(copy_of_mini: Path, languages: Mapping[str, Language], accept: bool) -> None:
    golden_messages.check(
        "messages", "spoiled", problems_of_tree(spoil(copy_of_mini)), languages, accept
    )


def _of_places(root: Path, content: bytes) -> None:
    table(root, "places").write_bytes(content)


def _described(old: str, new: str) -> Callable[[Path], None]:
    return lambda root: replace(root, "datasets/places/dataset.yaml", old, new)


def _link(root: Path) -> None:
    table(root, "places").rename(root / "places.csv")
    table(root, "places").symlink_to(root / "places.csv")


PERSON = "{name: person_name, title: {pl: osoba, en: person}, description: {pl: osoba, en: person}}"
# What is done to the tree. One such fault keeps the rules from running, so each has a tree and a
# golden file of its own.
WHOLE_FILES: dict[str, Callable[[Path], object]] = {
    "missing": lambda root: table(root, "places").unlink(),
    "symbolic_link": _link,
    "empty": lambda root: _of_places(root, b""),
    "not_utf8": lambda root: _of_places(root, b"project_id,place,relation,source_id\nnull,\xb9\n"),
    "wrong_header": lambda root: _of_places(root, b"project_id,country,relation,source_id\n"),
    "merge_conflict": lambda root: _of_places(
        root, b"project_id,place,relation,source_id\n<<<<<<< HEAD\n"
    ),
    "swallowed_rows": lambda root: _of_places(
        root, b'project_id,place,relation,source_id\nnull,"PL,implemented_in,x\na,b,c,d\n'
    ),
    "stranger": lambda root: (root / "datasets/places/places.xlsx").write_bytes(b"x"),
    "column_for_persons": _described("- name: source_id", f"- {PERSON}\n  - name: source_id"),
    "broken_yaml": _described("name: places", "name: [places"),
    "another_name": _described("name: places", "name: spots"),
    "unknown_entry": _described("name: places", "nama: x\nname: places"),
    "one_language": _described("  pl: Miejsca projektów", "  de: Orte"),
    "unknown_rule": _described("fields:", "rules: [nonsense]\nfields:"),
    "unknown_dataset": _described("territories.code", "territory.code"),
    "unknown_key_field": _described("{field: place,", "{field: plaze,"),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_fault_of_a_whole_file(
    name: str, copy_of_mini: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    WHOLE_FILES[name](copy_of_mini)
    golden_messages.check("whole_files", name, problems_of_tree(copy_of_mini), languages, accept)


def test_no_datasets_at_all(
    tmp_path: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    problems = check_catalog(tmp_path)
    assert [(p.path, p.rule) for p in problems] == [("datasets", "no-datasets")]
    golden_messages.check("others", "no_datasets", problems, languages, accept)


def _over() -> NoReturn:
    raise TimeLimitError


def test_a_file_that_takes_too_long(languages: Mapping[str, Language], accept: bool) -> None:
    problems = in_time("datasets/places/places.csv", unlimited, _over)
    assert [(p.path, p.rule) for p in problems] == [("datasets/places/places.csv", "time-limit")]
    golden_messages.check("others", "too_long", problems, languages, accept)


def test_a_hundred_problems_of_a_file_are_named_and_the_rest_counted(
    languages: Mapping[str, Language], accept: bool
) -> None:
    many = [
        Problem("a.csv", number, 1, "blank-row", Message("x"), Message("y"))
        for number in range(1, 104)
    ]
    shortened = list(limited(many))
    assert shortened[:100] == many[:100]
    assert [problem.rule for problem in shortened[100:]] == ["more"]
    golden_messages.check("others", "more", shortened[100:], languages, accept)


RELEASES = {
    "no_version": "released: 2026-11-22\n",
    "no_day": "version: 1.0.0\nreleased: soon\n",
    "change_in_one_language": (
        "version: 1.0.0\nreleased: 2026-11-22\nchanges: [{date: 2026-11-22, pl: x}]\n"
    ),
}


@pytest.mark.parametrize("name", RELEASES)
def test_a_wrong_release(
    name: str, tmp_path: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets/release.yaml").write_text(RELEASES[name], encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        read_release(tmp_path)
    golden_messages.check("others", name, refused.value.problems, languages, accept)


def test_a_history_that_is_none(
    tmp_path: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    (tmp_path / "history").mkdir()
    (tmp_path / "history/changes.csv").write_text("date,commit\n", encoding="utf-8")
    (tmp_path / "history/made.yaml").write_text("until: true\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        read_history(tmp_path)
    golden_messages.check("others", "history", refused.value.problems, languages, accept)


OF_OLD_ADDRESSES = {
    "redirect": ("redirects.csv", "address,moved_to,date\n/dawno/,/pl/,2020-03-01\n"),
    "published-addresses": ("addresses.txt", "/pl/\n/en/\n"),
    "address-lost": ("addresses.txt", "/pl/projekty/ktorego-nie-ma/\n"),
}


@pytest.mark.parametrize("rule", OF_OLD_ADDRESSES)
def test_an_old_address_without_an_answer(
    rule: str, copy_of_mini: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    name, content = OF_OLD_ADDRESSES[rule]
    (copy_of_mini / "history" / name).write_text(content, encoding="utf-8")
    problems = [p for p in check.find_problems(copy_of_mini) if p.rule == rule]
    assert problems
    golden_messages.check("others", rule, problems, languages, accept)


def test_a_list_of_releases_that_is_none(
    tmp_path: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    (tmp_path / "history").mkdir()
    (tmp_path / "history/releases.yaml").write_text("releases: soon\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        read_records(tmp_path)
    golden_messages.check("others", "releases", refused.value.problems, languages, accept)


def test_what_is_in_a_message_cannot_speak_to_a_terminal(
    copy_of_mini: Path, languages: Mapping[str, Language]
) -> None:
    _of_places(copy_of_mini, "project_id,\u202eplace\u00a0::error::\nx\n".encode())
    (problem,) = check_catalog(copy_of_mini)
    text = problem.text(languages["en"].translations)
    assert text.isprintable()
    assert "\\u202eplace" in text


def test_a_day_long_after_the_release(
    copy_of_mini: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    change(copy_of_mini, "sources", "dokument-bez-adresu", accessed="2062")
    problems = late_days(load_catalog(copy_of_mini), read_release(copy_of_mini))
    golden_messages.check("others", "after_release", problems, languages, accept)


def test_a_year_after_the_release_is_not_long(copy_of_mini: Path) -> None:
    release = read_release(copy_of_mini)
    change(copy_of_mini, "sources", "dokument-bez-adresu", accessed=f"{release.year + 1}-01-01")
    assert late_days(load_catalog(copy_of_mini), release) == []
