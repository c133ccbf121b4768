"""Rewrite the CSV files canonically: rows by key, minimal quoting, line feeds. Tables that cannot be read are left alone and named."""

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from datasite import descriptor, i18n, scan
from datasite.descriptor import Dataset
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
def main(root: Annotated[Path, typer.Option(help="The folder that holds datasets/.", show_default=False)] = ROOT) -> None:
    """Rewrite every dataset's CSV in its canonical form."""
    failed = False
    for folder in sorted(path for path in (root / "datasets").iterdir() if path.is_dir()):
        try:
            dataset = descriptor.read(folder)
            file = folder / f"{dataset.name}.csv"
            before = file.read_bytes()
        except (descriptor.DescriptorError, OSError) as error:
            failed = True
            typer.echo(f"{folder.relative_to(root)}: {error}", err=True)
            continue
        table, problems = scan.scan(file.relative_to(root).as_posix(), before, dataset.header)
        if table is None or problems:
            failed = True
            for problem in problems:
                typer.echo(problem.text(i18n.load(ROOT)["en"].translations), err=True)
        elif (after := canonical(dataset, table)) != before:
            file.write_bytes(after)
            typer.echo(f"rewrote {file.relative_to(root)}")
    if failed:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
