"""The types of file that the site holds: one row for each.

The linter of the site allows no other; DCAT-AP names the type to portals; the upload sends it as
Content-Type. To publish a new type of file, add a row to FILE_TYPES.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, kw_only=True)
class FileType:
    """The type of a file.

    `media_type` is what a server sends, e.g. "text/csv"; `eu_code` is the code of the EU authority
    table file-type, e.g. "CSV", blank where it has none; `iana` says whether IANA lists the media
    type; `text` says whether the content is text, always in UTF-8; `named_by_content` says whether
    the name of such a file changes with its content, so that browsers may keep the file.
    """

    media_type: str
    text: bool = True
    eu_code: str = ""
    iana: bool = True
    named_by_content: bool = False

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type, e.g. "text/csv; charset=utf-8"."""
        return f"{self.media_type}; charset=utf-8" if self.text else self.media_type


class UnknownFileTypeError(LookupError):
    """A file has a type that FILE_TYPES does not list; the message names the file and the list."""


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTES = "application/octet-stream"
_SEARCH_PART = FileType(media_type=_BYTES, text=False, named_by_content=True)
FILE_TYPES: Mapping[str, FileType] = {
    ".html": FileType(media_type="text/html"),
    ".css": FileType(media_type="text/css", named_by_content=True),
    ".js": FileType(media_type="text/javascript"),
    ".mjs": FileType(media_type="text/javascript"),
    ".wasm": FileType(media_type="application/wasm", text=False),
    ".svg": FileType(media_type="image/svg+xml"),
    ".woff2": FileType(media_type="font/woff2", text=False, named_by_content=True),
    ".png": FileType(media_type="image/png", text=False),
    ".ico": FileType(media_type="image/vnd.microsoft.icon", text=False),
    ".webmanifest": FileType(media_type="application/manifest+json"),
    ".csv": FileType(media_type="text/csv", eu_code="CSV"),
    ".txt": FileType(media_type="text/plain"),
    ".md": FileType(media_type="text/markdown"),
    ".conf": FileType(media_type="text/plain"),
    ".md5": FileType(media_type="text/plain"),
    ".json": FileType(media_type="application/json", eu_code="JSON"),
    ".geojson": FileType(media_type="application/geo+json"),
    ".jsonl": FileType(media_type="application/jsonl", eu_code="JSON", iana=False),
    ".jsonld": FileType(media_type="application/ld+json"),
    ".ttl": FileType(media_type="text/turtle"),
    ".rdf": FileType(media_type="application/rdf+xml"),
    ".ics": FileType(media_type="text/calendar"),
    ".opml": FileType(media_type="text/x-opml", iana=False),
    ".xml": FileType(media_type="application/xml"),
    ".cff": FileType(media_type="application/yaml"),
    ".bib": FileType(media_type="application/x-bibtex"),
    ".xlsx": FileType(media_type=_XLSX, text=False, eu_code="XLSX"),
    ".parquet": FileType(
        media_type="application/vnd.apache.parquet", text=False, eu_code="PARQUET"
    ),
    ".sqlite": FileType(media_type="application/vnd.sqlite3", text=False),
    ".zip": FileType(media_type="application/zip", text=False),
    ".pagefind": FileType(media_type=_BYTES, text=False),  # the program of the search, compiled
    ".pf_meta": _SEARCH_PART,
    ".pf_index": _SEARCH_PART,
    ".pf_fragment": _SEARCH_PART,
    "": FileType(media_type="text/plain"),  # SHA256SUMS, _headers, .htaccess
}
ATOM = "atom.xml"  # the form in which there is a feed of each record
FEEDS: Mapping[str, FileType] = {
    ATOM: FileType(media_type="application/atom+xml"),
    "rss.xml": FileType(media_type="application/rss+xml"),
    "feed.json": FileType(media_type="application/feed+json"),
}


def is_known(path: str) -> bool:
    """Whether the site may hold a file of this name."""
    return PurePosixPath(path).suffix in FILE_TYPES


def file_type(path: str) -> FileType:
    """The type of a file by its name, e.g. "data/budgets.csv" or "pl/atom.xml".

    Raises UnknownFileTypeError.
    """
    name = PurePosixPath(path)
    if not is_known(path):
        raise UnknownFileTypeError(
            f"{path}: files of the type {name.suffix} are not in FILE_TYPES of"
            " datasite/publication/file_types.py"
        )
    return FEEDS.get(name.name) or FILE_TYPES[name.suffix]
