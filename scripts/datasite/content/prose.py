"""Reads news and pages from content/: their strict front matter and their Markdown, with every
problem named.

A file is NAME.LANG.md, and each text is written in every language. The name of a news item is
DATE-slug, and the slug is its address.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
from datasite.content.markdown_html import render_markdown
from datasite.content.text_checks import line_problems, reference_problems
from datasite.language.languages import LANGUAGES, TEXT_LANGUAGES, text_language
from datasite.model.register import Register
from datasite.problems import (
    N_,
    Guard,
    Message,
    Problem,
    ProblemsError,
    in_order,
    in_time,
    shown,
    unlimited,
)
from datasite.tables import input_files, text_files
from datasite.values import Date, is_slug

_FRONT = re.compile(r"([A-Za-z]+):[ ]*(.*)\Z")
_FILE = re.compile(r"(?P<name>[a-z0-9-]+)\.(?P<lang>[a-z]{2})\.md\Z")
_REFERENCES = ("projects", "organisations", "cooperation", "sources")


class FrontMatter(NamedTuple):
    """The entries of a kind of text."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()


FRONT_MATTER: Mapping[str, FrontMatter] = {
    "news": FrontMatter(frozenset({"title", "summary"}), frozenset(_REFERENCES)),
    "pages": FrontMatter(frozenset({"title", "slug", "summary"})),
}


@dataclass(frozen=True)
class Text:
    """One text in one language.

    `html` is sanitised; `references` holds identifiers by kind of record, e.g.
    {"projects": ("some-project",)}.
    """

    kind: str
    name: str
    lang: str
    slug: str
    title: str
    summary: str
    html: str
    date: Date | None
    references: Mapping[str, tuple[str, ...]]


def load_texts(root: Path, register: Register, guard: Guard = unlimited) -> tuple[Text, ...]:
    """Every text of `root`/content in every language, pages first, then news, the newest first.

    A language without texts of its own has those of its fallback. Work on each file goes on within
    `guard`. Raises ProblemsError.
    """
    written, problems = _examine(root, register, guard)
    if problems:
        raise ProblemsError(problems)
    texts = [
        replace(text, lang=lang)
        for text in written
        for lang in LANGUAGES
        if text_language(lang) == text.lang
    ]
    return tuple(sorted(texts, key=lambda t: (t.kind, t.name, t.lang), reverse=True))


def check_texts(root: Path, register: Register, guard: Guard = unlimited) -> list[Problem]:
    """Every problem in `root`/content."""
    return _examine(root, register, guard)[1]


def check_new_text(path: str, text: str, register: Register, excused: Exceptions) -> list[Problem]:
    """Every problem of one text that is yet to be written to `path`, content/KIND/NAME.LANG.md."""
    match = _FILE.match(path.rpartition("/")[2])
    assert match
    return _read(path, path.split("/")[1], match["name"], match["lang"], text, register, excused)[1]


def _examine(root: Path, register: Register, guard: Guard) -> tuple[list[Text], list[Problem]]:
    texts: list[Text] = []
    written: set[tuple[str, str, str]] = set()  # kind, name and language of each file
    excused, problems = personal_data.read_exceptions(root)
    content = root / "content"
    for file in sorted(content.rglob("*")) if content.is_dir() else ():
        if file.is_dir() and not file.is_symlink():
            continue
        path = file.relative_to(root).as_posix()
        match = _FILE.match(file.name)
        if (
            file.is_symlink()
            or not file.is_file()
            or not match
            or match["lang"] not in TEXT_LANGUAGES
            or file.parent.parent != content
            or file.parent.name not in FRONT_MATTER
        ):
            where = f"content/{{{','.join(FRONT_MATTER)}}}/NAME.{{{','.join(TEXT_LANGUAGES)}}}.md"
            problems.append(
                Problem.of_file(
                    path,
                    "prose-file",
                    Message(N_("This file does not belong in content/.")),
                    Message(N_("Texts are plain files %(where)s."), {"where": where}),
                )
            )
            continue
        written.add((file.parent.name, match["name"], match["lang"]))
        problems += in_time(
            path, guard, partial(_read_file, root, path, match, register, excused, texts)
        )
    problems += _twins(written)
    problems += _same_address(texts)
    return texts, in_order(problems)


def _read_file(
    root: Path,
    path: str,
    match: re.Match[str],
    register: Register,
    excused: Exceptions,
    texts: list[Text],
) -> list[Problem]:
    """The problems of one file; its text goes to `texts` where there are none."""
    try:
        content = input_files.read_input(root, path, input_files.TEXT_BYTES)
    except ProblemsError as error:
        return error.problems
    written, problems = text_files.decode_text(path, content)
    problems += text_files.conflicts_in_prose(path, written)
    if problems:
        return problems
    text, problems = _read(
        path, path.split("/")[1], match["name"], match["lang"], written, register, excused
    )
    if text:
        texts.append(text)
    return problems + list(excused.unneeded(path, written))


def _read(
    path: str,
    kind: str,
    name: str,
    lang: str,
    written: str,
    register: Register,
    excused: Exceptions,
) -> tuple[Text | None, list[Problem]]:
    lines = written.split("\n")
    front, body_from, problems = _front_matter(path, kind, lines)
    date, slug = None, front.get("slug", "")
    if kind == "news":
        date, slug = Date.parse(name[:10]), name[11:]
        if not date or date.day is None:
            problems.append(
                Problem.of_file(
                    path,
                    "news-date",
                    Message(N_("The name of the file does not begin with a full date.")),
                    Message(N_("Name the file YYYY-MM-DD-slug.LANG.md.")),
                )
            )
    if not is_slug(slug):
        problems.append(
            Problem(
                path,
                1,
                1,
                "slug-form",
                Message(N_("The slug is %(slug)s."), {"slug": shown(slug)}),
                Message(
                    N_("Use small letters a–z, digits and single hyphens, at most 80 characters.")
                ),
            )
        )
    references = {
        kind: tuple(i.strip() for i in front.get(kind, "").split(",") if i.strip())
        for kind in _REFERENCES
    }
    problems += reference_problems(path, references, register, lines)
    problems += line_problems(path, lines, excused)
    if problems:
        return None, problems
    return (
        Text(
            kind,
            name,
            lang,
            slug,
            front["title"],
            front["summary"],
            render_markdown("\n".join(lines[body_from:])),
            date,
            references,
        ),
        [],
    )


def _front_matter(
    path: str, kind: str, lines: list[str]
) -> tuple[dict[str, str], int, list[Problem]]:
    """The entries, the index of the first line after them, and their problems."""
    required, optional = FRONT_MATTER[kind]
    front: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            break
        match = _FRONT.match(line)
        name = match[1].lower() if match else ""
        if not match or name not in required | optional or name in front:
            entries = ", ".join(sorted(n.capitalize() for n in required | optional))
            problems.append(
                Problem(
                    path,
                    number,
                    1,
                    "front-matter",
                    Message(
                        N_("%(line)s is not a front-matter entry, or is repeated."),
                        {"line": shown(line)},
                    ),
                    Message(
                        N_("The entries are %(entries)s, then a blank line."), {"entries": entries}
                    ),
                )
            )
        else:
            front[name] = match[2].strip()
    for name in sorted(n for n in required if not front.get(n)):
        problems.append(
            Problem(
                path,
                1,
                1,
                "front-matter",
                Message(N_("The entry %(entry)s is missing."), {"entry": name.capitalize()}),
                Message(N_("It must be filled.")),
            )
        )
    return front, number, problems


def _twins(written: set[tuple[str, str, str]]) -> Iterator[Problem]:
    for kind, name, lang in written:
        for missing in TEXT_LANGUAGES:
            if (kind, name, missing) not in written:
                what = Message(
                    N_("The text has no version in the language %(lang)s."), {"lang": missing}
                )
                yield Problem.of_file(
                    f"content/{kind}/{name}.{lang}.md",
                    "no-twin",
                    what,
                    Message(N_("Write the same text in every language.")),
                )


def _same_address(texts: list[Text]) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], str] = {}
    for text in sorted(texts, key=lambda t: (t.kind, t.name)):
        owner = first.setdefault((text.kind, text.lang, text.slug), text.name)
        if owner != text.name:
            path = f"content/{text.kind}/{text.name}.{text.lang}.md"
            yield Problem.of_file(
                path,
                "same-address",
                Message(
                    N_("The slug %(slug)s is also that of %(other)s."),
                    {"slug": shown(text.slug), "other": owner},
                ),
                Message(N_("Each text needs an address of its own.")),
            )
