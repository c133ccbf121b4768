"""Documents in, the search index in a folder out: made by Pagefind.

Its Python interface waits for seconds where its command line does not. Of the files that it writes
only those are kept that our own page of the search loads. Its filters are not used: it writes their
values in an order of chance, and the same input must give the same bytes. Instead a small file for
each language lists the pages of each type, by the names that Pagefind gives them, with their
titles, by which our page puts in front what is called as asked.
"""

import gzip
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from pagefind_bin import get_executable

from datasite.delivery import programs

_KEPT = re.compile(
    r"pagefind\.js|pagefind-entry\.json|pagefind\.\w+\.pf_meta|wasm\.(?!unknown)\w+\.pagefind|fragment/\w+\.pf_fragment|index/\w+\.pf_index"
)

FOLDER = "pagefind"  # of the site, for all languages
_SIGNATURE = b"pagefind_dcd"  # with which each of its files begins, once decompressed


class IndexingError(Exception):
    """The search index could not be made; the message says why."""


def build(documents: Iterable[tuple[str, str, bytes]], folder: Path, scratch: Path) -> None:
    """The index of (path of the page, type of the page, HTML) in `folder`, by way of the folder
    `scratch`, which is gone afterwards.

    `folder` is new or made anew. Raises IndexingError.
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
    _tidy(folder)
    _list(folder, types)


def _run(scratch: Path, folder: Path) -> None:
    """Without an environment and in the folder itself, where no settings of the user's lie about."""
    try:
        done = programs.run(
            [str(get_executable()), "--site", ".", "--output-path", str(folder), "--quiet"],
            folder=scratch,
            environment={},
        )
    except OSError as error:
        raise IndexingError(f"Pagefind cannot be run: {error}") from error
    if done.returncode or not (folder / "pagefind-entry.json").exists():
        said = (done.stderr or done.stdout).strip()
        raise IndexingError(f"Pagefind stopped with {done.returncode}: {said}") from _of_the_system(
            said
        )


def _of_the_system(said: str) -> OSError | None:
    """The full disk or whatever else of the system Pagefind names by its number."""
    found = re.search(r"\(os error (\d+)\)", said)
    return OSError(int(found[1]), said) if found else None


def _tidy(folder: Path) -> None:
    for file in [
        path
        for path in folder.rglob("*")
        if path.is_file() and not _KEPT.fullmatch(path.relative_to(folder).as_posix())
    ]:
        file.unlink()
    entry = folder / "pagefind-entry.json"  # Pagefind names the languages in an order of chance
    entry.write_text(
        json.dumps(
            json.loads(entry.read_bytes()),
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )


def _list(folder: Path, types: Mapping[str, str]) -> None:
    """list.LANGUAGE.json: the title of every indexed page, and its short name where it has one, by
    type and name. `types` are those of all addresses.
    """
    lists: dict[str, dict[str, dict[str, list[str]]]] = {}
    for file in sorted((folder / "fragment").iterdir()):
        language, _, name = file.stem.partition("_")
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE))
        called = [
            page["meta"]["title"],
            *([page["meta"]["short"]] if "short" in page["meta"] else []),
        ]
        lists.setdefault(language, {}).setdefault(types[page["url"]], {})[name] = called
    indexed = sum(len(names) for by_type in lists.values() for names in by_type.values())
    if indexed != len(types):
        raise IndexingError(f"the search index holds {indexed} of {len(types)} pages")
    for language, by_type in lists.items():
        text = json.dumps(by_type, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        (folder / f"list.{language}.json").write_text(text, encoding="utf-8")
