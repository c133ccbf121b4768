"""What a saved page says of itself as a source."""

import pytest

from datasite.sources import web_page
from datasite.sources.web_page import page_facts

PAGES = [
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
    ("", "utf-8", None),
    ("<meta charset=none-such><p>x</p>", "utf-8", None),
]


@pytest.mark.parametrize(("page", "encoding", "facts"), PAGES)
def test_what_a_saved_page_says(page: str, encoding: str, facts: dict[str, str] | None) -> None:
    content = page.encode(encoding)
    assert page_facts.facts(content) == (
        {} if facts is None else facts | {"content_sha256": web_page.digest(content)}
    )
