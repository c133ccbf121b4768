"""A file's path in, the two headers out with which it is to be served: what it is, and how long a
reader's browser may keep it.

Names of theme files do not change with their content, hence no file is kept for ever; whoever comes
back after that time is asked about again.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

# Text carries its charset; what is compressed or binary has none.
TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".conf": "text/plain; charset=utf-8",
    ".md5": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".cff": "application/yaml; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".zip": "application/zip",
    "": "text/plain; charset=utf-8",  # SHA256SUMS, _headers, .htaccess
}
FEEDS: Mapping[str, str] = {
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
}
OTHER = "application/octet-stream"

PAGE = "public, max-age=300"  # a correction is seen within five minutes
FILE = "public, max-age=3600"
NAMED_BY_CONTENT = "public, max-age=31536000, immutable"
_SEARCH_PARTS = (
    ".pf_fragment",
    ".pf_index",
    ".pf_meta",
    ".pf_filter",
)  # the search index names these by their content


def is_page(path: str) -> bool:
    return path.endswith(".html")


def is_index(path: str) -> bool:
    """Whether it lists pages for machines: a feed, the sitemap, the rules for robots, the lists
    with which the search begins.
    """
    return PurePosixPath(path).name in (*FEEDS, "sitemap.xml", "robots.txt") or (
        path.startswith("pagefind/") and path.endswith(".json")
    )


def headers(path: str) -> Mapping[str, str]:
    """Content-Type and Cache-Control of the file at `path` in the site."""
    name = PurePosixPath(path)
    kind = FEEDS.get(name.name) or TYPES.get(name.suffix, OTHER)
    kept = (
        NAMED_BY_CONTENT
        if name.suffix in _SEARCH_PARTS
        else PAGE
        if is_page(path) or is_index(path)
        else FILE
    )
    return {"Content-Type": kind, "Cache-Control": kept}
