"""Check the data and the prose; print every problem on a line, and exit 1 if there is any.

With --base also what was lost since that revision.

path:line:column  [rule]  what is wrong  what would be right

--format prints other forms: for a CI service, a tool, a comment (datasite/checks/reports.py).
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from datasite import command_line
from datasite.checks import reports
from datasite.checks.catalog_checks import load_catalog, read_unchecked
from datasite.checks.repair_hints import add_repair_hints
from datasite.content import prose
from datasite.content.folder_checks import late_news
from datasite.history.history_file import read_history
from datasite.language import languages
from datasite.language.localization import Language, load_languages
from datasite.memory import NO_MEMORY, Memory
from datasite.model.builder import build_register
from datasite.permanence.old_addresses import read_permanence
from datasite.problems import Problem, ProblemsError, in_order, lines
from datasite.publication.release import late_days, read_release
from datasite.review import revisions, texts, touched_files
from datasite.review.changes import compare_catalogs
from datasite.review.losses import find_losses
from datasite.review.questions import ask_about_projects
from datasite.sources import source_checks
from datasite.tables.catalog import Catalog

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


class Findings(NamedTuple):
    """What a check finds: problems, and questions that are no problems."""

    problems: list[Problem]
    questions: list[Problem]


def find_problems(
    root: Path, base: Path | None = None, memory: Memory = NO_MEMORY
) -> list[Problem]:
    """The problems of the data; where it has none, those of the prose, which refers to it, and what
    was lost since the state in the folder `base`.
    """
    return examine(root, base, memory).problems


def examine(root: Path, base: Path | None = None, memory: Memory = NO_MEMORY) -> Findings:
    """The problems, as find_problems returns them, and questions about what is new since `base`."""
    guard = command_line.file_time_limit
    new_edition = base is not None and _is_new_edition(base, root)
    lost_texts = _lost_texts(base, root) if base and not new_edition else []
    problems: list[Problem] = []
    try:
        data = load_catalog(root, guard, memory)
    except ProblemsError as error:
        problems += add_repair_hints(root, error.problems, guard)
    try:
        release = read_release(root)
        history = read_history(root)
    except ProblemsError as error:
        problems += error.problems
    if problems := problems or late_days(data, release):
        return Findings([*lost_texts, *problems], [])
    try:
        before = read_unchecked(base) if base else None
        lost = _losses(before, data, new_edition=new_edition) if before else []
        if any(problem.rule == "dataset-lost" for problem in lost):  # without it no register
            return Findings([*lost_texts, *lost], [])
        register = build_register(data)
        questions = ask_about_projects(before, data, register) if before else []
        texts_read, of_texts = prose.examine_texts(root, register, guard)
        of_texts += late_news(root, release)
        if not of_texts:  # the address of a text that cannot be read is not known
            of_texts += read_permanence(root, data, register, texts_read, history).problems
    except ProblemsError as error:
        return Findings([*lost_texts, *error.problems], [])
    return Findings([*lost_texts, *lost, *of_texts], questions)


def _lost_texts(base: Path, root: Path) -> list[Problem]:
    return texts.lost_text_problems(texts.compare_texts(base, root))


def _losses(before: Catalog, data: Catalog, *, new_edition: bool) -> list[Problem]:
    """The losses since the state before, and pages whose change nobody has read."""
    return [
        *find_losses(before, data, new_edition=new_edition),
        *source_checks.find_unread_changes(compare_catalogs(before, data), before, data),
    ]


def _is_new_edition(base: Path, root: Path) -> bool:
    """Whether the first part of the version grew since `base`."""
    try:
        return read_release(base).major < read_release(root).major
    except ProblemsError:
        return False


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
    memory_folder: command_line.MemoryFolder = None,
    debug: command_line.Debug = False,
) -> None:
    """Check datasets/ and content/."""
    languages = load_languages(ROOT)
    command_line.require_choice("language", lang, languages)
    command_line.require_choice("format", form, reports.REPORT_FORMATS)
    memory = command_line.open_memory(ROOT, memory_folder)
    if base:
        with tempfile.TemporaryDirectory() as folder:
            found = examine(root, revisions.extract_inputs(root, base, Path(folder)), memory)
        kinds = touched_files.file_kind_problems(revisions.list_tracked(root))
        problems = in_order([*kinds, *found.problems]) if kinds else found.problems
    else:
        found = examine(root, memory=memory)
        problems = found.problems
    if form == "text":
        command_line.print_problems(problems, languages[lang])
    elif problems or form != "github":
        typer.echo(formatted(problems, form, languages, lang), nl=False)
    ask(found.questions, form, languages[lang])
    if problems:
        raise typer.Exit(command_line.exit_code(problems))
    if form in ("text", "github"):
        typer.echo(languages[lang].translations.gettext("No problems found."))


def ask(questions: list[Problem], form: str, language: Language) -> None:
    """Print the questions in the forms that people read."""
    if form == "github":
        typer.echo(reports.github_annotations(questions, language, level="notice"), nl=False)
    elif form == "text":
        for line in lines(questions, language.translations):
            typer.echo(line)


if __name__ == "__main__":
    app()
