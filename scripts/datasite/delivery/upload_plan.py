"""The files that an upload sends and removes, in order, so that its target equals the site.

Files come first, then new pages, then changed pages, then the entry points (the root, feeds, the
sitemap), and removals last, pages before files. So wherever an upload is stopped, no page links to
a file that is missing, and no page that readers knew before links to a page that is missing. The
functions are pure, so that tests can prove the order.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from datasite.delivery.host_headers import headers_of_file, is_index, is_page
from datasite.delivery.site_digests import SITE_MARKER


@dataclass(frozen=True)
class UploadedFile:
    """A file that the target holds: its checksum, blank where the target does not tell it, and its
    headers, None where the target keeps none.
    """

    digest: str
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Batch:
    """Files that are sent together, in any order, with the same headers; or removed together, then
    `headers` is None.
    """

    name: str
    paths: tuple[str, ...]
    headers: Mapping[str, str] | None


class ForeignFilesError(Exception):
    """The target holds files that are not of a site of ours; the message names some."""


def plan_upload(site: Mapping[str, str], target: Mapping[str, UploadedFile]) -> tuple[Batch, ...]:
    """The batches to send and to remove, in order; none where the target equals the site.

    `site` holds the checksum of each file by path, by the same algorithm as those of `target`.

    Raises ForeignFilesError where the target would lose files and is not known to be a site of
    ours.
    """
    extra = sorted(target.keys() - site.keys())
    if extra and SITE_MARKER not in target:
        raise ForeignFilesError(
            f"there is something else already, such as {', '.join(extra[:3])}; name an empty place"
        )
    changed = [
        path
        for path, digest in site.items()
        if path not in target or not _is_same(target[path], digest, path)
    ]
    files = [path for path in changed if not is_page(path) and not _is_entry_point(path)]
    pages = [path for path in changed if is_page(path) and not _is_entry_point(path)]
    return (
        # Once the marker is there, the target is known as ours.
        *_batches_to_send("files", [path for path in files if path == SITE_MARKER]),
        *_batches_to_send("files", [path for path in files if path != SITE_MARKER]),
        *_batches_to_send("new pages", [path for path in pages if path not in target]),
        *_batches_to_send("changed pages", [path for path in pages if path in target]),
        *_batches_to_send(
            "feeds, sitemap and root", [path for path in changed if _is_entry_point(path)]
        ),
        *_batch_to_remove("pages that are gone", (path for path in extra if is_page(path))),
        *_batch_to_remove("files that are gone", (path for path in extra if not is_page(path))),
    )


def _is_entry_point(path: str) -> bool:
    """Whether the file is an entry to the site for readers and programs."""
    return path == "index.html" or is_index(path)


def _is_same(uploaded: UploadedFile, digest: str, path: str) -> bool:
    return uploaded.digest == digest and (
        uploaded.headers is None or _plain(uploaded.headers) == _plain(headers_of_file(path))
    )


def _plain(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers without case and blanks, in which stores differ."""
    return {name.lower(): value.lower().replace(" ", "") for name, value in headers.items()}


def _batches_to_send(name: str, paths: Iterable[str]) -> Iterator[Batch]:
    """A batch for each set of headers, since a store takes headers by the batch."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for path in paths:
        groups.setdefault(tuple(headers_of_file(path).items()), []).append(path)
    yield from (
        Batch(name, tuple(sorted(group)), dict(headers))
        for headers, group in sorted(groups.items())
    )


def _batch_to_remove(name: str, paths: Iterable[str]) -> Iterator[Batch]:
    if removed := tuple(sorted(paths)):
        yield Batch(name, removed, None)
