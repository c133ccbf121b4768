"""The real Pagefind on small documents: the same bytes each time, nothing that is not used, a clear
end where it fails.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import built_sites
import pytest

from datasite.delivery import search_index


def documents(
    count: int = 3, text: str = "Straż Graniczna", languages: tuple[str, ...] = ("pl", "en")
) -> Iterator[tuple[str, str, bytes]]:
    for lang in languages:
        for number in range(count):
            meta = f'<p data-pagefind-meta="title">{number}</p>' + (
                '<p data-pagefind-meta="short">SG</p>' if number == 0 else ""
            )
            page = (
                f'<!doctype html><html lang="{lang}"><body>{meta}<main data-pagefind-body>{text}'
                f" {number}</main></body></html>"
            )
            yield f"{lang}/{number}/index.html", "project" if number else "place", page.encode()


def test_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        search_index.build_search_index(documents(30), tmp_path / name, tmp_path / "scratch")
    assert built_sites.tree(tmp_path / "one") == built_sites.tree(tmp_path / "other")
    assert not (tmp_path / "scratch").exists()


def test_nothing_is_left_that_our_page_does_not_load(tmp_path: Path) -> None:
    search_index.build_search_index(documents(), tmp_path / "index", tmp_path / "scratch")
    kinds = {
        path.split(".")[0] if "/" not in path else path.split("/")[0]
        for path in built_sites.tree(tmp_path / "index")
    }
    assert kinds == {"fragment", "index", "list", "pagefind", "pagefind-entry", "wasm"}


@pytest.mark.parametrize("languages", [("pl", "en"), ("pl", "uk")])
def test_each_language_has_the_program_that_searches_it(
    languages: tuple[str, ...], tmp_path: Path
) -> None:
    """That of unknown languages is for those of which Pagefind knows no word forms."""
    index = tmp_path / "index"
    search_index.build_search_index(documents(languages=languages), index, tmp_path / "scratch")
    entry = json.loads((index / "pagefind-entry.json").read_bytes())
    programs = {language["wasm"] or "unknown" for language in entry["languages"].values()}
    assert {path.name for path in index.glob("wasm.*")} == {
        f"wasm.{program}.pagefind" for program in programs
    }
    assert len(programs) == len(languages)


def test_pages_are_listed_by_type_with_their_titles_and_short_names(tmp_path: Path) -> None:
    search_index.build_search_index(documents(), tmp_path / "index", tmp_path / "scratch")
    titles = json.loads((tmp_path / "index" / "list.pl.json").read_text(encoding="utf-8"))
    assert {page_type: sorted(names.values()) for page_type, names in titles.items()} == {
        "place": [["0", "SG"]],
        "project": [["1"], ["2"]],
    }
    files = {
        path.stem
        for path in (tmp_path / "index" / "fragment").iterdir()
        if path.name.startswith("pl_")
    }
    assert files == {f"pl_{name}" for names in titles.values() for name in names}


def test_what_stood_in_the_folder_goes(tmp_path: Path) -> None:
    (tmp_path / "index" / "fragment").mkdir(parents=True)
    (tmp_path / "index" / "fragment" / "pl_0.pf_fragment").write_bytes(
        b"of a build that was killed"
    )
    search_index.build_search_index(documents(), tmp_path / "index", tmp_path / "scratch")
    assert not (tmp_path / "index" / "fragment" / "pl_0.pf_fragment").exists()


def test_page_that_pagefind_leaves_out_is_an_error(tmp_path: Path) -> None:
    empty = (
        "pl/bez/index.html",
        "place",
        b'<!doctype html><html lang="pl"><body><main data-pagefind-body></main></body></html>',
    )
    with pytest.raises(search_index.IndexingError, match="holds 6 of 7 pages"):
        search_index.build_search_index(
            [*documents(), empty], tmp_path / "index", tmp_path / "scratch"
        )


@pytest.mark.parametrize(
    "program", ["import sys; sys.exit('out of order')", "pass"], ids=["fails", "does nothing"]
)
def test_program_that_writes_no_index_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    # By the shell, since a shebang line breaks where the path of Python has a space.
    script = f'#!/bin/sh\nexec "{sys.executable}" -c "{program}"\n'
    (tmp_path / "pagefind").write_text(script, encoding="utf-8")
    (tmp_path / "pagefind").chmod(0o755)
    monkeypatch.setattr(search_index, "get_executable", lambda: tmp_path / "pagefind")
    with pytest.raises(
        search_index.IndexingError, match=r"Pagefind stopped with (1: out of order|0: )"
    ):
        search_index.build_search_index(documents(), tmp_path / "index", tmp_path / "scratch")
    assert not (tmp_path / "scratch").exists()


def test_program_that_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "get_executable", lambda: tmp_path / "nothing")
    with pytest.raises(search_index.IndexingError, match="Pagefind cannot be run"):
        search_index.build_search_index(documents(), tmp_path / "index", tmp_path / "scratch")
