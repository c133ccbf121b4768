"""Pelican's reader of the texts in content/: strict front matter, and Markdown as plain safe HTML.

`make check` reads texts with it before Pelican runs, and Pelican reads its articles and pages with
it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pelican.readers import BaseReader, MarkdownReader

from datasite.checks.personal_data import Exceptions
from datasite.content.figures import fill
from datasite.content.front_matter import (
    ALLOWED,
    FrontMatter,
    entry_line,
    read_front_matter,
)
from datasite.content.html_checks import html_problems
from datasite.content.markdown_html import render_markdown
from datasite.content.text_checks import line_problems, reference_problems
from datasite.language.languages import TEXT_LANGUAGES
from datasite.model.register import Register
from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.publication import addresses
from datasite.tables import input_files, text_files
from datasite.values import Date, is_slug

RULES = "PROSE_RULES"  # the setting in which a reader finds what it checks texts by
_PATH = re.compile(r"content/(?P<kind>[a-z]+)/(?P<name>[a-z0-9-]+)\.(?P<lang>[a-z]{2})\.md\Z")


class TextPath(NamedTuple):
    """What the path content/KIND/NAME.LANG.md says of a text."""

    kind: str
    name: str
    lang: str

    @classmethod
    def parse(cls, path: str) -> "TextPath | None":
        """The parts of a path from the root; None where it is not that of a text."""
        match = _PATH.match(path)
        if match and match["kind"] in ALLOWED and match["lang"] in TEXT_LANGUAGES:
            return cls(match["kind"], match["name"], match["lang"])
        return None

    @property
    def path(self) -> str:
        """The path from the root."""
        return f"content/{self.kind}/{self.name}.{self.lang}.md"

    @property
    def date(self) -> Date | None:
        """The day of a news item, whose name is DATE-slug."""
        date = Date.parse(self.name[:10]) if self.kind == "news" else None
        return date if date and date.day else None


@dataclass(frozen=True, kw_only=True)
class ProseRules:
    """What the texts of `root`/content are checked by: the records to which they may refer, what is
    no personal data, and the front-matter entries of plugins.
    """

    root: Path
    register: Register
    excused: Exceptions
    plugin_metadata: frozenset[str] = frozenset()


class ProseReader(MarkdownReader):  # type: ignore[misc]  # pelican is untyped
    """Reads a text for Pelican as (HTML, metadata), or raises ProblemsError with every problem.

    Beside the entries of the front matter the metadata are `kind` (news or pages), `name` (that of
    the file without its language, which all translations share), `lang`, `section` (the word of
    addresses), the identifiers of records by kind, and of news `date` (noon UTC of the day).
    """

    file_extensions = ("md",)

    def __init__(self, settings: Mapping[str, Any]) -> None:
        # Not MarkdownReader's own: it adds the extension `meta`, which would take a first line such
        # as "Uwaga: …" out of the text.
        BaseReader.__init__(self, settings)
        self._rules: ProseRules = settings[RULES]

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The text in a file of `root`/content."""
        path = Path(source_path).relative_to(self._rules.root).as_posix()
        content = input_files.read_input(self._rules.root, path, input_files.TEXT_BYTES)
        written, problems = text_files.decode_text(path, content)
        problems += text_files.conflicts_in_prose(path, written)
        if not problems:
            problems = [
                *self.find_problems(path, written),
                *self._rules.excused.unneeded(path, written),
            ]
        if problems:
            raise ProblemsError(problems)
        return self._convert(path, written)

    def find_problems(self, path: str, written: str) -> list[Problem]:
        """The problems of a text that is in the file `path`, or is yet to be written to it."""
        lines, of_file = written.split("\n"), _of_file(path)
        filled = fill(path, lines, self._rules.register, of_file.lang)
        front = self._front_matter(path, [*filled.lines])
        example = addresses.example_of_a_link(of_file.kind, of_file.lang)
        problems = [
            *front.problems,
            *filled.problems,
            *_address_problems(path, front, lines),
            *reference_problems(path, front.references(), self._rules.register, lines),
            *line_problems(path, [*filled.words], self._rules.excused, example),
        ]
        # Only what has passed is short and flat enough to be rendered.
        return problems or [*html_problems(path, lines, self._html(front), example)]

    def _html(self, front: FrontMatter) -> str:
        return render_markdown("\n".join(front.body), self.settings["MARKDOWN"])

    def _convert(self, path: str, written: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a text without problems."""
        of_file = _of_file(path)
        filled = fill(path, written.split("\n"), self._rules.register, of_file.lang)
        front = self._front_matter(path, [*filled.lines])
        metadata: dict[str, Any] = {
            **{name: self.process_metadata(name, text) for name, text in front.entries.items()},
            **front.references(),
            **language_metadata(of_file.lang),
            "kind": of_file.kind,
            "name": of_file.name,
            "slug": _slug(of_file, front),
        }
        if of_file.date:
            metadata["date"] = of_file.date.noon
        return self._html(front), metadata

    def _front_matter(self, path: str, lines: list[str]) -> FrontMatter:
        return read_front_matter(path, _of_file(path).kind, lines, self._rules.plugin_metadata)


def language_metadata(lang: str) -> dict[str, str]:
    """The metadata of a text that depend on the language of its page alone."""
    return {"lang": lang, "section": addresses.SECTIONS["news"][lang]}


def _of_file(path: str) -> TextPath:
    of_file = TextPath.parse(path)
    assert of_file, "the check of content/ refuses other files"
    return of_file


def _slug(of_file: TextPath, front: FrontMatter) -> str:
    return of_file.name[11:] if of_file.kind == "news" else front.entries.get("slug", "")


def _address_problems(path: str, front: FrontMatter, lines: list[str]) -> Iterator[Problem]:
    """Problems of the day and the slug."""
    of_file = _of_file(path)
    if of_file.kind == "news" and not of_file.date:
        what = Message(N_("The name of the file does not begin with a full date."))
        right = Message(N_("Name the file YYYY-MM-DD-slug.LANG.md."))
        yield Problem.of_file(path, "news-date", what, right)
    slug = _slug(of_file, front)
    if not is_slug(slug):
        what = Message(N_("The slug is %(slug)s."), {"slug": shown(slug)})
        right = Message(
            N_("Use small letters a–z, digits and single hyphens, at most 80 characters.")
        )
        yield Problem(path, 1, 1, "slug-form", what, right)
    elif of_file.kind == "pages" and slug in addresses.TAKEN:
        what = Message(
            N_("The slug %(slug)s is a part or a file of the site."), {"slug": shown(slug)}
        )
        right = Message(N_("Each text needs an address of its own."))
        yield Problem(path, entry_line("slug", lines), 1, "same-address", what, right)
