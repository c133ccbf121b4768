"""The files of a site and what a place holds in, the batches that make the place equal to the site
out; pure, so that their order can be proved.

Files come first, then new pages, then changed ones, then what leads in from outside (the root,
feeds, the sitemap), and removals last, pages before files. So a page never links to a file that is
not there, nor one that readers knew before to a page that is not there, wherever it is stopped.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from datasite.delivery import serving
from datasite.delivery.checksums import MARK


@dataclass(frozen=True)
class There:
    """A file in the place: its checksum, blank where the place does not tell, and its headers, None
    where it keeps none.
    """

    digest: str
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Batch:
    """Files that are sent together, in any order, with the same headers; or removed together, then
    without headers.
    """

    what: str
    paths: tuple[str, ...]
    headers: Mapping[str, str] | None


class ForeignError(Exception):
    """The place holds files that no site of ours has left there; the message names some."""


def plan(site: Mapping[str, str], there: Mapping[str, There]) -> tuple[Batch, ...]:
    """What is to be done, in order; nothing where the place equals the site.

    `site` gives checksums by path, of the kind that the place tells.

    Raises ForeignError where the place would lose files and is not known to be a site of ours.
    """
    extra = sorted(there.keys() - site.keys())
    if extra and MARK not in there:
        raise ForeignError(
            f"there is something else already, such as {', '.join(extra[:3])}; name an empty place"
        )
    wanted = [
        path
        for path, digest in site.items()
        if path not in there or not _is(there[path], digest, path)
    ]
    files = [path for path in wanted if not serving.is_page(path) and not _leads_in(path)]
    pages = [path for path in wanted if serving.is_page(path) and not _leads_in(path)]
    return (
        *_sent(
            "files", [path for path in files if path == MARK]
        ),  # from now on the place is known as ours
        *_sent("files", [path for path in files if path != MARK]),
        *_sent("new pages", [path for path in pages if path not in there]),
        *_sent("changed pages", [path for path in pages if path in there]),
        *_sent("feeds, sitemap and root", [path for path in wanted if _leads_in(path)]),
        *_removed("pages that are no more", (path for path in extra if serving.is_page(path))),
        *_removed("files that are no more", (path for path in extra if not serving.is_page(path))),
    )


def _leads_in(path: str) -> bool:
    return path == "index.html" or serving.is_index(path)


def _is(there: There, digest: str, path: str) -> bool:
    return there.digest == digest and (
        there.headers is None or _plain(there.headers) == _plain(serving.headers(path))
    )


def _plain(headers: Mapping[str, str]) -> dict[str, str]:
    """Stores differ in case and blanks."""
    return {name.lower(): value.lower().replace(" ", "") for name, value in headers.items()}


def _sent(what: str, paths: Iterable[str]) -> Iterator[Batch]:
    """A batch for each set of headers: a store takes them by the batch."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for path in paths:
        groups.setdefault(tuple(serving.headers(path).items()), []).append(path)
    yield from (
        Batch(what, tuple(sorted(group)), dict(headers))
        for headers, group in sorted(groups.items())
    )


def _removed(what: str, paths: Iterable[str]) -> Iterator[Batch]:
    if found := tuple(sorted(paths)):
        yield Batch(what, found, None)
