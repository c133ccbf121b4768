"""Texts that the check refuses: what is done to a copy of the miniature site, and the problems."""

import shutil
from collections.abc import Callable
from pathlib import Path

from edits import replace
from paths import TESTS

MINI_CONTENT = TESTS / "mini/content"
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


def _folder_as(root: Path, path: str, target: Path | None = None) -> None:
    """A file, or a link to `target`, where a folder was."""
    shutil.rmtree(root / path)
    if target:
        (root / path).symlink_to(target)
    else:
        (root / path).write_bytes(b"x\n")


def _renamed_page(root: Path) -> None:
    for lang in ("pl", "en"):
        (root / f"{ABOUT}.{lang}.md").rename(root / f"content/pages/method.{lang}.md")


def _copied(root: Path) -> None:
    for lang in ("pl", "en"):
        shutil.copy(
            root / f"{NEWS}.{lang}.md", root / f"content/news/2021-02-28-nowy-etap.{lang}.md"
        )


def _plugin_metadata(value: str) -> Edit:
    """The setting as the first line of pelicanconf.py."""

    def edit(root: Path) -> None:
        file = root / "pelicanconf.py"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        others = [line for line in lines if not line.startswith("PLUGIN_METADATA")]
        file.write_text("".join([f"PLUGIN_METADATA = {value}\n", *others]), encoding="utf-8")

    return edit


SETTING = ("pelicanconf.py", 1, "settings")
PL, EN = f"{NEWS}.pl.md", f"{NEWS}.en.md"
TWINLESS = (EN, 0, "no-twin")


# name: (edit, [(path, line, rule)])
REFUSED: dict[str, tuple[Edit, list[tuple[str, int, str]]]] = {
    "unknown_entry": (_text("pl", "Projects:", "Project:"), [(PL, 3, "front-matter")]),
    "entry_twice": (_text("pl", "Projects:", "Title: Znowu\nProjects:"), [(PL, 3, "front-matter")]),
    "no_title": (
        _text("pl", "Title: Nowy etap przykładowego projektu\n", ""),
        [(PL, 1, "front-matter")],
    ),
    "blank_summary": (
        _text("pl", "Summary: Urząd Przykładowy zapowiedział drugi etap.", "Summary:"),
        [(PL, 1, "front-matter")],
    ),
    "no_blank_line": (
        _text("pl", "urzad-o-projekcie\n\nUrząd", "urzad-o-projekcie\nUrząd"),
        [(PL, 7, "front-matter")],
    ),
    "author_named": (_text("pl", "Title:", "Author: Ktoś\nTitle:"), [(PL, 1, "front-matter")]),
    "entry_of_no_plugin": (
        _text("pl", "Projects:", "Series: Pierwsze kroki\nProjects:"),
        [(PL, 3, "front-matter")],
    ),
    "plugin_entry_of_ours": (_plugin_metadata('["series", "slug"]'), [SETTING]),
    "plugin_entry_in_capitals": (_plugin_metadata('["Series"]'), [SETTING]),
    "plugin_entries_that_are_computed": (_plugin_metadata('"series".split()'), [SETTING]),
    "settings_that_are_not_python": (_plugin_metadata('["series"'), [SETTING]),
    "slug_of_a_page": (
        _text("pl", "Slug: o-serwisie", "Slug: O przykładzie", ABOUT),
        [(f"{ABOUT}.pl.md", 1, "slug-form")],
    ),
    "unknown_project": (
        _text("pl", "przykladowy-projekt-2", "nieznany"),
        [(PL, 3, "prose-reference")],
    ),
    "project_with_a_slip": (
        _text("pl", "przykladowy-projekt-2", "przykladowi-projekt-2"),
        [(PL, 3, "prose-reference")],
    ),
    "unknown_source": (
        _text("pl", "Sources: dokument-bez-adresu", "Sources: nieznane"),
        [(PL, 6, "prose-reference")],
    ),
    "html": (body("<b>pogrubione</b>"), [(PL, 10, "markup")]),
    "script": (body("x <script>alert(1)</script>"), [(PL, 10, "markup")]),
    "comment": (body("<!-- tajne -->"), [(PL, 10, "markup")]),
    "e_mail": (body("Pisz: a.b@przyklad.example"), [(PL, 10, "personal-data")]),
    "telephone": (body("Dzwoń: +48 22 000 00 00"), [(PL, 10, "personal-data")]),
    "rank_and_name": (body("Otworzył insp. Imię Nazwisko."), [(PL, 10, "personal-data")]),
    "pesel": (body("Numer 44051401359."), [(PL, 10, "personal-data")]),
    "personal_data_in_the_title": (
        _text("pl", "Title: Nowy etap", "Title: tel. 22 000 00 00"),
        [(PL, 1, "personal-data")],
    ),
    "not_utf8": (_write(PL, b"Title: x\nSummary: \xb9\n\nx\n"), [(PL, 2, "not-utf-8")]),
    "empty_file": (_write(PL, b""), [(PL, 0, "empty-file")]),
    "no_twin": (lambda root: (root / PL).unlink(), [TWINLESS]),
    "no_date": (
        _rename("pl", "content/news/nowy-etap.pl.md"),
        [
            TWINLESS,
            ("content/news/nowy-etap.pl.md", 0, "news-date"),
            ("content/news/nowy-etap.pl.md", 0, "no-twin"),
            ("content/news/nowy-etap.pl.md", 1, "slug-form"),
        ],
    ),
    "no_such_day": (
        _rename("pl", "content/news/2020-02-30-x.pl.md"),
        [
            TWINLESS,
            ("content/news/2020-02-30-x.pl.md", 0, "news-date"),
            ("content/news/2020-02-30-x.pl.md", 0, "no-twin"),
        ],
    ),
    "month_only": (
        _rename("pl", "content/news/2020-02-etap.pl.md"),
        [
            TWINLESS,
            ("content/news/2020-02-etap.pl.md", 0, "news-date"),
            ("content/news/2020-02-etap.pl.md", 0, "no-twin"),
        ],
    ),
    "another_language": (
        _write("content/pages/about.de.md"),
        [("content/pages/about.de.md", 0, "prose-file")],
    ),
    "another_kind": (_write("content/blog/x.pl.md"), [("content/blog/x.pl.md", 0, "prose-file")]),
    "a_picture": (_write("content/news/x.png"), [("content/news/x.png", 0, "prose-file")]),
    "too_deep": (
        _write("content/news/2020/x.pl.md"),
        [("content/news/2020/x.pl.md", 0, "prose-file")],
    ),
    "at_the_top": (_write("content/x.pl.md"), [("content/x.pl.md", 0, "prose-file")]),
    "picture_in_a_text": (body("![Mapa](../mapa.png)"), [(PL, 10, "picture"), (PL, 10, "link")]),
    "slug_of_a_section": (
        _text("pl", "Slug: o-serwisie", "Slug: projekty", ABOUT),
        [(f"{ABOUT}.pl.md", 2, "same-address")],
    ),
    "slug_of_a_section_in_another_language": (
        _text("pl", "Slug: o-serwisie", "Slug: projects", ABOUT),
        [(f"{ABOUT}.pl.md", 2, "same-address")],
    ),
    "slug_of_a_file": (
        _text("pl", "Slug: o-serwisie", "Slug: 404", ABOUT),
        [(f"{ABOUT}.pl.md", 2, "same-address")],
    ),
    "page_that_is_linked_renamed": (
        _renamed_page,
        [(f"{ABOUT}.{lang}.md", 0, "missing-text") for lang in ("en", "pl")],
    ),
    "id_that_is_linked_gone": (
        _text("pl", " {#dash}", "", ABOUT),
        [(f"{ABOUT}.pl.md", 0, "missing-text")],
    ),
    "no_content": (
        lambda root: shutil.rmtree(root / "content"),
        [(f"{ABOUT}.{lang}.md", 0, "missing-text") for lang in ("en", "pl")],
    ),
    "content_is_a_file": (
        lambda root: _folder_as(root, "content"),
        [
            ("content", 0, "prose-file"),
            *((f"{ABOUT}.{lang}.md", 0, "missing-text") for lang in ("en", "pl")),
        ],
    ),
    "content_is_a_link": (
        lambda root: _folder_as(root, "content", MINI_CONTENT),
        [
            ("content", 0, "prose-file"),
            *((f"{ABOUT}.{lang}.md", 0, "missing-text") for lang in ("en", "pl")),
        ],
    ),
    "news_is_a_file": (
        lambda root: _folder_as(root, "content/news"),
        [("content/news", 0, "prose-file")],
    ),
    "pages_are_a_link": (
        lambda root: _folder_as(root, "content/pages", MINI_CONTENT / "pages"),
        [
            ("content/pages", 0, "prose-file"),
            *((f"{ABOUT}.{lang}.md", 0, "missing-text") for lang in ("en", "pl")),
        ],
    ),
    "id_of_the_page": (body("## Treść {#content}"), [(PL, 10, "text-id")]),
    "id_of_a_source": (body("*x*{: #s1 }"), [(PL, 10, "text-id")]),
    "id_twice": (body("*x*{: #a }\n\n## B {#a}"), [(PL, 12, "text-id")]),
    "template": (body("Zostało %(x)s."), [(PL, 10, "markup")]),
    "template_behind_backslashes": (body("Zostało {\\{ x }}."), [(PL, 10, "markup")]),
    "figure_that_is_none": (body("{{ people }}"), [(PL, 10, "figure")]),
    "figure_of_no_fund": (body("{{ projects fund=fundusz }}"), [(PL, 10, "figure")]),
    "claim_without_a_condition": (body("{{ wiele ? projects }}"), [(PL, 10, "figure")]),
    "claim_that_does_not_hold": (
        body("Jest ich {{ tysiąc ? projects at least 1000 }}."),
        [(PL, 10, "claim")],
    ),
    "link_to_no_page": (body("[x](../projekty/)"), [(PL, 10, "link")]),
    "link_out_of_the_site": (body("[x](../../../../../)"), [(PL, 10, "link")]),
    "link_to_no_id": (body("[x](#nie-ma)"), [(PL, 10, "link")]),
    "link_to_an_id_of_a_list": (body("[x](../../projekty/#content)"), [(PL, 10, "link")]),
    "link_to_an_id_that_a_text_has_not": (body("[x](../../o-serwisie/#x)"), [(PL, 10, "link")]),
    "link_by_an_attribute": (
        body('[gov.pl](https://www.gov.pl/){: href="https://xn--80ak6aa92e.com/" }'),
        [(PL, 10, "link")],
    ),
    "link_over_two_lines": (body("[x]\n\n[x]:\nhttps://xn--80ak6aa92e.com/"), [(PL, 13, "link")]),
    "link_in_a_list": (body("[b]\n\n1. [b]: https://xn--80ak6aa92e.com/"), [(PL, 12, "link")]),
    "link_in_a_quotation": (body("[b]\n\n> [b]: //evil.example/"), [(PL, 12, "link")]),
    "link_that_runs_by_an_attribute": (
        body("[x](https://www.gov.pl/){: href=javascript:x }"),
        [(PL, 0, "link")],
    ),
    "link_that_runs": (body("[x](javascript:alert(1))"), [(PL, 10, "link")]),
    "link_below_the_text": (body("[x][1]\n\n[1]: data:text/html,x"), [(PL, 12, "link")]),
    "long_line": (body("słowo " * 1_000), [(PL, 10, "line-length")]),
    "brackets": (body("\n".join("[" * 1_000 for _ in range(2))), [(PL, 0, "nesting")]),
    "quotations_in_quotations": (body("> " * 11), [(PL, 10, "nesting")]),
    "lists_in_one_line": (body("- " * 487 + "x"), [(PL, 10, "nesting")]),
    "numbers_in_one_line": (body("1. " * 1_500 + "x"), [(PL, 10, "nesting")]),
    "lists_in_lists": (
        body("\n".join(f"{'    ' * level}- x" for level in range(12))),
        [(PL, 10 + level, "nesting") for level in (10, 11)],
    ),
    "headings": (body("# a\n\n" * 10_000), [(PL, 410, "nesting")]),
    "a_block_of_rules": (body("***\n" * 40_000), [(PL, 310, "nesting")]),
    "conflict": (body("<<<<<<< HEAD"), [(PL, 10, "merge-conflict")]),
    "same_address": (
        _copied,
        [
            (f"content/news/2021-02-28-nowy-etap.{lang}.md", 0, "same-address")
            for lang in ("en", "pl")
        ],
    ),
    "a_link": (
        lambda root: (root / "content/pages/link.pl.md").symlink_to(root / PL),
        [("content/pages/link.pl.md", 0, "prose-file")],
    ),
}
