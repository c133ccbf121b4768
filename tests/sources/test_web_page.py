"""The text of a page, and the changes that its digest shows."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.sources import web_page

WORDS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cs", "Cc"),
        exclude_characters="<&>\u00ad\u200b\u200c\u200d\u2060\ufeff",
    ),
    max_size=40,
)
FULL = """<!doctype html><html><head><title>Tytuł</title><style>p {}</style></head>
<body><header>Menu</header><nav>Start</nav>
<main><h1>Projekt</h1><p>Wartość: <b>791</b>&nbsp;000&#160;EUR.</p><script>track(1)</script>
<aside>Zobacz też</aside></main><footer>2026</footer></body></html>"""
# Digests are published in datasets/sources and datasets/source_checks: they must never change.
DIGESTS = [
    (FULL.encode(), "", "263d6080089cea95e8fd2d03d8a891afd7a18209e25664dbe23d66e30b908c37"),
    (
        FULL.encode("utf-16"),
        "text/html",
        "263d6080089cea95e8fd2d03d8a891afd7a18209e25664dbe23d66e30b908c37",
    ),
    (
        "<meta charset=iso-8859-2><article>Łódź<br>0\u00ad1</article>".encode("iso-8859-2"),
        "text/html",
        "63f1121538e72ad4aa7da166f2a518d3382ee6b81da5f5089cc98490795bc8bd",
    ),
    (
        "<html><body>Łódź".encode("cp1250"),
        "text/html; charset=windows-1250",
        "bc8847fc65f124d7b89bbb41ba50d48f13ad47bd02e25c5dbf728193fc4cb75c",
    ),
    (
        b"<html><body>x\xff</body>",
        "text/html; charset=none-such",
        "5f350b94b4920d9b754a97c80041225f8d86f46f57886ec93ba109e432454d6a",
    ),
    (
        "Łódź\n".encode(),
        "text/plain",
        "bc8847fc65f124d7b89bbb41ba50d48f13ad47bd02e25c5dbf728193fc4cb75c",
    ),
    (
        b"%PDF-1.7 \x00",
        "application/pdf",
        "d2aff33feb77095d279a7c1b1da3084edaa77c18bbeddad7991dd43b94b92795",
    ),
]


def test_text_is_what_is_read_of_the_main_part() -> None:
    assert web_page.visible_text(FULL.encode()) == "Projekt Wartość: 791 000 EUR."


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<body><article>A</article><div>B</div>", "A"),
        ("<body><article>A</article><article>B</article>", "A B"),
        ("<body><main> </main><p>A</p>", "A"),
        ("<body><p>A<br>B<td>C", "A B C"),
        ("<body><p>A<i>B</i>C", "ABC"),
        ("<body><form><p>A</p><button>B</button></form>", "A"),
        ("<body><article><header>A</header>B</article>", "A B"),
        ("<body><p hidden>A</p><p aria-hidden=true>B</p><div role=navigation>C</div>D", "D"),
        ("<!-- A --><body>B<!-- C -->", "B"),
        ("<html></html>", ""),
        ("<body hidden>A", "A"),
        ("<!doctype html><frameset><frame src=a></frameset>", ""),
    ],
)
def test_parts(page: str, words: str) -> None:
    assert web_page.visible_text(page.encode(), "text/html") == words


def test_a_change_of_the_text_changes_the_digest_and_a_change_of_all_else_does_not() -> None:
    same = (
        FULL.replace("track(1)", "track(2)")
        .replace("Menu", "Menu 2")
        .replace(">2026<", ">2027<")
        .replace("<p>", "<p class=x>\n\t")
        .replace("\n", "\r\n")
    )
    assert web_page.digest(same.encode()) == web_page.digest(FULL.encode())
    assert web_page.digest(FULL.replace("791", "971").encode()) != web_page.digest(FULL.encode())


@pytest.mark.parametrize(("content", "content_type", "digest"), DIGESTS)
def test_a_digest_never_changes(content: bytes, content_type: str, digest: str) -> None:
    assert web_page.digest(content, content_type) == digest


@given(WORDS, WORDS)
def test_digests_are_equal_where_texts_are(left: str, right: str) -> None:
    first, second = (
        f"<!doctype html><body><main>x{words}</main>".encode() for words in (left, right)
    )
    assert (web_page.digest(first) == web_page.digest(second)) == (
        web_page.visible_text(first) == web_page.visible_text(second)
    )


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [
            "",
            "text/html",
            "text/html; charset=hex",
            "text/html; charset=utf-16",
            "text/plain; charset=idna",
            "application/pdf",
        ]
    ),
)
def test_any_bytes_have_a_digest(content: bytes, content_type: str) -> None:
    assert len(web_page.digest(content, content_type)) == 64


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("<meta charset=iso-8859-2><body>Łódź".encode("iso-8859-2"), "text/html"),
        (
            '<?xml version="1.0" encoding="windows-1250"?><html><body>Łódź</body></html>'.encode(
                "cp1250"
            ),
            "",
        ),
        ("<body>Łódź".encode("cp1250"), "text/html; charset=windows-1250"),
        ("\ufeff<html><body>Łódź".encode("utf-16-le"), "text/html"),
        ("<html><body>Łódź".encode(), ""),
        ("<html><meta charset=nonsense><body>Łódź".encode(), ""),
        ("Ło\u0301dz\u0301\n".encode(), "text/plain"),
    ],
)
def test_the_encoding_is_found(content: bytes, content_type: str) -> None:
    assert web_page.visible_text(content, content_type) == "Łódź"


def test_what_is_no_page_and_a_page_without_text_are_compared_by_their_bytes() -> None:
    document, shell = b"%PDF-1.7 \x00\xff", b"<!doctype html><body><script>draw()</script>"
    for content, content_type in (
        (document, "application/pdf"),
        (document, ""),
        (shell, "text/html"),
    ):
        assert web_page.digest(content, content_type) == hashlib.sha256(content).hexdigest()


STATED = [
    ("<meta charset=windows-1250><title>Łódź</title>", "cp1250", {"title": "Łódź"}),
    (
        (
            "<html lang='EN-gb'><meta property='og:title'"
            " content='A'><title>B</title><h1>C</h1><time datetime='2020-02-31'>x</time>"
        ),
        "utf-8",
        {"title": "A", "language": "en"},
    ),
    (
        (
            "<meta property='article:published_time' content='2020-02-03T10:00'><link rel=canonical"
            " href='javascript:x'>"
        ),
        "utf-8",
        {"published": "2020-02-03"},
    ),
    ("<meta charset=windows-1250><title>Łódź</title>", "utf-8-sig", {"title": "Łódź"}),
    ("<title>Łódź</title>", "utf-16", {"title": "Łódź"}),
    ("<?xml version='1.0' encoding='cp1250'?><title>Łódź</title>", "cp1250", {"title": "Łódź"}),
    ("", "utf-8", None),
    ("<meta charset=none-such><p>x</p>", "utf-8", None),
]


@pytest.mark.parametrize(("page", "encoding", "facts"), STATED)
def test_a_saved_page_states_facts(page: str, encoding: str, facts: dict[str, str] | None) -> None:
    content = page.encode(encoding)
    assert web_page.page_facts(content) == (
        {} if facts is None else facts | {"content_sha256": web_page.digest(content)}
    )
