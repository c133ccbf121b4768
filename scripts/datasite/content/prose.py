"""The texts of content/ in every language, and every problem of them.

Each is read by Pelican's reader of ours, and is written in every language that has texts of its
own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
from datasite.content import folder_checks, text_links
from datasite.content.front_matter import REFERENCES
from datasite.content.markdown_html import MARKDOWN
from datasite.content.plugin_metadata import read_plugin_metadata
from datasite.content.reader import RULES, ProseReader, ProseRules, TextPath
from datasite.content.text import Text
from datasite.language.languages import LANGUAGES, text_language
from datasite.model.register import Register
from datasite.problems import (
    Guard,
    Problem,
    ProblemsError,
    in_order,
    in_time,
    unlimited,
)


def load_texts(root: Path, register: Register, guard: Guard = unlimited) -> tuple[Text, ...]:
    """Every text of `root`/content in every language, pages first, then news, the newest first.

    A language without texts of its own has those of its fallback. Work on each file goes on within
    `guard`. Raises ProblemsError.
    """
    written, problems = _examine(root, register, guard)
    if problems:
        raise ProblemsError(problems)
    return _in_every_language(written)


def _in_every_language(written: Iterable[Text]) -> tuple[Text, ...]:
    texts = [
        replace(text, lang=lang)
        for text in written
        for lang in LANGUAGES
        if text_language(lang) == text.lang
    ]
    return tuple(sorted(texts, key=lambda t: (t.kind, t.name, t.lang), reverse=True))


def check_texts(root: Path, register: Register, guard: Guard = unlimited) -> list[Problem]:
    """Every problem in `root`/content."""
    return examine_texts(root, register, guard)[1]


def examine_texts(
    root: Path, register: Register, guard: Guard = unlimited
) -> tuple[tuple[Text, ...], list[Problem]]:
    """The texts that can be read, as load_texts returns them, and every problem in
    `root`/content.
    """
    texts, problems = _examine(root, register, guard)
    return _in_every_language(texts), in_order([*problems, *missing_texts(root, texts)])


def missing_texts(root: Path, texts: Iterable[Text]) -> list[Problem]:
    """A problem for each text to which pages link and that is not in `root`/content, or has not the
    ids to which they do.
    """
    return [*folder_checks.missing_problems(folder_checks.list_texts(root)[0], texts)]


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
    texts: dict[str, Text] = {}
    rules, problems = prose_rules(root, register)
    files, others = folder_checks.list_texts(root)
    problems += others
    reader = _reader(rules)
    for of_file, file in files.items():
        problems += in_time(of_file.path, guard, partial(_read_file, reader, file, texts))
    problems += folder_checks.twin_problems(files.keys())
    problems += folder_checks.address_problems(texts.values())
    if not problems:
        problems += _dead_links(root, register, texts)
    return list(texts.values()), in_order(problems)


def _dead_links(root: Path, register: Register, texts: Mapping[str, Text]) -> Iterator[Problem]:
    """The links of texts that lead to nothing."""
    datasets = [path.parent.name for path in root.glob("datasets/*/dataset.yaml")]
    pages = text_links.page_addresses(register, datasets, texts.values())
    lines = {path: (root / path).read_text(encoding="utf-8").split("\n") for path in texts}
    return text_links.link_problems(texts.values(), pages, lines)


def _read_file(reader: ProseReader, file: Path, texts: dict[str, Text]) -> list[Problem]:
    """The problems of one file; its text goes to `texts`, by its path, where there are none."""
    try:
        html, metadata = reader.read(str(file))
    except ProblemsError as error:
        return error.problems
    text = _text(html, metadata)
    texts[text.path] = text
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
