"""The two texts of a news item, and what the checks of prose find in them."""

from collections.abc import Iterator, Mapping, Sequence

from datasite.checks.personal_data import Exceptions
from datasite.content import prose
from datasite.language.languages import TEXT_LANGUAGES
from datasite.model.register import Register
from datasite.problems import Problem

REFERENCES = ("projects", "organisations", "cooperation", "sources")  # lists of identifiers


def news_files(cells: Mapping[str, str]) -> dict[str, str]:
    """The text in each language, by path."""
    return {
        f"content/news/{cells['date']}-{cells['slug']}.{lang}.md": _text(cells, lang)
        for lang in TEXT_LANGUAGES
    }


def _text(cells: Mapping[str, str], lang: str) -> str:
    front = {"Title": f"title_{lang}", "Summary": f"summary_{lang}"} | {
        name.capitalize(): name for name in REFERENCES
    }
    lines = [f"{entry}: {cells[name]}" for entry, name in front.items() if cells.get(name)]
    return "\n".join([*lines, "", cells.get(f"text_{lang}", "").strip(), ""])


def news_problems(
    cells: Mapping[str, str], register: Register, excused: Exceptions
) -> Iterator[tuple[str, Problem]]:
    """The problems of the texts, each with the field of the form that causes it."""
    for path, text in news_files(cells).items():
        entries = [line.partition(":")[0].lower() for line in text.split("\n\n")[0].split("\n")]
        for problem in prose.check_new_text(path, text, register, excused):
            yield _field(problem, entries, lang=path.split(".")[-2]), problem


def _field(problem: Problem, entries: Sequence[str], lang: str) -> str:
    """The field of the form; `entries` are the names of the lines before the text."""
    if problem.rule == "nesting" or problem.line > len(entries):
        return f"text_{lang}"
    if problem.line == 0:
        return "date" if problem.rule == "news-date" else "slug"
    entry = entries[problem.line - 1]
    return entry if entry in REFERENCES else f"{entry}_{lang}"
