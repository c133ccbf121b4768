"""Tell what the change since a revision means for the data: losses first, then everything else.

As text for a terminal, as Markdown for a pull request, or as a page that also shows the rows.
check.py, not this command, decides what may go.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.language import languages
from datasite.language.localization import Language, load_languages
from datasite.review import revisions, touched_files
from datasite.review.report.page import write_page
from datasite.review.report.parts import ChangeReport
from datasite.review.report.sections import build_change_report
from datasite.review.report.text import write_markdown, write_text
from datasite.review.states import read_states

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
REPORT_WRITERS: Mapping[str, Callable[[ChangeReport, Language, int | None], str]] = {
    "text": write_text,
    "markdown": lambda report, language, _: write_markdown(report, language),
    "html": lambda report, language, _: write_page(report, language, ROOT),
}


@app.command()
@command_line.reports_errors
def main(
    base: Annotated[
        str,
        typer.Option(help="The revision of the repository to compare with.", show_default=False),
    ] = "",
    lang: Annotated[
        str, typer.Option(help=f"The language: {command_line.LANGUAGE_CODES}.")
    ] = languages.SOURCE_LANGUAGE,
    form: Annotated[str, typer.Option("--format", help=f"{', '.join(REPORT_WRITERS)}.")] = "text",
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write, instead of printing.", show_default=False),
    ] = None,
    length: Annotated[
        int | None,
        typer.Option(
            help="About how many characters a text may have; what does not fit is counted.",
            show_default=False,
        ),
    ] = None,
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/.", show_default=False)
    ] = ROOT,
    debug: command_line.Debug = False,
) -> None:
    """Tell what changed in datasets/ since a revision."""
    known_languages = load_languages(ROOT)
    command_line.require_choice("language", lang, known_languages)
    command_line.require_choice("format", form, REPORT_WRITERS)
    if not base:
        raise command_line.CallError("Name the revision to compare with: make diff BASE=main")
    if not (root / "datasets").is_dir():
        raise command_line.CallError(f"there is no folder {root / 'datasets'}")
    with tempfile.TemporaryDirectory() as folder:
        before = revisions.extract_inputs(root, base, Path(folder))
        states = read_states(before, root, command_line.file_time_limit)
    irregular = touched_files.file_kind_problems(revisions.list_tracked(root))
    report = build_change_report(states, irregular)
    written = REPORT_WRITERS[form](report, known_languages[lang], length)
    if output:
        output.write_text(written, encoding="utf-8", newline="\n")
    else:
        typer.echo(written, nl=False)


if __name__ == "__main__":
    app()
