"""Reports for readers that obey what they read: a runner, a tool, a comment.

Whatever is in the data stays data.
"""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from built_sites import run_check
from edits import table
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from marko import Markdown
from marko.ext.gfm import GFM
from paths import ROOT
from spoiled_tree import spoil

from datasite.checks import reports
from datasite.checks.reports import ProblemReport, ReportError, TranslatedProblem
from datasite.language.localization import Language, load_languages
from datasite.problems import Message, Problem, shown

LANGUAGES = load_languages(ROOT)
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
HOSTILE = [
    *(
        "::error::x",
        "a\n::set-env name=PATH::x",
        "##[command]x",
        "%0A::error::x",
        "\x1b[31m",
        "a,line=1",
        "`` ` ``",
        "```",
        "@owner",
        "#1",
        "GH-1",
        "o/r#1",
        "www.a.example",
    ),
    *(
        "https://a.example/",
        "a@b.example",
        "![x](https://a.example/x.png)",
        "[x](y)",
        "<img src=x>",
        "<!-- -->",
        "</code>",
        "| a | b |",
        "# h",
        "- x",
        ":tada:",
        "\\`",
        "`" * 80 + " @owner ![x](https://a.example/x.png)",
        "x" + "`" * 300,
        "0" * 40,
    ),
]
TEXTS = (
    st.text(max_size=60)
    | st.sampled_from(HOSTILE)
    | st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join)
)


def problem(path: str, value: str, line: int = 2) -> Problem:
    return Problem(
        path,
        line,
        3,
        "markup",
        Message("The text holds markup: %(value)s.", {"value": shown(value)}),
        Message("Write %(plain)s.", {"plain": value}),
    )


@given(TEXTS, TEXTS)
def test_an_annotation_is_one_command_of_ours(path: str, value: str) -> None:
    (line,) = reports.github_annotations([problem(path, value)], LANGUAGES["en"]).splitlines()
    match = re.fullmatch(r"::error file=([^,:]*),line=2,col=3,title=markup::(.*)", line)
    assert match
    assert line.isprintable()
    assert "::" not in match[2]
    assert "##" not in line
    assert re.sub(r"%(25|0A|0D|3A|2C)", "", line).count("%") == 0


def test_an_annotation_of_a_whole_file_has_no_line() -> None:
    assert (
        reports.github_annotations(
            [Problem("a, b:c%.csv", 0, 0, "x", Message("Wrong."), Message(""))], LANGUAGES["en"]
        )
        == "::error file=a%2C b%3Ac%25.csv,title=x::Wrong.\n"
    )


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_a_document_keeps_its_form_and_can_be_read_back(values: list[tuple[str, str]]) -> None:
    problems = [problem(path, value) for path, value in values]
    written = reports.as_json(problems, LANGUAGES)
    jsonschema.validate(json.loads(written), SCHEMA)
    assert written.isascii()
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in written.splitlines())
    assert reports.read_report(written) == ProblemReport(
        tuple(reports.translate_problem(found_problem, LANGUAGES) for found_problem in problems),
        len(problems),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2, "problems": []}',
        '{"version": 1, "problems": [1]}',
        "[" * 100_000,
        '{"version": 1, "problems": [{"path": 1}]}',
    ],
)
def test_what_is_no_report_is_not_read(text: str) -> None:
    with pytest.raises(ReportError):
        reports.read_report(text)


@given(TEXTS, TEXTS, TEXTS)
def test_a_comment_is_inert(path: str, words: str, rule: str) -> None:
    """GitHub's Markdown of any forged report holds our list and our code, and nothing else;
    all text of others is in spans of code.
    """
    forged = TranslatedProblem(
        path, 1, 1, rule, {"pl": words, "en": words}, {"pl": words, "en": words}, command=words
    )
    report = reports.markdown_report([forged], LANGUAGES)
    assert [
        line for line in report.splitlines() if line and not line.startswith(("**", "- ", "  - "))
    ] == []
    tree = html.fromstring(f"<div>{Markdown(extensions=[GFM]).convert(report)}</div>")
    assert {element.tag for element in tree.iter()} <= {"div", "p", "strong", "ul", "li", "code"}
    assert all(not element.attrib for element in tree.iter())
    assert longest_run(report) < 80  # GitHub ends spans and blocks of code by no longer run
    for element in list(tree.iter("code")):
        element.drop_tree()
    assert re.fullmatch(r"[\w\s·.:→]*", tree.text_content())


def longest_run(markdown: str) -> int:
    return max((len(run) for run in re.findall("`+", markdown)), default=0)


@given(TEXTS)
def test_a_block_of_lines_is_inert(text: str) -> None:
    tree = html.fromstring(
        f"<div>{Markdown(extensions=[GFM]).convert(reports.code_block(text))}</div>"
    )
    assert [element.tag for element in tree.iter()] == ["div", "pre", "code"]
    assert longest_run(reports.code_block(text)) < 80


def test_a_comment_is_short_and_counts_the_rest() -> None:
    comment = reports.markdown_report(
        [
            reports.translate_problem(problem(f"{number}.csv", "x"), LANGUAGES)
            for number in range(500)
        ],
        LANGUAGES,
        length=3_000,
    )
    assert len(comment) <= 3_000
    named = len(re.findall("^- `", comment, re.MULTILINE))
    assert comment.startswith("**500 problemów. · 500 problems.**\n")
    assert comment.endswith(
        f"I jeszcze {500 - named} problemów. · And {500 - named} more problems.\n"
    )


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 400)), max_size=60),
    st.integers(0, 2_000),
)
def test_a_space_is_shared_by_all_files(items: list[tuple[str, int]], space: int) -> None:
    kept = reports.in_proportion(items, [path for path, _ in items], [n for _, n in items], space)
    assert sum(size for _, size in kept) <= space
    rest = iter(items)
    assert all(item in rest for item in kept)  # in their order
    if sum(size for _, size in items) <= space:
        assert kept == items


def test_a_long_report_is_shortened_in_proportion() -> None:
    """The first problems of each file stay, and all are counted."""
    problems = [
        reports.translate_problem(problem(path, "x", line), LANGUAGES)
        for path, count in (("a.csv", 20_000), ("b.csv", 3))
        for line in range(2, count + 2)
    ]
    document = reports.as_json([problem(p.path, "x", p.line) for p in problems], LANGUAGES)
    short = reports.shorten_report(document, 50_000)
    assert len(short) < 60_000
    jsonschema.validate(json.loads(short), SCHEMA)
    report = reports.read_report(short)
    assert report.count == len(problems)
    assert list(report.problems) == [p for p in problems if p in report.problems]
    assert [p.line for p in report.problems if p.path == "b.csv"] == [2, 3, 4]
    assert [p.line for p in report.problems[:3]] == [2, 3, 4]
    comment = reports.markdown_report(report.problems, LANGUAGES, count=report.count)
    assert comment.startswith("**20003 problemy. · 20003 problems.**\n")
    assert "b.csv:4" in comment


def test_what_is_no_report_is_not_shortened() -> None:
    assert reports.shorten_report("Traceback") == "Traceback"


@pytest.mark.parametrize("form", ["github", "json", "markdown"])
def test_the_command_speaks_each_form(form: str, copy_of_mini: Path, mini: Path) -> None:
    bad, good = run_check(spoil(copy_of_mini), "--format", form), run_check(mini, "--format", form)
    assert (bad.returncode, bad.stderr, good.returncode, good.stderr) == (1, "", 0, "")
    lines = bad.stdout.splitlines()
    if form == "github":
        assert len(lines) > 80
        assert all(
            re.match(
                r"::error file=datasets/\w+/\w+\.csv,(line=\d+,col=\d+,)?title=[\w-]+::.", line
            )
            for line in lines
        )
        assert good.stdout == "No problems found.\n"
    elif form == "json":
        jsonschema.validate(json.loads(bad.stdout), SCHEMA)
        assert json.loads(bad.stdout)["count"] > 80
        assert json.loads(good.stdout) == {"version": reports.VERSION, "count": 0, "problems": []}
    else:
        assert "` foreign-key `" in bad.stdout
        assert good.stdout == "**Nie znaleziono problemów. · No problems found.**\n"


def test_the_command_that_repairs_is_named(copy_of_mini: Path) -> None:
    table(copy_of_mini, "places").write_bytes(
        table(copy_of_mini, "places").read_bytes().replace(b"\n", b"\r\n")
    )
    (named,) = json.loads(run_check(copy_of_mini, "--format", "json").stdout)["problems"]
    assert (named["rule"], named["command"]) == ("line-ends", "make format")


def test_an_unknown_form_is_refused(mini: Path) -> None:
    done: subprocess.CompletedProcess[str] = run_check(mini, "--format", "xml")
    assert done.returncode == 2
    assert "xml" in done.stderr


def test_both_languages_are_told(languages: Mapping[str, Language], copy_of_mini: Path) -> None:
    translated = reports.translate_problem(problem("a.csv", "x"), languages)
    assert set(translated.what) == set(translated.right) == set(languages)
