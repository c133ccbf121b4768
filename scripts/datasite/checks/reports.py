"""The problems as a text for each reader: a CI service, a tool, a comment on a pull request.

`markdown_report` writes the list of problems in the pull-request comment;
review/pull_request_comment.py writes the rest of the comment.

No value of the data can give a command to the runner that prints a report, nor become a link, a
mention, a picture or markup in a comment. A report may come back from an untrusted place, so it is
read strictly and escaped again.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.problems import N_, N_n, Problem, escaped, limited

REPORT_FORMATS = ("text", "github", "json", "markdown")
VERSION = 1  # of the JSON form, docs/report.schema.json
# characters of Markdown; a host takes some 65,000, and the same comment holds the changes
COMMENT_LENGTH = 30_000
TEXT_LENGTH = 2_000  # characters of one entry of a report that is read back
MOST_READ = 10_000  # problems of a report that is read back
SHORT_LENGTH = 1_000_000  # characters of a JSON report that is kept for a comment
_LONGEST_RUN = 8  # backticks in a span of code; GitHub knows none between runs of more than 80
T = TypeVar("T")
NONE = N_("No problems found.")


class ReportError(Exception):
    """A text that is read back is not a report; the message says why."""


@dataclass(frozen=True)
class TranslatedProblem:
    """One problem in the words of every language.

    `line` and `column` are 0 for the whole file; `command` is blank where no command repairs it.
    """

    path: str
    line: int
    column: int
    rule: str
    what: Words
    right: Words
    command: str = ""

    @property
    def place(self) -> str:
        """PATH:LINE:COLUMN, or the path alone for the whole file."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True)
class ProblemReport:
    """A report that was read back: the problems in it, and how many there are in all."""

    problems: tuple[TranslatedProblem, ...]
    count: int


def translate_problem(problem: Problem, languages: Mapping[str, Language]) -> TranslatedProblem:
    """The problem in every language."""
    what, right = (
        {code: message.text(languages[code].translations) for code in LANGUAGES}
        for message in (problem.what, problem.right)
    )
    return TranslatedProblem(
        problem.path, problem.line, problem.column, problem.rule, what, right, problem.command
    )


def github_annotations(
    problems: Iterable[Problem], language: Language, level: str = "error"
) -> str:
    """Workflow commands, one a line: GitHub shows each beside the line that it names. `level` is
    error or notice.
    """
    return "".join(_annotation(problem, language, level) for problem in limited(problems))


def _annotation(problem: Problem, language: Language, level: str) -> str:
    properties = {
        "file": escaped(problem.path),
        **({"line": problem.line, "col": problem.column} if problem.line else {}),
        "title": problem.rule,
    }
    named = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    words = (message.text(language.translations) for message in (problem.what, problem.right))
    return f"::{level} {named}::{_data(' '.join(filter(None, words)))}\n"


def github_notice(path: str, words: str) -> str:
    """A workflow command that says something about a file and is not an error."""
    return f"::notice file={_property(escaped(path))}::{_data(escaped(words))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem], languages: Mapping[str, Language]) -> str:
    """One document for tools, all problems in it, in ASCII. Its form: docs/report.schema.json."""
    entries = [
        {
            "path": s.path,
            "line": s.line or None,
            "column": s.column or None,
            "rule": s.rule,
            "what": dict(s.what),
            "right": dict(s.right),
            "command": s.command or None,
        }
        for s in (translate_problem(problem, languages) for problem in problems)
    ]
    return _document(entries, len(entries))


def _document(entries: Sequence[Mapping[str, Any]], count: int) -> str:
    document = {"version": VERSION, "count": count, "problems": entries}
    written = json.dumps(document, indent=1) + "\n"
    # The same document, and no runner obeys a line of it.
    return written.replace("##", "#\\u0023").replace("::", ":\\u003a")


def shorten_report(text: str, length: int = SHORT_LENGTH) -> str:
    """A JSON report of about `length` characters at most, in which `count` is still that of all
    problems; a text that is no report as it is.
    """
    try:
        report = json.loads(text)
    except ValueError:
        return text
    sizes = [len(json.dumps(entry, indent=1)) for entry in report["problems"]]
    kept = in_proportion(report["problems"], [e["path"] for e in report["problems"]], sizes, length)
    return _document(kept, report["count"])


def in_proportion(
    items: Sequence[T], groups: Sequence[str], sizes: Sequence[int], space: int
) -> list[T]:
    """The items that fit into a space, in their order: the first of each group, then the second of
    each, and so on. One that is too large leaves its place to others.
    """
    seen: Counter[str] = Counter()
    ranks = []
    for group in groups:
        ranks.append(seen[group])
        seen[group] += 1
    kept = []
    for number in sorted(range(len(items)), key=lambda number: (ranks[number], number)):
        if sizes[number] <= space:
            kept.append(number)
            space -= sizes[number]
    return [items[number] for number in sorted(kept)]


def read_report(text: str) -> ProblemReport:
    """A JSON report, which anybody may have written. Raises ReportError."""
    try:
        report = json.loads(text)
        if (
            report["version"] != VERSION
            or not isinstance(report["problems"], list)
            or len(report["problems"]) > MOST_READ
        ):
            raise ReportError("it is of another version, or too long")
        problems = tuple(_entry(entry) for entry in report["problems"])
        return ProblemReport(problems, max(len(problems), _number(report["count"])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReportError("it is not a report of problems") from error


def _entry(raw: Any) -> TranslatedProblem:
    return TranslatedProblem(
        _text(raw["path"]),
        _number(raw["line"]),
        _number(raw["column"]),
        _text(raw["rule"]),
        {code: _text(raw["what"][code]) for code in LANGUAGES},
        {code: _text(raw["right"][code]) for code in LANGUAGES},
        _text(raw["command"] or ""),
    )


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise ReportError("an entry is not a text")
    return raw[:TEXT_LENGTH]


def _number(raw: Any) -> int:
    if raw is not None and type(raw) is not int:
        raise ReportError("an entry is not a number")
    return raw or 0


def markdown_report(
    problems: Sequence[TranslatedProblem],
    languages: Mapping[str, Language],
    length: int = COMMENT_LENGTH,
    count: int = 0,
) -> str:
    """The part of a comment that names the problems, in every language, no longer than `length`;
    the rest are counted. There are `count` in all, where that is more than are given.

    Everything but our own headings is in spans of code, where nothing is a link, a mention or
    markup.
    """
    count = max(count, len(problems))
    head = _heading(count, languages)
    items = [_item(problem) for problem in problems]
    space = length - len(head) - 200  # room for the count of the rest
    kept = in_proportion(items, [problem.path for problem in problems], [*map(len, items)], space)
    rest = count - len(kept)
    counted = (
        in_each(languages, N_n("And %(count)d more problem.", "And %(count)d more problems."), rest)
        + "\n"
        if rest
        else ""
    )
    return "\n".join(part for part in (head, "".join(kept), counted) if part)


def _heading(count: int, languages: Mapping[str, Language]) -> str:
    if count:
        return (
            f"**{in_each(languages, N_n('%(count)d problem.', '%(count)d problems.'), count)}**\n"
        )
    return f"**{' · '.join(languages[code].translations.gettext(NONE) for code in LANGUAGES)}**\n"


def in_each(languages: Mapping[str, Language], forms: tuple[str, str], count: int) -> str:
    """A sentence that counts, in every language."""
    return " · ".join(
        languages[code].translations.ngettext(*forms, count) % {"count": count}
        for code in LANGUAGES
    )


def _item(problem: TranslatedProblem) -> str:
    sentences = {
        lang: " ".join(filter(None, (problem.what[lang], problem.right[lang])))
        for lang in LANGUAGES
    }
    words = "".join(f"  - {lang}: {inline_code(text)}\n" for lang, text in sentences.items())
    return f"- {inline_code(problem.place)} {inline_code(problem.rule)}\n{words}"


def inline_code(text: str) -> str:
    """The text as a span of code in Markdown, on one line, in which nothing is markup."""
    safe = code_text(text)
    fence = code_fence([safe])
    return f"{fence} {safe} {fence}" if safe.strip() else "` `"


def code_block(text: str) -> str:
    """Lines as a block of code in Markdown, each of them harmless."""
    lines = [code_text(line) for line in text.split("\n")]
    fence = code_fence(lines, least=3)
    return "\n".join([f"{fence}text", *lines, fence]) + "\n"


def code_text(text: str) -> str:
    """The text on one line as it may be set as code: escaped, with no long run of backticks, since
    hosts know only fences of a limited length.
    """
    return re.sub(
        f"`{{{_LONGEST_RUN + 1},}}", lambda run: r"\u0060" * len(run.group()), escaped(text)
    )


def code_fence(lines: Iterable[str], *, least: int = 1) -> str:
    """Backticks between which the lines are code: one more than in any of their runs."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    return "`" * max(least, longest + 1)
