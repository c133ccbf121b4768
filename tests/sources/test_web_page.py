"""What of a page is its text, and what changes its digest."""

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
FULL = """<!doctype html><html><head><title>Tytuł</title><style>p {}</style></head><body><header>Menu</header><nav>Start</nav>
<main><h1>Projekt</h1><p>Wartość: <b>791</b>&nbsp;000&#160;EUR.</p><script>track(1)</script><aside>Zobacz też</aside></main><footer>2026</footer></body></html>"""


def test_text_is_what_is_read_of_the_main_part() -> None:
    assert web_page.text(FULL.encode()) == "Projekt Wartość: 791 000 EUR."


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
    assert web_page.text(page.encode(), "text/html") == words


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


@given(WORDS, WORDS)
def test_digests_are_equal_where_texts_are(one: str, other: str) -> None:
    first, second = (
        f"<!doctype html><body><main>x{words}</main>".encode() for words in (one, other)
    )
    assert (web_page.digest(first) == web_page.digest(second)) == (
        web_page.text(first) == web_page.text(second)
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
    assert web_page.text(content, content_type) == "Łódź"


def test_what_is_no_page_and_a_page_without_text_are_compared_by_their_bytes() -> None:
    document, shell = b"%PDF-1.7 \x00\xff", b"<!doctype html><body><script>draw()</script>"
    for content, content_type in (
        (document, "application/pdf"),
        (document, ""),
        (shell, "text/html"),
    ):
        assert web_page.digest(content, content_type) == hashlib.sha256(content).hexdigest()
