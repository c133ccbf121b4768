"""Ask for a record, show the rows that it makes, and write them in place; or take it from a YAML
file. Then check everything.

With Ctrl-C or the end of the input nothing is written.
"""

import datetime
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from datasite import command_line
from datasite.checks import personal_data
from datasite.checks.catalog_checks import load_catalog
from datasite.checks.repair_hints import add_repair_hints
from datasite.content.input_checks import input_problems
from datasite.language import languages
from datasite.language.localization import Language, load_languages
from datasite.model.builder import build_register
from datasite.model.register import Register
from datasite.new_records import forms, questions, record_file
from datasite.new_records.dialogue import Dialogue
from datasite.new_records.drafts import AWAITING, Draft, Finding
from datasite.new_records.questions import KINDS
from datasite.problems import N_, Message, ProblemsError, escaped
from datasite.sources import page_facts
from datasite.tables import safe_write, yaml_files
from datasite.tables.canonical_form import canonical

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
STYLES = {"title": "bold", "hint": "dim", "wrong": "red"}
PAGE_BYTES = 20_000_000  # of a saved page


class Screen:
    """The terminal: plain lines, in colours where it has them."""

    def __init__(self, language: Language) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        self._language = language

    def say(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, STYLES.get(style, "")))

    def ask(self, prompt: str) -> str:
        while True:
            try:
                return input(prompt)
            except UnicodeDecodeError:
                self.say(
                    Message(N_("This is not UTF-8; type it anew.")).text(
                        self._language.translations
                    ),
                    "wrong",
                )

    def show(self, draft: Draft) -> None:
        for index, row in enumerate(draft.rows):
            table = Table(
                title=f"{index + 1}  {row.dataset}",
                title_justify="left",
                title_style="bold",
                show_header=False,
            )
            table.add_column()
            table.add_column(overflow="fold")  # what is written is shown whole
            for name in draft.dataset(index).header:
                if value := row.cells.get(name, ""):
                    table.add_row(name, Text("\n".join(map(escaped, value.split("\n")))))
            self._console.print(table)


def judge(register: Register, draft: Draft, index: int | None) -> list[Finding]:
    """What is wrong with the answers to one row as far as they go, or with the whole draft."""
    of_forms = forms.problems(draft, register)
    if index is None:
        return [*draft.problems(), *of_forms]
    return [*draft.about(index), *(it for it in of_forms if it.index == index)]


def opened(root: Path) -> tuple[Draft, Register]:
    """An empty draft beside the data of `root`.

    Raises ProblemsError: rows are not added to what is broken.
    """
    data = load_catalog(root, command_line.file_time_limit)
    news = sorted(path.name.split(".")[0] for path in (root / "content" / "news").glob("*.md"))
    excused, _ = personal_data.read_exceptions(root)
    return Draft(forms.beside(data, news), excused), build_register(data)


def files(draft: Draft) -> dict[str, bytes]:
    """Every file that the draft changes or makes, by path."""
    made: dict[str, bytes] = {}
    for name in draft.tables():
        rows = [row.cells for row in draft.rows if row.dataset == name]
        if name == "news":
            made |= {
                path: text.encode()
                for cells in rows
                for path, text in forms.news_files(cells).items()
            }
        elif name == "dataset":
            fields = [row.cells for row in draft.rows if row.dataset == "fields"]
            made |= {
                path: text.encode()
                for cells in rows
                for path, text in forms.dataset_files(cells, fields).items()
            }
        elif name != "fields":
            made[f"datasets/{name}/{name}.csv"] = canonical(
                draft.base.datasets[name],
                (list(row.cells.values()) for row in draft.catalog.rows(name)),
            )
    return made


def page(folder: Path, name: str) -> Mapping[str, str]:
    """What the page saved as the file `name` says of itself. Raises OSError."""
    path = folder / Path(name).expanduser()
    if path.stat().st_size > PAGE_BYTES:
        raise OSError(f"it has more than {PAGE_BYTES} bytes")
    return page_facts.facts(path.read_bytes())


def write(root: Path, draft: Draft, before: safe_write.State, language: Language) -> None:
    """Write the files, say so, and check everything.

    Raises CallError where somebody else has written meanwhile.
    """
    made = files(draft)
    say = language.translations.gettext
    try:
        safe_write.write(root, made, {path: before.get(path) for path in made})
    except safe_write.ChangedError as error:
        raise command_line.CallError(
            say(N_("%(path)s has changed meanwhile; nothing was written.")) % {"path": error.path}
        ) from error
    for path in made:
        typer.echo(say(N_("wrote %(path)s")) % {"path": path})
    guard = command_line.file_time_limit
    found = add_repair_hints(root, input_problems(root, guard), guard)
    command_line.report(found, language)
    if found:
        raise typer.Exit(command_line.exit_code(found))
    typer.echo(say(N_("No problems found.")))


def from_file(kind: str, file: Path, draft: Draft, register: Register, language: Language) -> Draft:
    """The draft with what the file says. Ends with 1 where something is wrong with it."""
    pages = partial(page, file.resolve().parent)
    try:
        said = yaml_files.entries(file.resolve().parent, file.name)
    except ProblemsError as error:
        command_line.report([replace(it, path=str(file)) for it in error.problems], language)
        raise typer.Exit(command_line.Exit.DATA) from None
    draft, problems = record_file.read(
        kind, said, str(file), draft, str(datetime.date.today()), pages
    )
    found = [] if problems else judge(register, draft, None)
    alone = kind not in ("project", "cooperation")  # another change may use it
    fatal = [it for it in found if not alone or it.problem.rule not in AWAITING]
    if problems or fatal:
        command_line.report(
            problems + [record_file.where(draft, it, str(file)) for it in fatal], language
        )
        raise typer.Exit(command_line.Exit.DATA)
    for dataset, name, key in questions.alike(draft):
        values = {"dataset": dataset, "name": escaped(name), "key": key}
        typer.echo(
            language.translations.gettext(
                N_(
                    "%(dataset)s: %(name)s is much like %(key)s, which is there already. Is it"
                    " another one?"
                )
            )
            % values,
            err=True,
        )
    return draft


def asked(kind: str, draft: Draft, register: Register, language: Language) -> Draft | None:
    """The draft with the answers; None where somebody does not want it written."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  # input() then lets a line be edited; Windows has none
    dialogue = Dialogue(
        Screen(language),
        language,
        draft,
        partial(judge, register),
        str(datetime.date.today()),
        partial(page, Path()),
    )
    return dialogue.draft if dialogue.record(kind) else None


@app.command()
@command_line.reports_errors
def main(
    kind: Annotated[str, typer.Argument(help=f"What to add: {', '.join(KINDS)}.")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            exists=True,
            help="A YAML file that says it all; then nothing is asked.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        str, typer.Option(help="The language of the questions: en or pl.")
    ] = languages.SOURCE_LANGUAGE,
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/ and content/.", show_default=False)
    ] = ROOT,
    debug: command_line.Debug = False,
) -> None:
    """Add a record to the register."""
    languages = load_languages(ROOT)
    command_line.require_choice("language", lang, languages)
    language = languages[lang]
    if kind not in KINDS:
        raise typer.BadParameter(
            language.translations.gettext(N_("There is no kind %(kind)s; there are %(kinds)s."))
            % {
                "kind": escaped(kind),
                "kinds": ", ".join(KINDS),
            }
        )
    try:
        draft, register = opened(root)
    except ProblemsError as error:
        command_line.report(
            add_repair_hints(root, error.problems, command_line.file_time_limit), language
        )
        typer.echo(
            language.translations.gettext(N_("Mend the data first; nothing was asked.")), err=True
        )
        raise typer.Exit(command_line.Exit.DATA) from None
    before = safe_write.state(root, [f"datasets/{name}/{name}.csv" for name in draft.base.datasets])
    try:
        done = (
            from_file(kind, source, draft, register, language)
            if source
            else asked(kind, draft, register, language)
        )
    except (KeyboardInterrupt, EOFError):
        typer.echo("\n" + language.translations.gettext(N_("Nothing was written.")), err=True)
        raise typer.Exit(command_line.Exit.STOPPED) from None
    if done is None:
        typer.echo(language.translations.gettext(N_("Nothing was written.")))
        return
    if source:
        Screen(language).show(done)
    write(root, done, before, language)


if __name__ == "__main__":
    with suppress(AttributeError):
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    app()
