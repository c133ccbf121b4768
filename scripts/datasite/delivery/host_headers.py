"""What the site's host should send beside the pages: one policy, as the meta element of each page
and as ready files for common hosts.

A page may use its own scripts, styles, pictures, fonts and data, and nothing else; nothing inline,
nothing from elsewhere. The search compiles WebAssembly, hence 'wasm-unsafe-eval'. The one form that
is sent leads from the first page to the search, with its words in the address. What only a header
can say (sniffing, referrer, permissions) stands in HEADERS.
"""

from collections.abc import Iterator, Mapping

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
DATA_HEADERS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*"
}  # the data may be read by anybody's script


def files() -> Iterator[tuple[str, bytes]]:
    """Ready header files, as (path, bytes):

    `_headers` for hosts that read it, `.htaccess` for Apache, `nginx.conf` to be included in a
    server block.
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
    """All headers stand again in the location of the data, since there an `add_header` hides those
    of the server.
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
