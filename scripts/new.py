"""Ask for a record at the terminal, or read it from a YAML file; show its rows, write them and
check everything. Answers that are not written are kept in a file.
"""

import datetime
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks.repair_hints import add_repair_hints
from datasite.content.input_checks import input_problems
from datasite.language import languages
from datasite.language.localization import Language, load_languages
from datasite.new_records.dialogue import Dialogue
from datasite.new_records.drafts import Draft
from datasite.new_records.likeness_questions import similar_records
from datasite.new_records.prompter import Prompter
from datasite.new_records.questions import RECORD_KINDS
from datasite.new_records.record_file import load_record, record_text
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


def record_from_file(file: Path, draft: Draft, language: Language) -> Draft:
    """The draft with the rows of the file, which are shown. Ends the command if they are wrong."""
    try:
        draft = load_record(file, draft, partial(read_page, file.parent))
    except ProblemsError as error:
        command_line.print_problems(error.problems, language)
        raise typer.Exit(command_line.Exit.DATA) from None
    for question in similar_records(draft):
        typer.echo(question.text(language.translations), err=True)
    Terminal().show(draft)
    return draft


def record_from_person(root: Path, draft: Draft, language: Language) -> Draft:
    """The draft with the rows that a person agreed to. Ends the command if there are none."""
    dialogue = Dialogue(Prompter(Terminal(), language), draft, partial(read_page, Path()))
    try:
        if dialogue.ask_record():
            return dialogue.draft
        raise typer.Exit
    except (Exception, KeyboardInterrupt) as error:
        try:
            keep_answers(root, dialogue.draft, language)
        except KeyboardInterrupt:  # a closed terminal ends the input, and sends a signal once more
            keep_answers(root, dialogue.draft, language)
        if isinstance(error, EOFError):
            raise KeyboardInterrupt from None
        raise


def keep_answers(root: Path, draft: Draft, language: Language) -> None:
    """Write the answers to a new file that `--from` reads, and say so, if a terminal is there."""
    translated = language.translations.gettext
    lines = ["", translated(N_("Nothing was written."))]
    if text := record_text(draft):
        paths = (root / f"unfinished-{draft.kind}-{number}.yaml" for number in count(1))
        path = next(path for path in paths if not path.exists())
        path.write_text(text, encoding="utf-8")
        kept = N_("The answers so far are in %(path)s; complete it and use it: FROM=%(path)s")
        lines.append(translated(kept) % {"path": path})
    with suppress(OSError):  # it may have been closed
        typer.echo("\n".join(lines), err=True)


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
        draft = open_draft(root, guard, str(datetime.date.today()), kind)
    except ProblemsError as error:
        command_line.print_problems(add_repair_hints(root, error.problems, guard), language)
        typer.echo(translated(N_("Fix the data first. No questions were asked.")), err=True)
        raise typer.Exit(command_line.Exit.DATA) from None
    before = safe_write.files_state(
        root, [dataset.path for dataset in draft.base.datasets.values()]
    )
    if source:
        write(root, record_from_file(source, draft, language), before, language)
        return
    draft = record_from_person(root, draft, language)
    try:
        write(root, draft, before, language)
    except command_line.CallError:
        keep_answers(root, draft, language)
        raise


if __name__ == "__main__":
    with suppress(AttributeError):  # what is not UTF-8 becomes a sign that the check refuses
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    command_line.stop_in_order(hangup=True)
    app()
