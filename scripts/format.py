"""Rewrite the CSV files canonically, also from what a spreadsheet saved: rows by key, commas,
minimal quoting, line feeds, UTF-8, our forms of values.

Every repair is named. A file that cannot be repaired for sure is left alone, with the reason.
"""

from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.language import languages
from datasite.language.localization import load_languages
from datasite.problems import N_n, Problem, in_time, lines
from datasite.tables import canonical_form, descriptor, input_files, safe_write, yaml_files
from datasite.tables.canonical_form import Repaired

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


def repaired(root: Path, folder: Path) -> tuple[str, Repaired | list[Problem]]:
    """The path of the table in a folder of datasets/, and what becomes of it."""
    path, made = f"datasets/{folder.name}/{folder.name}.csv", []

    def work() -> list[Problem]:
        made.append(
            canonical_form.repair(
                descriptor.read(folder), path, input_files.read(root, path, input_files.TABLE_BYTES)
            )
        )
        return []

    try:
        late = in_time(path, command_line.file_time_limit, work)
    except descriptor.DescriptorError as error:
        return path, [descriptor.problem(f"datasets/{folder.name}/dataset.yaml", error)]
    except yaml_files.SettingsError as error:
        return path, error.problems
    except input_files.IntakeError as error:
        return path, [error.problem]
    return path, late or made[0]


@app.command()
@command_line.reports_errors
def main(
    lang: Annotated[
        str, typer.Option(help="The language of the messages: en or pl.")
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
    folders, found = input_files.folders(root, "datasets")
    count = 0
    for folder in folders:
        path, made = repaired(root, folder)
        if isinstance(made, list):
            found += made
        elif made.repairs:
            if not check:
                safe_write.write(root, {path: made.content}, safe_write.state(root, [path]))
            count += 1
            for line in lines((it.problem(path) for it in made.repairs), translations):
                typer.echo(line)
    if count:
        one, many = (
            N_n("%(count)d file would be rewritten.", "%(count)d files would be rewritten.")
            if check
            else N_n("%(count)d file was rewritten.", "%(count)d files were rewritten.")
        )
        typer.echo(translations.ngettext(one, many, count) % {"count": count})
    command_line.report(found, languages[lang], err=True)
    if found or (check and count):
        raise typer.Exit(command_line.exit_code(found))


if __name__ == "__main__":
    app()
