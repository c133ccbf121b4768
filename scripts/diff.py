"""Say what the change since a revision means for the data, for a reviewer: what would be lost
first, then what is renamed, changed and added, and what follows.

As text for a terminal, as Markdown for a pull request, or as a page that also shows the rows. It
judges nothing: that is for check.py.
"""

import dataclasses
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks.catalog_checks import load_catalog, read_unchecked
from datasite.language import languages
from datasite.language.localization import Language, load_languages
from datasite.model.builder import build_register
from datasite.problems import N_, Message, ProblemsError
from datasite.review import change_report, report_page, report_text, revisions
from datasite.review.change_report import Entry, Report, Section, State
from datasite.tables.catalog import Catalog

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("text", "markdown", "html")


def compared(before: Path, after: Path) -> tuple[Report, State]:
    """What differs between the datasets of two folders, and the state after.

    What cannot be read on either side is named and not compared.
    """
    states = [_state(root) for root in (before, after)]
    unread = sorted(
        {
            name
            for root, state in zip((before, after), states, strict=True)
            for name in _unread(root, state.catalog)
        }
    )
    old, new = (
        State(_without(state.catalog, unread), None if unread else state.register)
        for state in states
    )
    report = change_report.report(old, new)
    if unread:
        entries = tuple(
            Entry(
                Message(
                    N_("%(path)s cannot be read in one of the two states and is not compared."),
                    {"path": f"datasets/{name}"},
                )
            )
            for name in unread
        )
        report = dataclasses.replace(
            report, sections=(Section(N_("What could not be compared"), entries), *report.sections)
        )
    return report, new


def _state(root: Path) -> State:
    try:
        data = load_catalog(root, command_line.file_time_limit)
    except ProblemsError:
        return State(read_unchecked(root), None)
    try:
        return State(data, build_register(data))
    except LookupError:  # a whole dataset is not there
        return State(data, None)


def _unread(root: Path, data: Catalog) -> list[str]:
    folder = root / "datasets"
    return (
        [path.name for path in folder.iterdir() if path.is_dir() and path.name not in data.tables]
        if folder.is_dir()
        else []
    )


def _without(data: Catalog, names: list[str]) -> Catalog:
    return Catalog(
        {n: d for n, d in data.datasets.items() if n not in names},
        {n: t for n, t in data.tables.items() if n not in names},
    )


def told(report: Report, after: State, form: str, language: Language) -> str:
    """The report in one of FORMATS."""
    if form == "html":
        return report_page.page(report, after.catalog, language)
    return (
        report_text.markdown(report, language)
        if form == "markdown"
        else report_text.text(report, language)
    )


@app.command()
@command_line.reports_errors
def main(
    base: Annotated[
        str,
        typer.Option(help="The revision of the repository to compare with.", show_default=False),
    ] = "",
    lang: Annotated[str, typer.Option(help="The language: en or pl.")] = languages.SOURCE_LANGUAGE,
    form: Annotated[str, typer.Option("--format", help="text, markdown or html.")] = FORMATS[0],
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write; printed where none is named.", show_default=False),
    ] = None,
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/.", show_default=False)
    ] = ROOT,
    debug: command_line.Debug = False,
) -> None:
    """Say what changed in datasets/ since a revision."""
    languages = load_languages(ROOT)
    command_line.require_choice("language", lang, languages)
    command_line.require_choice("format", form, FORMATS)
    if not base:
        raise command_line.CallError("Name the revision to compare with: make diff BASE=main")
    if not (root / "datasets").is_dir():
        raise command_line.CallError(f"there is no folder {root / 'datasets'}")
    with tempfile.TemporaryDirectory() as folder:
        said = told(
            *compared(revisions.extract(root, base, Path(folder)), root), form, languages[lang]
        )
    if output:
        output.write_text(said, encoding="utf-8", newline="\n")
    else:
        typer.echo(said, nl=False)


if __name__ == "__main__":
    app()
