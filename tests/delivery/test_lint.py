"""Each rule of the linter against a copy of the built miniature site with one fault that it alone
reports.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import built_sites
import edits
import pytest

from datasite.delivery import lint, lint_pages

PAGE = "en/places/na/index.html"
Fault = Callable[[Path], None]


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


@pytest.fixture(autouse=True, scope="module")
def _pages_without_a_fault_are_checked_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lint_pages, "check_page", cache(lint_pages.check_page))
        yield


@pytest.fixture
def site(mini_site: Path, tmp_path: Path) -> Path:
    """A copy of the built miniature site, to be broken: its files are links until they are written
    anew.
    """
    return Path(shutil.copytree(mini_site, tmp_path / "site", copy_function=os.link))


@pytest.fixture(scope="module")
def expected(mini_site: Path) -> list[str]:
    return [path for path in built_sites.tree(mini_site) if path.endswith(".html")]


def test_sound_site_has_no_problems(site: Path, expected: list[str]) -> None:
    assert lint.check_site(site, expected, built_sites.SITE_URL) == []


def test_words_that_only_look_like_leftovers_are_read(site: Path, expected: list[str]) -> None:
    """A missing value stops its template, so a page may hold these words as data."""
    for words in ("None", "NaN", "an undefined period", "%(no place) s"):
        swap(PAGE, "</main>", f"<p>{words}</p></main>")(site)
    assert lint.check_site(site, expected, built_sites.SITE_URL) == []


def test_an_address_that_begins_like_ours_is_another(site: Path, expected: list[str]) -> None:
    for address in (f"{built_sites.SITE_URL}.org/x", f"{built_sites.SITE_URL}-2.example/"):
        swap(PAGE, "</main>", f'<a href="{address}">x</a></main>')(site)
    assert lint.check_site(site, expected, built_sites.SITE_URL) == []


def test_mail_is_begun_to_the_one_address_that_is_set(site: Path, expected: list[str]) -> None:
    swap(PAGE, "</main>", '<a href="mailto:dane@przyklad.example?subject=x">x</a></main>')(site)
    assert lint.check_site(site, expected, built_sites.SITE_URL, "dane@przyklad.example") == []
    for email in ("", "inne@przyklad.example", "dane@przyklad"):
        assert [
            problem.rule for problem in lint.check_site(site, expected, built_sites.SITE_URL, email)
        ] == ["link"]


def swap(path: str, old: str, new: str) -> Fault:
    """A fault: other text in the place of the one occurrence of `old`."""

    def fault(site: Path) -> None:
        text = (site / path).read_bytes()
        (site / path).unlink()  # it is a link to the sound file
        (site / path).write_bytes(text)
        edits.replace(site, path, old, new)

    return fault


def in_main(markup: str) -> Fault:
    """A fault: more markup at the end of a page's main part."""
    return swap(PAGE, "</main>", f"{markup}</main>")


def write(path: str, text: str) -> Fault:
    def fault(site: Path) -> None:
        (site / path).unlink(missing_ok=True)  # it is a link to the sound file
        (site / path).write_text(text, encoding="utf-8")

    return fault


def remove(*paths: str) -> Fault:
    return lambda site: [(site / path).unlink() for path in paths] and None


HREFLANG = '<link rel="alternate" hreflang="{}" href="' + built_sites.SITE_URL + '{}">'
FAULTS: list[tuple[str, str, Fault]] = [
    ("missing-page", "404.html", remove("404.html", "404.en.html")),
    ("unexpected-file", "data/notes.docx", write("data/notes.docx", "notes")),
    ("unexpected-file", "data/projects.csv~", write("data/projects.csv~", "project_id")),
    ("duplicate-id", PAGE, in_main('<p id="content">again</p>')),
    ("one-h1", PAGE, in_main("<h1>Another heading</h1>")),
    ("one-h1", PAGE, swap(PAGE, "<h1>Namibia</h1>", "<h2>Namibia</h2>")),
    ("lang", "404.html", swap("404.html", '<html lang="pl">', "<html>")),
    ("head", PAGE, swap(PAGE, '<meta name="description"', '<meta name="other"')),
    ("head", PAGE, swap(PAGE, "<title>", "<title>Another</title><title>")),
    ("alt", PAGE, in_main('<img src="../../../theme/img/icon.svg">')),
    ("outside-resource", PAGE, in_main('<img alt="" src="https://elsewhere.example/picture.png">')),
    ("outside-resource", PAGE, in_main('<audio src="//elsewhere.example/speech"></audio>')),
    (
        "outside-resource",
        PAGE,
        in_main('<picture><source srcset="https://elsewhere.example/2x.png 2x"></picture>'),
    ),
    ("outside-resource", PAGE, in_main('<video poster="data:image/png;base64,"></video>')),
    (
        "outside-resource",
        PAGE,
        in_main('<svg><use href="https://elsewhere.example/icons.svg#a"></use></svg>'),
    ),
    (
        "outside-resource",
        PAGE,
        swap(
            PAGE,
            "</head>",
            '<link rel="modulepreload" href="https://elsewhere.example/a.js"></head>',
        ),
    ),
    ("outside-resource", "theme/css/base.css", write("theme/css/base.css", "@import 'more.css';")),
    (
        "outside-resource",
        "theme/css/base.css",
        write("theme/css/base.css", "p { background: url( 'data:image/png;base64,' ) }"),
    ),
    (
        "outside-resource",
        "theme/css/base.css",
        write("theme/css/base.css", "p { background: url(//elsewhere.example/a.png) }"),
    ),
    ("outside-resource", PAGE, in_main('<video src="data:video/mp4;base64,"></video>')),
    ("inline", PAGE, in_main('<p style="color: red">red</p>')),
    ("inline", PAGE, in_main("<script>count()</script>")),
    ("inline", PAGE, in_main('<script type="module">count()</script>')),
    ("inline", PAGE, in_main("<style>p { color: red }</style>")),
    ("inline", PAGE, in_main('<p onclick="count()">count</p>')),
    ("embedded", PAGE, in_main('<iframe title="map"></iframe>')),
    ("embedded", PAGE, in_main("<object></object>")),
    ("embedded", PAGE, swap(PAGE, "</title>", '</title><base target="_blank">')),
    ("form", PAGE, in_main('<form method="post"><button>send</button></form>')),
    (
        "form",
        PAGE,
        in_main('<form action="https://elsewhere.example/"><button>send</button></form>'),
    ),
    ("form", PAGE, in_main('<form><button formmethod="post">send</button></form>')),
    ("form", PAGE, in_main('<form><button formaction="//elsewhere.example/">send</button></form>')),
    ("dead-link", PAGE, in_main('<form action="nowhere/"><button>send</button></form>')),
    ("leftover", PAGE, in_main("<p>{{ view.place }}</p>")),
    ("leftover", PAGE, in_main("<p>%(num)d projects of %(name)s</p>")),
    ("leftover", PAGE, in_main("<p>%(name)s</p>")),
    ("leftover", PAGE, in_main("<p>Order &amp;amp; law</p>")),
    ("link", PAGE, in_main('<a href="mailto:office@urzad.example">write</a>')),
    ("link", PAGE, in_main('<a href="javascript:void(0)">run</a>')),
    ("dead-link", PAGE, in_main('<a href="nowhere/">nowhere</a>')),
    ("dead-link", PAGE, in_main('<a href="../../../../outside/">outside</a>')),
    ("dead-link", PAGE, in_main(f'<a href="{built_sites.SITE_URL}/en/nowhere/">nowhere</a>')),
    ("dead-fragment", PAGE, in_main('<a href="#nowhere">nowhere</a>')),
    ("dead-fragment", PAGE, in_main('<a href="../../data/projects/#nowhere">nowhere</a>')),
    ("hreflang", PAGE, swap(PAGE, HREFLANG.format("x-default", "/pl/miejsca/na/"), "")),
    (
        "twin",
        PAGE,
        swap(
            PAGE, HREFLANG.format("pl", "/pl/miejsca/na/"), HREFLANG.format("pl", "/pl/miejsca/no/")
        ),
    ),
    (
        "same-title",
        "en/places/no/index.html",
        swap("en/places/no/index.html", "<title>Norway –", "<title>Namibia –"),
    ),
    ("xml", "sitemap.xml", swap("sitemap.xml", "</urlset>", "")),
    ("xml", "en/rss.xml", swap("en/rss.xml", "</channel>", "")),
]


@pytest.mark.parametrize(("rule", "path", "fault"), FAULTS)
def test_fault_is_reported_by_its_rule_alone(
    site: Path, expected: list[str], rule: str, path: str, fault: Fault
) -> None:
    fault(site)
    problems = lint.check_site(site, expected, built_sites.SITE_URL)
    assert {problem.rule for problem in problems} == {rule}
    assert path in {problem.path for problem in problems}
