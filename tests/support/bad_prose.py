"""Texts that the check refuses: what is done to a copy of the miniature site, and the problems."""

import shutil
from collections.abc import Callable
from pathlib import Path

from edits import replace

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
    "link_that_runs": (body("[x](javascript:alert(1))"), [(PL, 10, "link")]),
    "link_below_the_text": (body("[x][1]\n\n[1]: data:text/html,x"), [(PL, 12, "link")]),
    "long_line": (body("słowo " * 1_000), [(PL, 10, "line-length")]),
    "brackets": (body("\n".join("[" * 1_000 for _ in range(2))), [(PL, 0, "nesting")]),
    "quotations_in_quotations": (body("> " * 11), [(PL, 10, "nesting")]),
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
