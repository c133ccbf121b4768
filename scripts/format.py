"""Rewrite the CSV files canonically: rows by key, minimal quoting, line feeds. Tables that cannot be read are left alone and named."""

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

import command
from datasite import descriptor, i18n, intake, scan, settings
from datasite.descriptor import Dataset
from datasite.problems import Problem
from datasite.scan import Table

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


def canonical(dataset: Dataset, table: Table) -> bytes:
    """The table's bytes in the one form in which we keep it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(dataset.header)
    rows = sorted(table.rows, key=lambda row: tuple(row[name] for name in dataset.primary_key))
    writer.writerows(row.cells.values() for row in rows)
    return text.getvalue().encode()


@app.command()
@command.answers
def main(
    root: Annotated[Path, typer.Option(help="The folder that holds datasets/.", show_default=False)] = ROOT,
    debug: command.Debug = False,
) -> None:
    """Rewrite every dataset's CSV in its canonical form."""
    if not (root / "datasets").is_dir():
        raise command.CallError(f"there is no folder {root / 'datasets'}")
    found: list[Problem] = []
    for folder in sorted(path for path in (root / "datasets").iterdir() if path.is_dir()):
        try:
            dataset = descriptor.read(folder)
            path = f"datasets/{folder.name}/{folder.name}.csv"
            before = intake.read(root, path, intake.TABLE_BYTES)
        except descriptor.DescriptorError as error:
            found.append(descriptor.problem(f"datasets/{folder.name}/dataset.yaml", error))
            continue
        except settings.SettingsError as error:
            found += error.problems
            continue
        except intake.IntakeError as error:
            found.append(error.problem)
            continue
        table, problems = scan.scan(path, before, dataset.header)
        found += problems
        if table and not problems and (after := canonical(dataset, table)) != before:
            (root / path).write_bytes(after)
            typer.echo(f"rewrote {path}")
    if found:
        command.report(found, i18n.load(ROOT)["en"], err=True)
        raise typer.Exit(command.code_of(found))


if __name__ == "__main__":
    app()
