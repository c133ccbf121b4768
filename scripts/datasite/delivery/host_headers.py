"""The headers with which a file of the site is served: which headers each file gets, and ready
configuration files for common hosts.

A page may use its own scripts, styles, pictures, fonts and data, and nothing else; nothing inline,
nothing from other sites. The search compiles WebAssembly, hence 'wasm-unsafe-eval'. The one form
that is sent goes from the first page to the search, with its words in the address. Every page
carries POLICY in a meta element too; directives that a meta element cannot carry are in HEADERS.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit

from datasite.publication.file_types import FEEDS, file_type

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Scripts of any site may read the data.
DATA_HEADERS: Mapping[str, str] = {"Access-Control-Allow-Origin": "*"}
# How long a browser may keep a file before it checks for a new one. Scripts of the theme keep their
# names when their content changes: only files named by their content may be kept unchecked.
KEEP_PAGE = "public, max-age=300"  # a correction is seen within five minutes
KEEP_FILE = "public, max-age=3600"
KEEP_NAMED_BY_CONTENT = "public, max-age=31536000, immutable"


def is_page(path: str) -> bool:
    """Whether the file at this path of the site is a page for people."""
    return path.endswith(".html")


def is_index(path: str) -> bool:
    """Whether the file lists pages for programs: a feed, a list of feeds, a calendar, the sitemap,
    robots.txt, llms.txt, or a list with which the search starts.
    """
    name = PurePosixPath(path)
    return (
        name.name in (*FEEDS, "sitemap.xml", "robots.txt", "llms.txt")
        or name.suffix in (".ics", ".opml")
        or (path.startswith("pagefind/") and path.endswith(".json"))
    )


def headers_of_file(path: str) -> Mapping[str, str]:
    """Content-Type and Cache-Control of the file at `path` in the site, e.g. for "robots.txt"
    {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=300"}.

    Raises UnknownFileTypeError.
    """
    kind = file_type(path)
    if kind.named_by_content:
        keep = KEEP_NAMED_BY_CONTENT
    elif is_page(path) or is_index(path):
        keep = KEEP_PAGE
    else:
        keep = KEEP_FILE
    return {"Content-Type": kind.content_type, "Cache-Control": keep}


def build_host_files(
    site_url: str, redirects: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, bytes]]:
    """Ready files for hosts, as (path, bytes): `_headers` for hosts that read it, `.htaccess` for
    Apache, `nginx.conf` to be included in a server block, and robots.txt; `_redirects` where there
    are any.

    `redirects` are the new addresses from the root of the site by the old ones, of plain characters
    alone. Hosts that know them send programs on; at others the files there answer. Where the site
    is in a folder of its host they speak of that folder alone.
    """
    folder = urlsplit(site_url).path
    yield "_headers", _headers(folder).encode()
    moved = {f"{folder}{old}": f"{folder}{new}" for old, new in redirects.items()}
    yield ".htaccess", _apache(folder, moved).encode()
    yield "nginx.conf", _nginx(folder, moved).encode()
    if moved:
        yield "_redirects", "".join(f"{old} {new} 301\n" for old, new in moved.items()).encode()
    robots = f"User-agent: *\nAllow: {folder}/\nSitemap: {site_url}/sitemap.xml\n"
    yield "robots.txt", robots.encode()


def _headers(folder: str) -> str:
    every, data = (
        "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for headers in (HEADERS, DATA_HEADERS)
    )
    return f"{folder}/*\n{every}{folder}/data/*\n{data}"


def _apache(folder: str, moved: Mapping[str, str]) -> str:
    lines = [f'  Header always set {name} "{value}"' for name, value in HEADERS.items()]
    lines += [
        f'  Header always set {name} "{value}" '
        f'"expr=%{{REQUEST_URI}} =~ m#^{re.escape(folder)}/data/#"'
        for name, value in DATA_HEADERS.items()
    ]
    return (
        "\n".join(
            [
                "AddDefaultCharset utf-8",
                "Options -Indexes",
                f"ErrorDocument 404 {folder}/404.html",
                *(f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"' for old, new in moved.items()),
                "<IfModule mod_headers.c>",
                *lines,
                "</IfModule>",
            ]
        )
        + "\n"
    )


def _nginx(folder: str, moved: Mapping[str, str]) -> str:
    """The location of the data repeats all headers, since an `add_header` there hides those of what
    it is in. In a folder everything is within the folder's location, since the host has more.
    """
    lines = [f'add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    location = [
        f'  add_header {name} "{value}" always;'
        for name, value in {**HEADERS, **DATA_HEADERS}.items()
    ]
    block = [
        "charset utf-8;",
        f"error_page 404 {folder}/404.html;",
        f"location ~ ^{re.escape(folder)}/(nginx\\.conf|_headers|_redirects|\\.) {{ return 404; }}",
        *_nginx_redirects(moved, folder, of_data=False),
        *lines,
        f"location {folder}/data/ {{",
        *location,
        *(f"  {line}" for line in _nginx_redirects(moved, folder, of_data=True)),
        "}",
    ]
    if folder:
        block = [f"location {folder}/ {{", *(f"  {line}" for line in block), "}"]
    return "\n".join(block) + "\n"


def _nginx_redirects(moved: Mapping[str, str], folder: str, *, of_data: bool) -> list[str]:
    """Those of data files belong into the location of the data, to be sent with its headers."""
    return [
        f"location = {old} {{ return 301 {new}; }}"
        for old, new in moved.items()
        if old.startswith(f"{folder}/data/") == of_data
    ]
