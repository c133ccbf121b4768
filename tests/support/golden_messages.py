"""The messages about bad inputs, in every language, in golden files: one for a family, with a
section for each input.
"""

from collections.abc import Iterable, Mapping

from paths import TESTS

from datasite.language.localization import Language
from datasite.problems import Problem

GOLDEN = TESTS / "bad"


def sections(family: str) -> dict[str, list[str]]:
    """The lines of a golden file by the name of their input."""
    file, lines_of = GOLDEN / f"{family}.txt", {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        if line.startswith("# "):
            lines_of[line[2:]] = lines = []
        else:
            lines.append(line)
    return lines_of


def check(
    family: str,
    name: str,
    problems: Iterable[Problem],
    languages: Mapping[str, Language],
    accept: bool,
) -> None:
    """The problems of one input read as its section does;

    `--accept` writes it first (with `-n 0`: all write to one file).
    """
    problems = list(problems)
    lines = [
        problem.text(languages[lang].translations) for lang in ("en", "pl") for problem in problems
    ]
    if accept:
        written = sorted((sections(family) | {name: lines}).items())
        (GOLDEN / f"{family}.txt").write_text(
            "".join(f"{line}\n" for title, section in written for line in (f"# {title}", *section)),
            encoding="utf-8",
        )
    assert lines == sections(family)[name]
