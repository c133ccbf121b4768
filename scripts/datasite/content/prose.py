"""The texts of content/ in every language, and every problem of them.

Each is read by Pelican's reader of ours, and is written in every language that has texts of its
own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
from datasite.content.front_matter import ALLOWED, REFERENCES
from datasite.content.markdown_html import MARKDOWN
from datasite.content.plugin_metadata import read_plugin_metadata
from datasite.content.reader import RULES, ProseReader, ProseRules, TextPath
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
from datasite.values import Date


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
    rules = ProseRules(root=Path(), register=register, excused=excused)
    return _reader(rules).find_problems(path, text)


def prose_rules(root: Path, register: Register) -> tuple[ProseRules, list[Problem]]:
    """What the texts of `root`/content are checked by, and the problems of these settings."""
    excused, problems = personal_data.read_exceptions(root)
    plugin_metadata, more = read_plugin_metadata(root)
    rules = ProseRules(
        root=root, register=register, excused=excused, plugin_metadata=plugin_metadata
    )
    return rules, [*problems, *more]


def _reader(rules: ProseRules) -> ProseReader:
    """The reader that Pelican has too."""
    return ProseReader({RULES: rules, "MARKDOWN": MARKDOWN})


def _examine(root: Path, register: Register, guard: Guard) -> tuple[list[Text], list[Problem]]:
    texts: list[Text] = []
    written: set[TextPath] = set()
    rules, problems = prose_rules(root, register)
    reader = _reader(rules)
    content = root / "content"
    for file in sorted(content.rglob("*")) if content.is_dir() else ():
        if file.is_dir() and not file.is_symlink():
            continue
        path = file.relative_to(root).as_posix()
        of_file = TextPath.parse(path)
        if file.is_symlink() or not file.is_file() or not of_file:
            problems.append(_not_a_text(path))
            continue
        written.add(of_file)
        problems += in_time(path, guard, partial(_read_file, reader, file, texts))
    problems += _twins(written)
    problems += _same_address(texts)
    return texts, in_order(problems)


def _read_file(reader: ProseReader, file: Path, texts: list[Text]) -> list[Problem]:
    """The problems of one file; its text goes to `texts` where there are none."""
    try:
        html, metadata = reader.read(str(file))
    except ProblemsError as error:
        return error.problems
    texts.append(_text(html, metadata))
    return []


def _text(html: str, metadata: Mapping[str, Any]) -> Text:
    """The text that a reader has read."""
    of_file = TextPath(metadata["kind"], metadata["name"], metadata["lang"])
    return Text(
        *of_file,
        slug=metadata["slug"],
        title=metadata["title"],
        summary=metadata["summary"],
        html=html,
        date=of_file.date,
        references={kind: metadata[kind] for kind in REFERENCES},
    )


def _not_a_text(path: str) -> Problem:
    where = f"content/{{{','.join(ALLOWED)}}}/NAME.{{{','.join(TEXT_LANGUAGES)}}}.md"
    return Problem.of_file(
        path,
        "prose-file",
        Message(N_("This file does not belong in content/.")),
        Message(N_("Texts are plain files %(where)s."), {"where": where}),
    )


def _twins(written: set[TextPath]) -> Iterator[Problem]:
    for kind, name, lang in written:
        for missing in TEXT_LANGUAGES:
            if TextPath(kind, name, missing) not in written:
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
