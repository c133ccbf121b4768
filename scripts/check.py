"""Check the data and the prose; print every problem on a line, and exit 1 if there is any.

With --base also what was lost since that revision.

path:line:column  [rule]  what is wrong  what would be right

--format prints other forms: for a CI service, a tool, a comment (datasite/checks/reports.py).
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks import reports
from datasite.checks.catalog_checks import load_catalog, read_unchecked
from datasite.checks.repair_hints import add_repair_hints
from datasite.content import prose
from datasite.language import languages
from datasite.language.localization import Language, load_languages
from datasite.model.builder import build_register
from datasite.problems import Problem, ProblemsError
from datasite.publication.release import Release, late_days, read_release
from datasite.review.changes import compare_catalogs
from datasite.review.losses import find_losses
from datasite.review.revisions import extract_datasets
from datasite.sources import source_checks
from datasite.tables.catalog import Catalog

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


def find_problems(root: Path, base: Path | None = None) -> list[Problem]:
    """The problems of the data; where it has none, those of the prose, which refers to it, and what
    was lost since the state in the folder `base`.
    """
    problems: list[Problem] = []
    try:
        data = load_catalog(root, command_line.file_time_limit)
    except ProblemsError as error:
        problems += add_repair_hints(root, error.problems, command_line.file_time_limit)
    try:
        release = read_release(root)
    except ProblemsError as error:
        problems += error.problems
    if problems := problems or late_days(data, release):
        return problems
    try:
        lost = _losses(base, data, release) if base else []
        texts = prose.check_texts(root, build_register(data), command_line.file_time_limit)
    except ProblemsError as error:
        return error.problems
    return [*lost, *texts]


def _losses(base: Path, data: Catalog, release: Release) -> list[Problem]:
    """The losses since the state in `base`, and pages whose change nobody has read."""
    try:
        new_edition = read_release(base).major < release.major
    except ProblemsError:
        new_edition = False
    before = read_unchecked(base)
    return [
        *find_losses(before, data, new_edition=new_edition),
        *source_checks.find_unread_changes(compare_catalogs(before, data), before, data),
    ]


def formatted(
    problems: list[Problem], form: str, languages: Mapping[str, Language], lang: str
) -> str:
    """The problems in one of reports.FORMATS but "text"."""
    if form == "github":
        return reports.github_annotations(problems, languages[lang])
    if form == "json":
        return reports.as_json(problems, languages)
    return reports.markdown_report(
        [reports.translate_problem(p, languages) for p in problems], languages
    )


@app.command()
@command_line.reports_errors
def main(
    lang: Annotated[
        str, typer.Option(help=f"The language of the messages: {command_line.LANGUAGE_CODES}.")
    ] = languages.SOURCE_LANGUAGE,
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/ and content/.", show_default=False)
    ] = ROOT,
    base: Annotated[
        str,
        typer.Option(
            help="A revision of the repository: name what was lost since it.", show_default=False
        ),
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            "--format", help=f"The form of the output: {', '.join(reports.REPORT_FORMATS)}."
        ),
    ] = reports.REPORT_FORMATS[0],
    debug: command_line.Debug = False,
) -> None:
    """Check datasets/ and content/."""
    languages = load_languages(ROOT)
    command_line.require_choice("language", lang, languages)
    command_line.require_choice("format", form, reports.REPORT_FORMATS)
    with tempfile.TemporaryDirectory() as folder:
        before = extract_datasets(root, base, Path(folder)) if base else None
        problems = find_problems(root, before)
    if form == "text":
        command_line.print_problems(problems, languages[lang])
    elif problems or form != "github":
        typer.echo(formatted(problems, form, languages, lang), nl=False)
    if problems:
        raise typer.Exit(command_line.exit_code(problems))
    if form in ("text", "github"):
        typer.echo(languages[lang].translations.gettext("No problems found."))


if __name__ == "__main__":
    app()
