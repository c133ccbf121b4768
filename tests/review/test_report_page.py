"""The report on a change as a page, on which no data can run or load anything."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from datasite.language.localization import Language
from datasite.review.report.page import write_page
from datasite.review.report.parts import ChangeReport

both_languages = pytest.mark.parametrize("lang", ["en", "pl"])


@both_languages
def test_nothing_runs_on_the_page(
    lang: str,
    hostile_report: ChangeReport,
    languages: Mapping[str, Language],
    project_root: Path,
) -> None:
    text = write_page(hostile_report, languages[lang], project_root)
    page = html.fromstring(text.encode())
    elements = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "code",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert {element.tag for element in page.iter()} <= elements
    assert {name for element in page.iter() for name in element.attrib} <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
    }
    assert page.xpath("//td[contains(., '<script>alert(1)</script>')]")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    (style,) = page.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert text.isprintable() or all(line.isprintable() for line in text.splitlines())
