"""Rewrite the CSV files in their canonical form, also those that a spreadsheet saved: rows sorted
by key, commas, quotes only where needed, line feeds, UTF-8, our forms of values.

Every repair is named. A file that can be read in two ways is left alone, with the reason.
"""

from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.language import languages
from datasite.language.localization import load_languages
from datasite.problems import N_n, Problem, ProblemsError, in_time, lines
from datasite.tables import dataset_yaml, input_files, safe_write
from datasite.tables.repairs import canonical_form
from datasite.tables.repairs.canonical_form import Repaired

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


def repair_file(root: Path, folder: Path) -> tuple[str, Repaired | list[Problem]]:
    """The path of the table of a dataset's folder, and the repaired table or its problems."""
    path = f"datasets/{folder.name}/{folder.name}.csv"
    results: list[Repaired | list[Problem]] = []

    def work() -> list[Problem]:
        dataset = dataset_yaml.read_dataset(folder)
        content = input_files.read_input(root, path, input_files.TABLE_BYTES)
        results.append(canonical_form.repair_table(dataset, path, content))
        return []

    try:
        late = in_time(path, command_line.file_time_limit, work)
    except ProblemsError as error:
        return path, error.problems
    return path, late or results[0]


@app.command()
@command_line.reports_errors
def main(
    lang: Annotated[
        str, typer.Option(help=f"The language of the messages: {command_line.LANGUAGE_CODES}.")
    ] = languages.SOURCE_LANGUAGE,
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/.", show_default=False)
    ] = ROOT,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Write nothing; only say what would be repaired, and exit 1 if there is anything.",
        ),
    ] = False,
    debug: command_line.Debug = False,
) -> None:
    """Rewrite every dataset's CSV in its canonical form."""
    languages = load_languages(ROOT)
    command_line.require_choice("language", lang, languages)
    if not (root / "datasets").is_dir():
        raise command_line.CallError(f"there is no folder {root / 'datasets'}")
    translations = languages[lang].translations
    folders, problems = input_files.list_folders(root, "datasets")
    count = 0
    for folder in folders:
        path, result = repair_file(root, folder)
        if isinstance(result, list):
            problems += result
        elif result.repairs:
            if not check:
                safe_write.write_files(
                    root, {path: result.content}, safe_write.files_state(root, [path])
                )
            count += 1
            for line in lines((repair.problem(path) for repair in result.repairs), translations):
                typer.echo(line)
    if count:
        one, many = (
            N_n("%(count)d file would be rewritten.", "%(count)d files would be rewritten.")
            if check
            else N_n("%(count)d file was rewritten.", "%(count)d files were rewritten.")
        )
        typer.echo(translations.ngettext(one, many, count) % {"count": count})
    command_line.print_problems(problems, languages[lang], err=True)
    if problems or (check and count):
        raise typer.Exit(command_line.exit_code(problems))


if __name__ == "__main__":
    app()
