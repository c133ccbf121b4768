"""Ask for a record at the terminal, or read it from a YAML file; show its rows, write them and
check everything.
"""

import datetime
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks.repair_hints import add_repair_hints
from datasite.content.input_checks import input_problems
from datasite.language import languages
from datasite.language.localization import Language, load_languages
from datasite.new_records import questions
from datasite.new_records.dialogue import Dialogue
from datasite.new_records.drafts import Draft
from datasite.new_records.questions import RECORD_KINDS
from datasite.new_records.record_file import load_record
from datasite.new_records.register_files import changed_files, open_draft
from datasite.new_records.terminal import Terminal
from datasite.problems import N_, ProblemsError, escaped
from datasite.sources.web_page import page_facts
from datasite.tables import safe_write

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
PAGE_BYTES = 20_000_000  # of a saved page


def read_page(folder: Path, name: str) -> Mapping[str, str]:
    """The facts in the page saved as the file `name`. Raises OSError."""
    path = folder / Path(name).expanduser()
    if path.stat().st_size > PAGE_BYTES:
        raise OSError(f"it has more than {PAGE_BYTES} bytes")
    return page_facts(path.read_bytes())


def record_from_file(kind: str, file: Path, draft: Draft, language: Language) -> Draft:
    """The draft with the rows of the file, which are shown. Ends the command if they are wrong."""
    try:
        draft = load_record(kind, file, draft, partial(read_page, file.parent))
    except ProblemsError as error:
        command_line.print_problems(error.problems, language)
        raise typer.Exit(command_line.Exit.DATA) from None
    for question in questions.similar_records(draft):
        typer.echo(question.text(language.translations), err=True)
    Terminal().show(draft)
    return draft


def write(root: Path, draft: Draft, before: safe_write.State, language: Language) -> None:
    """Write the files, name them, and check everything.

    Raises CallError if a file has changed since the questions began.
    """
    translated = language.translations.gettext
    files = changed_files(draft)
    try:
        safe_write.write_files(root, files, {path: before.get(path) for path in files})
    except safe_write.ChangedError as error:
        message = translated(N_("%(path)s has changed in the meantime. Nothing was written."))
        raise command_line.CallError(message % {"path": str(error)}) from error
    for path in files:
        typer.echo(translated(N_("wrote %(path)s")) % {"path": path})
    guard = command_line.file_time_limit
    if problems := add_repair_hints(root, input_problems(root, guard), guard):
        command_line.print_problems(problems, language)
        raise typer.Exit(command_line.exit_code(problems))
    typer.echo(translated(N_("No problems found.")))


@app.command()
@command_line.reports_errors
def main(
    kind: Annotated[str, typer.Argument(help=f"What to add: {', '.join(RECORD_KINDS)}.")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            exists=True,
            help="A YAML file with the whole record; then nothing is asked.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str, typer.Option(help=f"The language of the questions: {command_line.LANGUAGE_CODES}.")
    ] = languages.SOURCE_LANGUAGE,
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/ and content/.", show_default=False)
    ] = ROOT,
    debug: command_line.Debug = False,
) -> None:
    """Add a record to the register."""
    known_languages = load_languages(ROOT)
    command_line.require_choice("language", lang, known_languages)
    language = known_languages[lang]
    translated = language.translations.gettext
    if kind not in RECORD_KINDS:
        message = translated(N_("There is no kind %(kind)s; the kinds are %(kinds)s."))
        raise typer.BadParameter(
            message % {"kind": escaped(kind), "kinds": ", ".join(RECORD_KINDS)}
        )
    guard = command_line.file_time_limit
    try:
        draft = open_draft(root, guard, str(datetime.date.today()))
    except ProblemsError as error:
        command_line.print_problems(add_repair_hints(root, error.problems, guard), language)
        typer.echo(translated(N_("Fix the data first. No questions were asked.")), err=True)
        raise typer.Exit(command_line.Exit.DATA) from None
    before = safe_write.files_state(
        root, [dataset.path for dataset in draft.base.datasets.values()]
    )
    try:
        if source:
            draft, agreed = record_from_file(kind, source, draft, language), True
        else:
            dialogue = Dialogue(Terminal(), language, draft, partial(read_page, Path()))
            agreed = dialogue.ask_record(kind)
            draft = dialogue.draft
    except (KeyboardInterrupt, EOFError):
        typer.echo("\n" + translated(N_("Nothing was written.")), err=True)
        raise typer.Exit(command_line.Exit.STOPPED) from None
    if not agreed:
        typer.echo(translated(N_("Nothing was written.")))
        return
    write(root, draft, before, language)


if __name__ == "__main__":
    with suppress(AttributeError):  # what is not UTF-8 becomes a sign that the check refuses
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app()
