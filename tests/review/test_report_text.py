"""The report on a change as text and Markdown: values stay values, and the length is limited."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from edits import rows_of, write_rows
from hypothesis import given
from hypothesis import strategies as st

from datasite import command_line, problems
from datasite.language.localization import Language
from datasite.review.report import text as report_text
from datasite.review.report.parts import ChangeReport, cut_difference
from datasite.review.report.sections import build_change_report
from datasite.review.states import read_states

both_languages = pytest.mark.parametrize("lang", ["en", "pl"])


@both_languages
def test_no_cell_speaks_to_a_terminal_a_runner_or_a_comment(
    lang: str, hostile_report: ChangeReport, languages: Mapping[str, Language]
) -> None:
    for form in (report_text.write_text, report_text.write_markdown):
        lines = form(hostile_report, languages[lang]).splitlines()
        assert all(
            line == problems.escaped(line) or line.replace("−", "-").isprintable() for line in lines
        )
        assert not any("::" in line or "##vso" in line for line in lines)
    markdown = report_text.write_markdown(hostile_report, languages[lang])
    outside = [_outside_code(line) for line in markdown.splitlines()]
    assert [
        line
        for line in outside
        if re.search(r"[@<>\[\]!`]|https?:|www\.|#\d|javascript|&\w+;", line)
    ] == []


def _outside_code(line: str) -> str:
    """A line of Markdown without its code spans, as CommonMark reads them: a run of backticks ends
    at the next run of the same length.
    """
    left, at = "", 0
    while at < len(line):
        opening = re.compile("`+").match(line, at)
        if not opening:
            left, at = left + line[at], at + 1
            continue
        closing = next(
            (
                m
                for m in re.compile("`+").finditer(line, opening.end())
                if len(m.group()) == len(opening.group())
            ),
            None,
        )
        assert closing, f"a code span is left open: {line}"
        at = closing.end()
    return left


def test_a_comment_keeps_to_its_length_and_counts_the_rest(
    before: Path, after: Path, languages: Mapping[str, Language]
) -> None:
    row = {
        "project_id": "null",
        "kind": "total",
        "stage": "planned",
        "qualifier": "exact",
        "currency": "PLN",
        "preferred": "false",
        "source_id": "urzad-o-projekcie",
    }
    write_rows(
        after,
        "budgets",
        [
            *rows_of(after, "budgets"),
            *(
                {
                    "budget_id": f"new-{number}",
                    "as_printed": "word " * 200,
                    "amount": str(number),
                    **row,
                }
                for number in range(1, 1000)
            ),
        ],
    )
    report = build_change_report(read_states(before, after, command_line.file_time_limit))
    text = report_text.write_markdown(report, languages["en"])
    assert report_text.MARKDOWN_LENGTH - 1000 < len(text) <= report_text.MARKDOWN_LENGTH
    left = re.search(r"^(\d+) more entries did not fit here", text, re.MULTILINE)
    assert left
    assert text.count("is new.") + int(left.group(1)) == 999
    assert "#### Totals that move (1)" in text  # what follows is not pushed out


@given(st.integers(0, 1000), st.lists(st.integers(0, 500), max_size=8))
def test_space_is_shared(whole: int, wanted: list[int]) -> None:
    spaces = report_text.share_space(whole, wanted)
    assert sum(spaces) <= whole
    assert all(space <= want for space, want in zip(spaces, wanted, strict=True))
    short = [space for space, want in zip(spaces, wanted, strict=True) if space < want]
    assert not short or min(short) >= max(spaces) - len(
        wanted
    )  # equal, but for what division leaves


@given(st.text(max_size=300), st.text(max_size=300))
def test_two_values_that_differ_are_shown_to_differ(left: str, right: str) -> None:
    shown = cut_difference(left, right)
    assert (shown[0] == shown[1]) == (left == right)
    assert all(len(text) <= problems.SHOWN and problems.clipped(text) == text for text in shown)
