"""The search index of the site, made by Pagefind.

We call its command line, since its Python interface waits for seconds. Of the files that it writes
we keep those that our search page loads. We do not use its filters: it writes their values in
random order, and the same input must give the same bytes. Instead a small file for each language
lists the pages of each type, by the names that Pagefind gives them, with their titles; with it the
search page puts pages first whose title is what the reader asked for.
"""

import gzip
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from pagefind_bin import get_executable

from datasite.delivery import os_calls

_KEPT = re.compile(
    r"pagefind\.js|pagefind-entry\.json|pagefind\.\w+\.pf_meta|wasm\.(?!unknown)\w+\.pagefind"
    r"|fragment/\w+\.pf_fragment|index/\w+\.pf_index"
)
# The program for languages of which Pagefind knows no word forms, such as Ukrainian.
_FOR_OTHER_LANGUAGES = "wasm.unknown.pagefind"

FOLDER = "pagefind"  # of the site, for all languages
_SIGNATURE = b"pagefind_dcd"  # each decompressed file starts with it


class IndexingError(Exception):
    """The search index could not be made; the message says why."""


def build_search_index(
    documents: Iterable[tuple[str, str, bytes]], folder: Path, scratch: Path
) -> None:
    """Write the search index of documents into `folder`, replacing what is there.

    A document is (path of the page, type of the page, HTML), e.g. ("pl/projekty/x/index.html",
    "project", b"<!doctype html>…"). `scratch` is a folder for the documents that is removed
    afterwards. Raises IndexingError.
    """
    shutil.rmtree(folder, ignore_errors=True)
    types = {}
    try:
        for path, page_type, content in documents:
            file = scratch / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            types["/" + path.removesuffix("index.html")] = page_type
        _run(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _remove_unused(folder)
    _write_title_lists(folder, types)


def _run(scratch: Path, folder: Path) -> None:
    """Run Pagefind without environment variables and in `scratch`, so that it finds no settings of
    the user.
    """
    try:
        pagefind = os_calls.run_program(
            [str(get_executable()), "--site", ".", "--output-path", str(folder), "--quiet"],
            folder=scratch,
            environment={},
        )
    except OSError as error:
        raise IndexingError(f"Pagefind cannot be run: {error}") from error
    if pagefind.exit_code or not (folder / "pagefind-entry.json").exists():
        message = (pagefind.errors or pagefind.output).strip()
        raise IndexingError(
            f"Pagefind stopped with {pagefind.exit_code}: {message}"
        ) from _system_error(message)


def _system_error(message: str) -> OSError | None:
    """The error of the system, such as a full disk, that Pagefind names by its number."""
    number = re.search(r"\(os error (\d+)\)", message)
    return OSError(int(number[1]), message) if number else None


def _remove_unused(folder: Path) -> None:
    entry = folder / "pagefind-entry.json"
    described = json.loads(entry.read_bytes())
    needs_other = any(not language["wasm"] for language in described["languages"].values())
    for file in [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not _KEPT.fullmatch(path.relative_to(folder).as_posix())
        and not (needs_other and path.name == _FOR_OTHER_LANGUAGES)
    ]:
        file.unlink()
    entry.write_text(  # sorted, since Pagefind lists the languages in random order
        json.dumps(
            described,
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )


def _write_title_lists(folder: Path, types: Mapping[str, str]) -> None:
    """Write list.LANGUAGE.json: the title of every indexed page, and its short name where it has
    one, by page type and Pagefind's name: {"project": {"pl_1a2b": ["Title", "Short"]}}.

    `types` maps every address to its page type: {"/pl/projekty/x/": "project"}.
    """
    lists: dict[str, dict[str, dict[str, list[str]]]] = {}
    for file in sorted((folder / "fragment").iterdir()):
        language, _, name = file.stem.partition("_")
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))
        titles = [
            page["meta"]["title"],
            *([page["meta"]["short"]] if "short" in page["meta"] else []),
        ]
        lists.setdefault(language, {}).setdefault(types[page["url"]], {})[name] = titles
    indexed = sum(len(names) for by_type in lists.values() for names in by_type.values())
    if indexed != len(types):
        raise IndexingError(f"the search index holds {indexed} of {len(types)} pages")
    for language, by_type in lists.items():
        text = json.dumps(by_type, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        (folder / f"list.{language}.json").write_text(text, encoding="utf-8")
