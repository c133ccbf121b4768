"""Make a release: a dated, immutable version of the data in the folder RELEASES, and its traces in
the repository.

It writes all or nothing, overwrites nothing and commits nothing: it prints the commands, so that a
person sees the difference before it is public.
"""

import datetime
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks.catalog_checks import load_catalog
from datasite.content import prose
from datasite.history.changes import History
from datasite.history.history_file import read_history, write_history
from datasite.model.builder import build_register
from datasite.permanence.old_addresses import read_permanence
from datasite.permanence.published import ADDRESSES, write_addresses
from datasite.releases.kept import read_kept
from datasite.releases.making import EqualError, Made, make_release
from datasite.releases.records import RECORDS, is_day, is_doi, read_records
from datasite.review.past.making import make_history
from datasite.review.revisions import run_git
from datasite.site.settings import SettingError, load_settings
from datasite.tables.safe_write import files_state, new_folder, write_files

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
# What a release is made of or writes; the history of the data is made anew for each build.
INPUTS = (
    *("datasets", "content", "history", "CHANGELOG.md", "CITATION.cff"),
    *(":(exclude)history/changes.csv", ":(exclude)history/made.yaml"),
)


def history_of(root: Path) -> History:
    """The history of the data up to the last commit, which a release commits."""
    return make_history(root, read_history(root))


def require_committed(root: Path) -> None:
    """Raise CallError where what a release is made of is not committed."""
    changed = run_git(root, "status", "--porcelain", "--", *INPUTS).decode(errors="replace")
    if changed:
        paths = ", ".join(line[3:] for line in changed.splitlines())
        raise command_line.CallError(
            f"Not committed: {paths}. A release is made of what is committed: commit or undo these"
            " changes first (git status)."
        )


def require_good_data(root: Path) -> None:
    """Run make check over the data; where it finds problems, show them and end with its code."""
    checked = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("check.py")), "--root", str(root)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if checked.returncode:
        typer.echo(checked.stdout + checked.stderr, nl=False, err=True)
        typer.echo("No release was made: make check must find no problem.", err=True)
        raise typer.Exit(checked.returncode)


def last_files(root: Path, folder: Path) -> Mapping[str, bytes]:
    """The files of the last release by name; none before the first. Raises CallError."""
    kept = read_kept(root, folder)
    if not kept:
        return {}
    last = kept[0]
    if last.fault:
        raise command_line.CallError(
            f"The last release, {last.record.date}, is {last.fault} {folder}. A release is compared"
            f" with the last one: put its files into {folder / last.record.date} (they are at the"
            f" tag {tag_of(last.record.version)} or on the site under /data/releases/), or name the"
            " folder that has them: make release RELEASES=folder"
        )
    return {Path(path).name: content for path, content in last.contents()}


def tag_of(version: str) -> str:
    """The tag of git for a version of the data."""
    return f"data-{version}"


def prepare(root: Path, folder: Path, date: str, doi: str, site_url: str) -> Made:
    """The release, made in memory. Raises CallError where none can be made."""
    records = read_records(root)
    if records and date <= records[-1].date:
        raise command_line.CallError(
            f"The last release is of {records[-1].date}, and {date} is not later: name another day,"
            " make release DATE=2026-12-31"
        )
    if (folder / date).exists():
        raise command_line.CallError(
            f"{folder / date} is there, though {RECORDS} does not list it: a release was stopped or"
            " undone. Look at it and remove it; nothing is overwritten."
        )
    last = last_files(root, folder)
    catalog = load_catalog(root, command_line.file_time_limit)
    register = build_register(catalog)
    try:
        return make_release(
            root, catalog, register, records, last, date=date, site_url=site_url, doi=doi
        )
    except EqualError as error:
        raise command_line.CallError(
            f"The data are those of the release {records[-1].version} of {records[-1].date}:"
            " there is nothing to release. Change or add data first."
        ) from error


def require_no_lost_ids(made: Made) -> None:
    """End with the code of bad data where an identifier went that is not withdrawn."""
    if made.differences.lost_ids:
        for lost in made.differences.lost_ids:
            typer.echo(f"Lost since the last release: {lost}", err=True)
        typer.echo(
            "No release was made: bring these records back, or add a row for each to"
            " datasets/withdrawn.",
            err=True,
        )
        raise typer.Exit(command_line.Exit.DATA)


def write(root: Path, folder: Path, made: Made) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the release and what the repository gets, all or nothing; the paths of the latter, and
    those of them that were not there.
    """
    catalog = load_catalog(root, command_line.file_time_limit)
    register = build_register(catalog)
    texts, made_history = prose.load_texts(root, register), history_of(root)
    permanence = read_permanence(root, catalog, register, texts, made_history)
    files = {
        **made.in_repository,
        ADDRESSES: write_addresses(permanence.all),
        **write_history(made_history),
    }
    before = files_state(root, files)
    with new_folder(folder / made.record.date, made.files):
        write_files(root, files, before)
    return tuple(sorted(files)), tuple(path for path in sorted(files) if before[path] is None)


def next_steps(made: Made, paths: tuple[str, ...], new: tuple[str, ...], folder: Path) -> str:
    """What a person does then; `new` are the paths that were not there before."""
    tag, date = tag_of(made.record.version), made.record.date
    old = [path for path in paths if path not in new]
    return "\n".join(
        (
            "Nothing is committed yet. Look at git diff, and then:",
            f"  git add -- {' '.join(paths)}",
            f'  git commit -m "Data {made.record.version} of {date}"',
            f'  git tag -a {tag} -m "Data {made.record.version} of {date}"',
            f"Keep {folder / date}: attach its files to the tag, and give the folder to each build"
            " (RELEASES).",
            "To undo it before the commit:",
            f"  git checkout -- {' '.join(old)}",
            f"  rm -rf {' '.join([*new, str(folder / date)])}",
        )
    )


@app.command()
@command_line.reports_errors
def main(
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/.", show_default=False)
    ] = ROOT,
    date: Annotated[
        str, typer.Option(help="The day of the release, 2026-12-01; today if not named.")
    ] = "",
    doi: Annotated[
        str, typer.Option(help="The DOI, if a repository of data has reserved one: 10.5281/…")
    ] = "",
    debug: command_line.Debug = False,
) -> None:
    """Make a release of the data."""
    command_line.stop_in_order()
    root, day = root.absolute(), date or datetime.date.today().isoformat()
    if not is_day(day):
        raise command_line.CallError(f"{day} is no day: write it as DATE=2026-12-01")
    if doi and not is_doi(doi):
        raise command_line.CallError(f"{doi} is no DOI: write it as DOI=10.5281/zenodo.123")
    try:
        settings = load_settings(root)
    except SettingError as error:
        raise command_line.CallError(str(error)) from error
    folder = Path(settings["RELEASES"]).absolute()
    require_committed(root)
    require_good_data(root)
    made = prepare(root, folder, day, doi, str(settings["SITEURL"]))
    require_no_lost_ids(made)
    paths, new = write(root, folder, made)
    typer.echo(f"Data {made.record.version} of {day}: {len(made.files)} files in {folder / day}.")
    for reason in made.reasons:
        typer.echo(f"  {reason.part.name.lower()}: {reason.words}")
    typer.echo(next_steps(made, paths, new, folder))


if __name__ == "__main__":
    app()
