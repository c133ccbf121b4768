"""News and pages: strict front matter, twins in each language, Markdown and nothing more."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import said
from trees import replace

from datasite.content import prose
from datasite.language.localization import Language
from datasite.model.register import Register
from datasite.problems import DataError, Problem
from datasite.values import Date

NEWS = "content/news/2020-02-28-nowy-etap"
ABOUT = "content/pages/about"
Edit = Callable[[Path], object]


def _text(lang: str, old: str, new: str, file: str = NEWS) -> Edit:
    return lambda root: replace(root, f"{file}.{lang}.md", old, new)


def body(new: str) -> Edit:
    return _text("pl", "- pierwszy punkt", new)


def _rename(lang: str, name: str) -> Edit:
    return lambda root: (root / f"{NEWS}.{lang}.md").rename(root / name)


def _write(path: str, content: bytes = b"x\n") -> Edit:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)

    return edit


def _copied(root: Path) -> None:
    for lang in ("pl", "en"):
        shutil.copy(root / f"{NEWS}.{lang}.md", root / f"content/news/2021-02-28-nowy-etap.{lang}.md")


PL, EN = f"{NEWS}.pl.md", f"{NEWS}.en.md"
TWINLESS = (EN, 0, "no-twin")
# name: (edit, [(path, line, rule)])
REFUSED: dict[str, tuple[Edit, list[tuple[str, int, str]]]] = {
    "unknown_entry": (_text("pl", "Projects:", "Project:"), [(PL, 3, "front-matter")]),
    "entry_twice": (_text("pl", "Projects:", "Title: Znowu\nProjects:"), [(PL, 3, "front-matter")]),
    "no_title": (_text("pl", "Title: Nowy etap przykładowego projektu\n", ""), [(PL, 1, "front-matter")]),
    "blank_summary": (_text("pl", "Summary: Urząd Przykładowy zapowiedział drugi etap.", "Summary:"), [(PL, 1, "front-matter")]),
    "no_blank_line": (_text("pl", "urzad-o-projekcie\n\nUrząd", "urzad-o-projekcie\nUrząd"), [(PL, 7, "front-matter")]),
    "author_named": (_text("pl", "Title:", "Author: Ktoś\nTitle:"), [(PL, 1, "front-matter")]),
    "slug_of_a_page": (_text("pl", "Slug: o-serwisie", "Slug: O przykładzie", ABOUT), [(f"{ABOUT}.pl.md", 1, "slug-form")]),
    "unknown_project": (_text("pl", "przykladowy-projekt-2", "nieznany"), [(PL, 3, "prose-reference")]),
    "project_with_a_slip": (_text("pl", "przykladowy-projekt-2", "przykladowi-projekt-2"), [(PL, 3, "prose-reference")]),
    "unknown_source": (_text("pl", "Sources: dokument-bez-adresu", "Sources: nieznane"), [(PL, 6, "prose-reference")]),
    "html": (body("<b>pogrubione</b>"), [(PL, 10, "markup")]),
    "script": (body("x <script>alert(1)</script>"), [(PL, 10, "markup")]),
    "comment": (body("<!-- tajne -->"), [(PL, 10, "markup")]),
    "e_mail": (body("Pisz: a.b@przyklad.example"), [(PL, 10, "personal-data")]),
    "telephone": (body("Dzwoń: +48 22 000 00 00"), [(PL, 10, "personal-data")]),
    "rank_and_name": (body("Otworzył insp. Imię Nazwisko."), [(PL, 10, "personal-data")]),
    "pesel": (body("Numer 44051401359."), [(PL, 10, "personal-data")]),
    "personal_data_in_the_title": (_text("pl", "Title: Nowy etap", "Title: tel. 22 000 00 00"), [(PL, 1, "personal-data")]),
    "not_utf8": (_write(PL, b"Title: x\nSummary: \xb9\n\nx\n"), [(PL, 2, "not-utf-8")]),
    "empty_file": (_write(PL, b""), [(PL, 0, "empty-file")]),
    "no_twin": (lambda root: (root / PL).unlink(), [TWINLESS]),
    "no_date": (
        _rename("pl", "content/news/nowy-etap.pl.md"),
        [TWINLESS, ("content/news/nowy-etap.pl.md", 0, "news-date"), ("content/news/nowy-etap.pl.md", 0, "no-twin"), ("content/news/nowy-etap.pl.md", 1, "slug-form")],
    ),
    "no_such_day": (
        _rename("pl", "content/news/2020-02-30-x.pl.md"),
        [TWINLESS, ("content/news/2020-02-30-x.pl.md", 0, "news-date"), ("content/news/2020-02-30-x.pl.md", 0, "no-twin")],
    ),
    "month_only": (
        _rename("pl", "content/news/2020-02-etap.pl.md"),
        [TWINLESS, ("content/news/2020-02-etap.pl.md", 0, "news-date"), ("content/news/2020-02-etap.pl.md", 0, "no-twin")],
    ),
    "another_language": (_write("content/pages/about.de.md"), [("content/pages/about.de.md", 0, "prose-file")]),
    "another_kind": (_write("content/blog/x.pl.md"), [("content/blog/x.pl.md", 0, "prose-file")]),
    "a_picture": (_write("content/news/x.png"), [("content/news/x.png", 0, "prose-file")]),
    "too_deep": (_write("content/news/2020/x.pl.md"), [("content/news/2020/x.pl.md", 0, "prose-file")]),
    "at_the_top": (_write("content/x.pl.md"), [("content/x.pl.md", 0, "prose-file")]),
    "picture_in_a_text": (body("![Mapa](../mapa.png)"), [(PL, 10, "picture"), (PL, 10, "link")]),
    "link_that_runs": (body("[x](javascript:alert(1))"), [(PL, 10, "link")]),
    "link_below_the_text": (body("[x][1]\n\n[1]: data:text/html,x"), [(PL, 12, "link")]),
    "long_line": (body("słowo " * 1_000), [(PL, 10, "line-length")]),
    "brackets": (body("\n".join("[" * 1_000 for _ in range(2))), [(PL, 0, "nesting")]),
    "quotations_in_quotations": (body("> " * 11), [(PL, 10, "nesting")]),
    "conflict": (body("<<<<<<< HEAD"), [(PL, 10, "merge-conflict")]),
    "same_address": (_copied, [(f"content/news/2021-02-28-nowy-etap.{lang}.md", 0, "same-address") for lang in ("en", "pl")]),
    "a_link": (lambda root: (root / "content/pages/link.pl.md").symlink_to(root / PL), [("content/pages/link.pl.md", 0, "prose-file")]),
}


def places(problems: list[Problem]) -> list[tuple[str, int, str]]:
    return [(p.path, p.line, p.rule) for p in problems]


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str, copy_of_mini: Path, mini_register: Register, languages: Mapping[str, Language], accept: bool) -> None:
    edit, expected = REFUSED[name]
    edit(copy_of_mini)
    found = prose.check(copy_of_mini, mini_register)
    assert places(found) == expected
    said.check("prose", name, found, languages, accept)


def test_what_is_refused_is_not_loaded(copy_of_mini: Path, mini_register: Register) -> None:
    (copy_of_mini / PL).unlink()
    with pytest.raises(DataError):
        prose.load(copy_of_mini, mini_register)


def test_reads_the_miniature(mini: Path, mini_register: Register) -> None:
    texts = {(t.kind, t.lang): t for t in prose.load(mini, mini_register)}
    assert set(texts) == {("news", "pl"), ("news", "en"), ("pages", "pl"), ("pages", "en")}
    news = texts["news", "pl"]
    assert (news.slug, news.date, news.title) == ("nowy-etap", Date(2020, 2, 28), "Nowy etap przykładowego projektu")
    assert news.references["projects"] == ("przykladowy-projekt", "przykladowy-projekt-2")
    assert "<strong>drugi etap</strong>" in news.html
    assert texts["pages", "en"].slug == "about"
    assert texts["pages", "en"].date is None


def test_newer_news_come_first(copy_of_mini: Path, mini_register: Register) -> None:
    for lang in ("pl", "en"):
        text = (copy_of_mini / f"{NEWS}.{lang}.md").read_bytes()
        (copy_of_mini / f"content/news/2020-12-01-potem.{lang}.md").write_bytes(text)
    news = [t.slug for t in prose.load(copy_of_mini, mini_register) if t.kind == "news" and t.lang == "pl"]
    assert news == ["potem", "nowy-etap"]


def test_a_site_may_have_no_prose(tmp_path: Path, mini_register: Register) -> None:
    assert prose.load(tmp_path, mini_register) == ()


def test_refuses_a_slug_that_is_too_long(copy_of_mini: Path, mini_register: Register) -> None:
    replace(copy_of_mini, f"{ABOUT}.pl.md", "Slug: o-serwisie", "Slug: " + "o" * 81)
    assert "slug-form" in {p.rule for p in prose.check(copy_of_mini, mini_register)}


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
    assert prose.render(text).strip() == html


def test_renders_a_table() -> None:
    made = prose.render("| a | b |\n|---|---|\n| 1 | 2 |")
    assert made.count("<th>") == made.count("<td>") == 2


def test_an_id_and_a_day_can_be_written_and_nothing_else() -> None:
    made = prose.render("On *1 May 2020*{: #a11y-x datetime=2020-05-01 class=y onclick=z } **so**{: #b style=c }.\n{: #para }\n\n## H {#dash}\n")
    assert made == '<p id="para">On <time datetime="2020-05-01" id="a11y-x">1 May 2020</time> <strong id="b">so</strong>.</p>\n<h2 id="dash">H</h2>'


@pytest.mark.parametrize("mark", ["#A", "#1a", "#a<b", "#żółć", "datetime=today", "datetime=2020-5-1"])
def test_an_id_or_a_day_of_another_form_is_dropped(mark: str) -> None:
    made = prose.render(f"*x*{{: {mark} }}")
    assert "id=" not in made and "datetime=" not in made
