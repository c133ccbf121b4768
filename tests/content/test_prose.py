"""News and pages: strict front matter, twins in each language, Markdown and nothing more."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import golden_messages
import pytest
from bad_prose import ABOUT, NEWS, PL, REFUSED
from edits import replace as replace_in_file

from datasite.content import prose
from datasite.content.markdown_html import render_markdown, with_whole_addresses
from datasite.language.localization import Language
from datasite.model.register import Register
from datasite.problems import Problem, ProblemsError
from datasite.values import Date


def places(problems: list[Problem]) -> list[tuple[str, int, str]]:
    return [(p.path, p.line, p.rule) for p in problems]


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(
    name: str,
    copy_of_mini: Path,
    mini_register: Register,
    languages: Mapping[str, Language],
    accept: bool,
) -> None:
    edit, expected = REFUSED[name]
    edit(copy_of_mini)
    problems = prose.check_texts(copy_of_mini, mini_register)
    assert places(problems) == expected
    golden_messages.check("prose", name, problems, languages, accept)


def test_what_is_refused_is_not_loaded(copy_of_mini: Path, mini_register: Register) -> None:
    (copy_of_mini / PL).unlink()
    with pytest.raises(ProblemsError):
        prose.load_texts(copy_of_mini, mini_register)


def test_reads_the_miniature(mini: Path, mini_register: Register) -> None:
    texts = {(t.kind, t.lang): t for t in prose.load_texts(mini, mini_register)}
    assert set(texts) == {("news", "pl"), ("news", "en"), ("pages", "pl"), ("pages", "en")}
    news = texts["news", "pl"]
    assert (news.slug, news.date, news.title) == (
        "nowy-etap",
        Date(2020, 2, 28),
        "Nowy etap przykładowego projektu",
    )
    assert news.references["projects"] == ("przykladowy-projekt", "przykladowy-projekt-2")
    assert "<strong>drugi etap</strong>" in news.html
    assert texts["pages", "en"].slug == "about"
    assert texts["pages", "en"].date is None


def test_an_entry_of_a_plugin_is_allowed_where_the_settings_list_it(
    copy_of_mini: Path, mini_register: Register
) -> None:
    for lang in ("pl", "en"):
        replace_in_file(copy_of_mini, f"{NEWS}.{lang}.md", "Title:", "Series_index: 2\nTitle:")
    assert {p.rule for p in prose.check_texts(copy_of_mini, mini_register)} == {"front-matter"}
    replace_in_file(
        copy_of_mini,
        "pelicanconf.py",
        "PLUGIN_METADATA: list[str] = []",
        'PLUGIN_METADATA: list[str] = ["series", "series_index"]',
    )
    assert prose.check_texts(copy_of_mini, mini_register) == []


def test_newer_news_come_first(copy_of_mini: Path, mini_register: Register) -> None:
    for lang in ("pl", "en"):
        text = (copy_of_mini / f"{NEWS}.{lang}.md").read_bytes()
        (copy_of_mini / f"content/news/2020-12-01-potem.{lang}.md").write_bytes(text)
    news = [
        t.slug
        for t in prose.load_texts(copy_of_mini, mini_register)
        if t.kind == "news" and t.lang == "pl"
    ]
    assert news == ["potem", "nowy-etap"]


def test_a_site_may_have_no_prose(tmp_path: Path, mini_register: Register) -> None:
    assert prose.load_texts(tmp_path, mini_register) == ()


def test_refuses_a_slug_that_is_too_long(copy_of_mini: Path, mini_register: Register) -> None:
    replace_in_file(copy_of_mini, f"{ABOUT}.pl.md", "Slug: o-serwisie", "Slug: " + "o" * 81)
    assert "slug-form" in {p.rule for p in prose.check_texts(copy_of_mini, mini_register)}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("## Tytuł", '<h2 id="tytu">Tytuł</h2>'),
        ("[a](https://a.pl/)", '<p><a href="https://a.pl/">a</a></p>'),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        ("[a](JaVaScRiPt:alert(1))", "<p><a>a</a></p>"),
        ("[a](data:text/html,x)", "<p><a>a</a></p>"),
        ("[a](vbscript:x)", "<p><a>a</a></p>"),
        ("![a](https://a.pl/x.png)", "<p></p>"),
        ("<script>alert(1)</script>", ""),
        ('<a href="https://a.pl/" onclick="x">a</a>', '<p><a href="https://a.pl/">a</a></p>'),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_renders_plain_tags_and_drops_the_rest(text: str, html: str) -> None:
    assert render_markdown(text).strip() == html


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("../../projekty/", "https://a.pl/rejestr/pl/projekty/"),
        ("../#x", "https://a.pl/rejestr/pl/aktualnosci/#x"),
        ("#x", "https://a.pl/rejestr/pl/aktualnosci/nowe/#x"),
        ("https://b.pl/?a=1&amp;b=2", "https://b.pl/?a=1&amp;b=2"),
    ],
)
def test_links_of_a_text_that_is_shown_elsewhere_are_whole(link: str, whole: str) -> None:
    address = "https://a.pl/rejestr/pl/aktualnosci/nowe/"
    text = '<p id="x">1 &lt; 2 <a href="{}">a</a></p>'
    assert with_whole_addresses(text.format(link), address) == text.format(whole)


def test_a_first_line_that_looks_like_an_entry_stays_in_the_text(
    copy_of_mini: Path, mini_register: Register
) -> None:
    """Markdown's extension `meta`, which Pelican turns on, would take it out."""
    replace_in_file(
        copy_of_mini, f"{ABOUT}.pl.md", "## Czym jest", "Uwaga: pierwszy wiersz.\n\n## Czym jest"
    )
    texts = {(t.kind, t.lang): t for t in prose.load_texts(copy_of_mini, mini_register)}
    assert texts["pages", "pl"].html.startswith("<p>Uwaga: pierwszy wiersz.</p>")


def test_renders_a_table() -> None:
    html = render_markdown("| a | b |\n|---|---|\n| 1 | 2 |")
    assert html.count("<th>") == html.count("<td>") == 2


def test_an_id_and_a_day_can_be_written_and_nothing_else() -> None:
    html = render_markdown(
        "On *1 May 2020*{: #a11y-x datetime=2020-05-01 class=y onclick=z } **so**{: #b style=c"
        " }.\n{: #para }\n\n## H {#dash}\n"
    )
    assert (
        html == '<p id="para">On <time datetime="2020-05-01" id="a11y-x">1 May 2020</time> <strong'
        ' id="b">so</strong>.</p>\n<h2 id="dash">H</h2>'
    )


@pytest.mark.parametrize(
    "mark", ["#A", "#1a", "#a<b", "#żółć", "datetime=today", "datetime=2020-5-1"]
)
def test_an_id_or_a_day_of_another_form_is_dropped(mark: str) -> None:
    html = render_markdown(f"*x*{{: {mark} }}")
    assert "id=" not in html and "datetime=" not in html


def test_a_language_without_texts_has_those_of_its_fallback(
    mini: Path, mini_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prose, "LANGUAGES", ("pl", "en", "uk"))
    monkeypatch.setattr(prose, "text_language", {"pl": "pl", "en": "en", "uk": "en"}.__getitem__)
    texts = {(t.kind, t.lang): t for t in prose.load_texts(mini, mini_register)}
    assert texts["news", "uk"] == replace(texts["news", "en"], lang="uk")
    assert len(texts) == 6
