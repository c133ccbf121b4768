"""Visit the addresses of sources and record the result in datasets/source_checks, and in
datasets/source_value_checks which of the words copied from them are still there.

The one command that fetches pages of others; no build runs it. It decides nothing: a changed page
stays marked until somebody has read it again (docs/decisions/0015-source-health.md).
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from datasite import command_line
from datasite.checks.catalog_checks import load_catalog
from datasite.language.languages import SOURCE_LANGUAGE
from datasite.language.localization import load_languages
from datasite.problems import ProblemsError, escaped
from datasite.publication import identity
from datasite.publication.release import read_release
from datasite.site.settings import SettingError, load_settings
from datasite.sources import internet_archive
from datasite.sources.public_network import RefusedError
from datasite.sources.visit_round import (
    ChoiceError,
    NoNetworkError,
    SourceVisit,
    choose_sources,
    trust_silence,
    visit_sources,
    write_checks,
)
from datasite.sources.visits import FAILURES, CrawlPolicy, Visitor
from datasite.tables.catalog import Catalog
from datasite.tables.codes import ValueStatus
from datasite.tables.printed_values import PRINTED
from datasite.tables.scan import Row
from datasite.values import Date

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


def read_data(root: Path) -> tuple[Catalog, str]:
    """The checked data and the version of the release; problems end the command."""
    try:
        return load_catalog(root, command_line.file_time_limit), read_release(root).version
    except ProblemsError as error:
        command_line.print_problems(error.problems, load_languages(ROOT)[SOURCE_LANGUAGE], err=True)
        raise typer.Exit(command_line.exit_code(error.problems)) from error


def agent_name(root: Path, version: str) -> str:
    """Our name and an address at which visited sites can reach a person.

    Raises CallError where no address is set.
    """
    try:
        settings = load_settings(root)
    except SettingError as error:
        raise command_line.CallError(str(error)) from error
    for name in ("SITEURL", "REPOSITORY_URL"):
        url = str(settings[name])
        if url and not str(urlsplit(url).hostname).endswith(".example"):
            return f"{identity.PACKAGE_NAME}/{version} (+{url})"
    raise command_line.CallError(
        "Sites must be able to see who visits them: set SITEURL or REPOSITORY_URL to an address of"
        " the project."
    )


def day_of(today: str) -> str:
    """The day to record, as 2026-11-22; that of the clock if none is given. Raises CallError."""
    day = today or datetime.datetime.now(datetime.UTC).date().isoformat()
    date = Date.parse(day)
    if date is None or date.day is None:
        raise command_line.CallError(f"{day} is not a day; write it as 2026-11-22.")
    return day


def report_unasked(visits: Iterable[SourceVisit | Row]) -> Iterator[SourceVisit]:
    """The visits; a source that could not be asked for is printed and left out."""
    for visit in visits:
        if isinstance(visit, SourceVisit):
            yield visit
        else:
            typer.echo(f"{visit['source_id']}: not asked for; the robots.txt of its host failed")


def report_visit(visit: SourceVisit) -> None:
    """Print what was found at the address of a source, and the words of the data that are not
    there.
    """
    why = f" ({visit.visit.why})" if visit.visit.why else ""
    typer.echo(escaped(f"{visit.source['source_id']}: {visit.row['status']}{why}"))
    for row in visit.values:
        if row["status"] == ValueStatus.NOT_FOUND:
            typer.echo(escaped(f"  not found: {row[PRINTED]}"))


def counts(rows: Iterable[Mapping[str, str]]) -> str:
    """How many rows have each status, as ", 2 found, 1 not_found"."""
    numbers = sorted(Counter(row["status"] for row in rows).items())
    return "".join(f", {number} {status}" for status, number in numbers)


def find_copy(source: Row, visitor: Visitor, api: str) -> str:
    """The address of the archive's copy; blank where there is none or the archive fails."""
    try:
        return internet_archive.find_copy(source, visitor.fetch_json, api)
    except (*FAILURES, RefusedError):
        typer.echo(f"{source['source_id']}: the archive could not be asked")
        return ""


@app.command()
@command_line.reports_errors
def main(
    root: Annotated[
        Path,
        typer.Option(
            help="The folder that holds datasets/ and pelicanconf.py.", show_default=False
        ),
    ] = ROOT,
    today: Annotated[
        str,
        typer.Option(
            help="The day to record, as 2026-11-22; that of the clock if not given.",
            show_default=False,
        ),
    ] = "",
    only: Annotated[
        list[str] | None,
        typer.Option(help="Visit this source; may be given again.", show_default=False),
    ] = None,
    again_after: Annotated[
        int, typer.Option(help="Skip sources visited in the last so many days.")
    ] = 7,
    archive: Annotated[
        bool, typer.Option("--archive", help="Also ask the Internet Archive for the closest copy.")
    ] = False,
    archive_api: Annotated[
        str, typer.Option(help="The address of the availability API.")
    ] = internet_archive.AVAILABILITY_API,
    pause: Annotated[float, typer.Option(help="Seconds between two requests to one host.")] = 5.0,
    timeout: Annotated[
        float,
        typer.Option(
            help="Seconds to wait for a byte; a whole response may take three times that."
        ),
    ] = 20.0,
    private: Annotated[
        list[str] | None,
        typer.Option(
            help="HOST:PORT of a private network that may be visited.", show_default=False
        ),
    ] = None,
    debug: command_line.Debug = False,
) -> None:
    """Visit the addresses of sources and record the result."""
    day = day_of(today)
    data, version = read_data(root)
    policy = CrawlPolicy(
        agent=agent_name(root, version),
        pause=pause,
        timeout=timeout,
        longest=3 * timeout,
        private=private or (),
    )
    visitor = Visitor(policy)
    new: dict[str, SourceVisit] = {}
    try:
        sources = choose_sources(data, only or [], again_after, day)
        visits = visit_sources(sources, data, visitor.visit, day)
        for visit in trust_silence(report_unasked(visits)):
            key, row = visit.source["source_id"], visit.row
            new[key] = visit
            if archive and not visit.source["archive_url"] and not row["archive_url"]:
                row["archive_url"] = find_copy(visit.source, visitor, archive_api)
            report_visit(visit)
    except ChoiceError as error:
        raise command_line.CallError(str(error)) from error
    except NoNetworkError as error:
        raise command_line.SurroundingsError(str(error)) from error
    finally:  # keep what is known if the rest is stopped
        if new:
            write_checks(root, data, new.values())
    values = [row for visit in new.values() for row in visit.values]
    typer.echo(f"{len(new)} visited{counts(visit.row for visit in new.values())}.")
    if values:
        typer.echo(f"{len(values)} values{counts(values)}.")


if __name__ == "__main__":
    app()
