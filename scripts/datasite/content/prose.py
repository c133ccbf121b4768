"""content/ in, news and pages out: front matter read strictly, Markdown rendered and sanitised,
every problem named.

A file is NAME.LANG.md; each has its twin in every language. A news item's name is DATE-slug and its
slug is its address.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from datasite import matching
from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
from datasite.language.languages import LANGUAGES
from datasite.model.register import Register
from datasite.problems import (
    N_,
    Guard,
    Message,
    N_n,
    Problem,
    ProblemsError,
    in_order,
    in_time,
    shown,
    unlimited,
)
from datasite.tables import input_files, text_faults, text_files
from datasite.values import Date, is_address, is_slug

_FRONT = re.compile(r"([A-Za-z]+):[ ]*(.*)\Z")
_FILE = re.compile(r"(?P<name>[a-z0-9-]+)\.(?P<lang>[a-z]{2})\.md\Z")
_TAGS = {
    "p",
    "a",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "h2",
    "h3",
    "blockquote",
    "code",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
    "br",
    "hr",
    "time",
}
_ATTRIBUTES = {"*": {"id"}, "a": {"href"}, "th": {"scope"}, "time": {"datetime"}}
_ALLOWED = {
    "id": re.compile(r"[a-z][a-z0-9-]*\Z"),
    "datetime": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
    "href": re.compile(
        r"(?:https?://[^\s]+|[^:\s]*)\Z"
    ),  # nothing that a lenient reader might take for another scheme
}
_LINK = re.compile(
    r"\]\(\s*([^)\s]*)|^\s{0,3}\[[^\]]*\]:\s*(\S+)"
)  # in a line, and on a line of its own
_MARK = re.compile(r"\{#[a-z][a-z0-9-]*\}")  # an id of a heading, as render says
_PICTURE = re.compile(r"!\[")
_RELATIVE = re.compile(r"(?:#[a-z0-9_-]+|(?:\.\./){1,6}(?:[a-z0-9_-]+/)*(?:#[a-z0-9_-]+)?)\Z")
LINE_LENGTH = 5_000  # characters of one line, which is a paragraph
BRACKETS = 1_000  # [ of one text: Markdown tries each of them with each
QUOTED = 10  # > of one line: each is a level
_REFERENCES = ("projects", "organisations", "cooperation", "sources")
KINDS: Mapping[
    str, tuple[frozenset[str], frozenset[str]]
] = {  # front matter: what must stand, what may
    "news": (frozenset({"title", "summary"}), frozenset(_REFERENCES)),
    "pages": (frozenset({"title", "slug", "summary"}), frozenset()),
}


@dataclass(frozen=True)
class Text:
    """One text in one language:

    `html` is sanitised; `references` holds identifiers by kind of record.
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


def load(root: Path, register: Register, guard: Guard = unlimited) -> tuple[Text, ...]:
    """Every text of `root`/content, news first, the newest first.

    Raises ProblemsError. Work on each file goes on within `guard`.
    """
    texts, problems = _examine(root, register, guard)
    if problems:
        raise ProblemsError(problems)
    return tuple(sorted(texts, key=lambda t: (t.kind, t.name, t.lang), reverse=True))


def check(root: Path, register: Register, guard: Guard = unlimited) -> list[Problem]:
    """Every problem in `root`/content."""
    return _examine(root, register, guard)[1]


def judged(path: str, written: str, register: Register, excused: Exceptions) -> list[Problem]:
    """Every problem of one text that is yet to be written to `path`, content/KIND/NAME.LANG.md."""
    match = _FILE.match(path.rpartition("/")[2])
    assert match
    return _read(
        path, path.split("/")[1], match["name"], match["lang"], written, register, excused
    )[1]


def _examine(root: Path, register: Register, guard: Guard) -> tuple[list[Text], list[Problem]]:
    texts: list[Text] = []
    written: set[tuple[str, str, str]] = (
        set()
    )  # the files that have their place, by kind, name and language
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
            or match["lang"] not in LANGUAGES
            or file.parent.parent != content
            or file.parent.name not in KINDS
        ):
            where = f"content/{{{','.join(KINDS)}}}/NAME.{{{','.join(LANGUAGES)}}}.md"
            problems.append(
                Problem(
                    path,
                    0,
                    0,
                    "prose-file",
                    Message(N_("This file has no place in content/.")),
                    Message(N_("Prose is a plain file %(where)s."), {"where": where}),
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
        content = input_files.read(root, path, input_files.TEXT_BYTES)
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
                Problem(
                    path,
                    0,
                    0,
                    "news-date",
                    Message(N_("The name does not begin with a day.")),
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
    problems += _dangling(path, references, register, lines)
    for number, line in enumerate(lines, 1):
        problems += [
            Problem(path, number, offset + 1, rule, what, right)
            for offset, rule, what, right in _of_line(path, line, excused)
        ]
    problems += _too_deep(path, lines)
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
            render("\n".join(lines[body_from:])),
            date,
            references,
        ),
        [],
    )


def _of_line(path: str, line: str, excused: Exceptions) -> Iterator[text_faults.TextFault]:
    """What is wrong with one line, wherever it stands."""
    if len(line) > LINE_LENGTH:
        what = Message(N_("The line has %(count)d characters."), {"count": len(line)})
        yield text_faults.TextFault(
            0,
            "line-length",
            what,
            Message(N_("At most %(limit)d may stand on one line."), {"limit": LINE_LENGTH}),
        )
        return
    yield from text_faults.find_faults(_MARK.sub(lambda mark: "x" * len(mark[0]), line))
    yield from personal_data.find_personal_data(path, line, excused)
    for match in _PICTURE.finditer(line):
        yield text_faults.TextFault(
            match.start(),
            "picture",
            Message(N_("A picture stands here.")),
            Message(N_("Say it in words, or link to the picture.")),
        )
    for match in _LINK.finditer(line):
        target = match[1] if match[1] is not None else match[2]
        if not is_address(target) and not _RELATIVE.match(target):
            right = Message(
                N_("Write a whole address, or a way within the site such as ../projekty/.")
            )
            yield text_faults.TextFault(
                match.start(),
                "link",
                Message(N_("The link leads to %(target)s."), {"target": shown(target)}),
                right,
            )


def _too_deep(path: str, lines: list[str]) -> Iterator[Problem]:
    """Marks piled up so high that Markdown would take for ever."""
    if (count := sum(line.count("[") for line in lines)) > BRACKETS:
        one, many = N_n(
            "The text opens %(count)d square bracket.", "The text opens %(count)d square brackets."
        )
        yield Problem(
            path,
            0,
            0,
            "nesting",
            Message(one, {"count": count}, many),
            Message(N_("At most %(limit)d may stand in one text."), {"limit": BRACKETS}),
        )
    for number, line in enumerate(lines, 1):
        if line.count(">") > QUOTED and not line.replace(">", "").strip():
            yield Problem(
                path,
                number,
                1,
                "nesting",
                Message(N_("Quotations stand in quotations here.")),
                Message(N_("Quote once.")),
            )


def _front_matter(
    path: str, kind: str, lines: list[str]
) -> tuple[dict[str, str], int, list[Problem]]:
    required, optional = KINDS[kind]
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
                        N_("%(line)s is no entry of the front matter, or stands twice."),
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


def _dangling(
    path: str, references: Mapping[str, tuple[str, ...]], register: Register, lines: list[str]
) -> Iterator[Problem]:
    for kind, identifiers in references.items():
        known = getattr(register, kind)
        line = next(
            (n for n, text in enumerate(lines, 1) if text.lower().startswith(f"{kind}:")), 1
        )
        for identifier in identifiers:
            if identifier not in known:
                what = Message(
                    N_("There is no record %(record)s in %(dataset)s."),
                    {"record": shown(identifier), "dataset": kind},
                )
                near = matching.nearest(identifier, known)
                right = (
                    Message(N_("Did you mean %(near)s?"), {"near": near})
                    if near
                    else Message(N_("Name records by their identifiers, with commas between."))
                )
                yield Problem(path, line, 1, "prose-reference", what, right)


def _twins(written: set[tuple[str, str, str]]) -> Iterator[Problem]:
    for kind, name, lang in written:
        for other in LANGUAGES:
            if (kind, name, other) not in written:
                what = Message(
                    N_("The text has no twin in the language %(lang)s."), {"lang": other}
                )
                yield Problem(
                    f"content/{kind}/{name}.{lang}.md",
                    0,
                    0,
                    "no-twin",
                    what,
                    Message(N_("Write the same text in every language.")),
                )


def _same_address(texts: list[Text]) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], str] = {}
    for text in sorted(texts, key=lambda t: (t.kind, t.name)):
        other = first.setdefault((text.kind, text.lang, text.slug), text.name)
        if other != text.name:
            path = f"content/{text.kind}/{text.name}.{text.lang}.md"
            yield Problem(
                path,
                0,
                0,
                "same-address",
                Message(
                    N_("The slug %(slug)s is also that of %(other)s."),
                    {"slug": shown(text.slug), "other": other},
                ),
                Message(N_("Each text has an address of its own.")),
            )


def render(text: str) -> str:
    """Markdown to HTML of a few plain tags; whatever else the text holds is dropped.

    An id of one's own is written after its text as {: #id }; a day as *22 November 2026*{:
    datetime=2026-11-22 }.
    """
    made = markdown.markdown(
        text, extensions=["tables", "attr_list", "toc", "sane_lists", _Days()], output_format="html"
    )
    return nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"https", "http"},
        link_rel=None,
        generic_attribute_prefixes=set(),
    )


def _allowed(_: str, name: str, value: str) -> str | None:
    return value if name not in _ALLOWED or _ALLOWED[name].match(value) else None


class _Days(Extension, Treeprocessor):
    """Markdown has no mark for a day: an emphasis with a `datetime` is one."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(self, "days", 0)  # after the attributes

    def run(self, root: Element) -> None:
        for element in root.iter("em"):
            if element.get("datetime"):
                element.tag = "time"
