"""The headers with which a file of the site is served: which headers each file gets, and ready
configuration files for common hosts.

A page may use its own scripts, styles, pictures, fonts and data, and nothing else; nothing inline,
nothing from other sites. The search compiles WebAssembly, hence 'wasm-unsafe-eval'. The one form
that is sent goes from the first page to the search, with its words in the address. Every page
carries POLICY in a meta element too; directives that a meta element cannot carry are in HEADERS.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

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
    """Whether the file lists pages for programs: a feed, the sitemap, robots.txt, or a list with
    which the search starts.
    """
    return PurePosixPath(path).name in (*FEEDS, "sitemap.xml", "robots.txt") or (
        path.startswith("pagefind/") and path.endswith(".json")
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


def build_host_files() -> Iterator[tuple[str, bytes]]:
    """Ready files that make a host send the headers, as (path, bytes): `_headers` for hosts that
    read it, `.htaccess` for Apache, `nginx.conf` to be included in a server block.
    """
    yield "_headers", _headers().encode()
    yield ".htaccess", _apache().encode()
    yield "nginx.conf", _nginx().encode()


def _headers() -> str:
    every, data = (
        "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for headers in (HEADERS, DATA_HEADERS)
    )
    return f"/*\n{every}/data/*\n{data}"


def _apache() -> str:
    lines = [f'  Header always set {name} "{value}"' for name, value in HEADERS.items()]
    lines += [
        f'  Header always set {name} "{value}" "expr=%{{REQUEST_URI}} =~ m#/data/#"'
        for name, value in DATA_HEADERS.items()
    ]
    return (
        "\n".join(
            [
                "AddDefaultCharset utf-8",
                "Options -Indexes",
                "ErrorDocument 404 /404.html",
                "<IfModule mod_headers.c>",
                *lines,
                "</IfModule>",
            ]
        )
        + "\n"
    )


def _nginx() -> str:
    """The location of the data repeats all headers, since an `add_header` there hides those of the
    server.
    """
    lines = [f'add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    location = [
        f'  add_header {name} "{value}" always;'
        for name, value in {**HEADERS, **DATA_HEADERS}.items()
    ]
    return (
        "\n".join(
            [
                "charset utf-8;",
                "error_page 404 /404.html;",
                "location ~ ^/(nginx\\.conf|_headers|\\.) { return 404; }",
                *lines,
                "location /data/ {",
                *location,
                "}",
            ]
        )
        + "\n"
    )
