"""The comment on a pull request: inert and short enough for GitHub, for any report."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paths import ROOT

from datasite.checks.reports import ProblemReport, TranslatedProblem
from datasite.language.localization import load_languages
from datasite.review.pull_request_comment import COMMENT_LENGTH, write_comment

LANGUAGES = load_languages(ROOT)
RUN = "https://github.example/o/r/actions/runs/12"
GITHUB_TAKES = 65_536
ZERO_WIDTH = "\u200b"
LONG = [
    "content/news/"
    + "`" * 80
    + " @octocat ![x](https://evil.example/x.png) [ok](https://evil.example).md",
    ZERO_WIDTH * 250,
    "x" * 70_000,
    "```\n</details>\n",
    "`" * 300,
]
TEXTS = st.text(max_size=40) | st.sampled_from(LONG)


def words(text: str) -> Mapping[str, str]:
    return {"pl": text, "en": text}


def comment(
    problems: ProblemReport | None = None,
    files: tuple[str, ...] = (),
    changes: str = "",
) -> str:
    return write_comment(problems, files, changes, RUN, LANGUAGES)


@settings(max_examples=60)
@given(
    st.lists(TEXTS, max_size=40),
    st.lists(TEXTS, max_size=40).map(tuple),
    st.lists(TEXTS, max_size=40).map("\n".join),
    st.integers(0, 10**9),
)
def test_a_comment_fits_and_is_whole(
    texts: list[str], files: tuple[str, ...], changes: str, count: int
) -> None:
    problems = tuple(
        TranslatedProblem(text, 1, 1, text[:2_000], words(text[:2_000]), words(""))
        for text in texts
    )
    body = comment(ProblemReport(problems, count), files, changes)
    assert len(body) <= COMMENT_LENGTH < GITHUB_TAKES
    assert body.endswith(f"({RUN})\n")
    assert max((len(run) for run in re.findall("`+", body)), default=0) < 80
    outside = re.sub(r"(`+)text\n.*?\n\1\n", "", body, flags=re.DOTALL)
    outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", outside)
    assert "@octocat" not in outside and "evil.example" not in outside
    assert outside.count("<details>") == outside.count("</details>") <= 1


@pytest.mark.parametrize("changes", ["line\n" * 30_000, "x" * 100_000, ZERO_WIDTH * 30_000])
def test_what_does_not_fit_is_said_and_its_beginning_is_shown(changes: str) -> None:
    body = comment(ProblemReport((), 0), (), changes)
    assert "The rest did not fit here; see the run of the check." in body
    assert len(body) > COMMENT_LENGTH - 100
    first = changes.split("\n", maxsplit=1)[0][:4] if changes.isascii() else "\\u200b"
    assert re.search(rf"```text\n{re.escape(first)}", body)


def test_what_fits_is_shown_whole() -> None:
    body = comment(ProblemReport((), 0), ("scripts/x.py",), "one\ntwo\n")
    assert "```text\none\ntwo\n```\n" in body
    assert "did not fit" not in body
