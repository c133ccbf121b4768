"""Visit the addresses of sources and record what was found in datasets/source_checks.

The one command that asks other sites; no part of any build.

It decides nothing: a changed page stays marked until somebody has read it again
(docs/decisions/0015-source-health.md).
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

import typer

from datasite import command_line, site
from datasite.checks.catalog_checks import load_catalog
from datasite.checks.repair_hints import add_repair_hints
from datasite.language.localization import load_languages
from datasite.problems import ProblemsError, escaped
from datasite.publication import identity
from datasite.publication.release import read_release
from datasite.sources import source_checks, visits
from datasite.tables import safe_write
from datasite.tables.canonical_form import canonical
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row
from datasite.values import Date, is_address

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
ARCHIVE_API = "https://archive.org/wayback/available"
ARCHIVE_HOST = "web.archive.org"
SILENT_HOSTS = 5  # so many hosts without a response in the beginning: it is we who have no network


@dataclass(frozen=True)
class Found:
    """What a visit to a source found, and the row that records it."""

    source: Row
    visit: source_checks.Visit
    row: dict[str, str]


def chosen(data: Catalog, only: Sequence[str], again_after: int, today: str) -> list[Row]:
    """The sources to be visited: with an address, not visited in the last `again_after` days; or
    those named. Neighbours are of different hosts.
    """
    if unknown := [name for name in only if name not in data.by_key["sources"]]:
        raise command_line.CallError(f"there is no source {', '.join(unknown)}")
    if nowhere := [name for name in only if not data.by_key["sources"][name]["url"]]:
        raise command_line.CallError(f"no address is known of {', '.join(nowhere)}")
    checks = data.by_key[source_checks.CHECKS]
    wanted = [
        row
        for key, row in data.by_key["sources"].items()
        if row["url"]
        and (key in only if only else _days_since(checks.get(key), today) >= again_after)
    ]
    by_host: defaultdict[str, list[Row]] = defaultdict(list)
    for row in wanted:
        by_host[urlsplit(row["url"]).netloc].append(row)
    return [row for turn in zip_longest(*by_host.values()) for row in turn if row]


def _days_since(check: Row | None, today: str) -> float:
    return (
        (datetime.date.fromisoformat(today) - datetime.date.fromisoformat(check["checked"])).days
        if check
        else float("inf")
    )


def visited(
    sources: Iterable[Row], checks: Mapping[str, Row], visitor: visits.Visitor, today: str
) -> Iterator[Found]:
    """Each source that something is known of now, with what was found and its new row."""
    for source in sources:
        before = checks.get(source["source_id"])
        known = before["checked"] if before and before[source_checks.HASH] else ""
        found = visitor.visit(source["url"], known)
        if found is None:
            typer.echo(f"{source['source_id']}: not asked for; the robots.txt of its host failed")
            continue
        yield Found(
            source,
            found,
            source_checks.judged(source.cells, before.cells if before else None, found, today),
        )


def believed(found: Iterable[Found]) -> Iterator[Found]:
    """The same, but silence only once some other host has responded: else it is our own network
    that fails. Raises SurroundingsError.
    """
    waiting: list[Found] = []
    heard = False
    for it in found:
        if it.visit.silent:
            waiting.append(it)
            if len({urlsplit(other.source["url"]).netloc for other in waiting}) >= SILENT_HOSTS:
                break
            continue
        heard = True
        yield from waiting
        waiting = []
        yield it
    else:
        if heard:
            yield from waiting
            waiting = []
    if waiting:
        raise command_line.SurroundingsError(
            f"No site responds any more ({waiting[0].visit.why}): is there a network? Of"
            f" {len(waiting)} sources nothing is recorded."
        )


def archived(source: Row, visitor: visits.Visitor, api: str) -> str:
    """The address of the archive's copy closest to the day on which the source was read; blank
    where there is none. Raises OSError or ValueError.
    """
    said = visitor.json(
        f"{api}?url={quote(source['url'], safe='')}&timestamp={source['accessed'].replace('-', '')}"
    )
    closest = (
        said.get("archived_snapshots", {}).get("closest", {}) if isinstance(said, dict) else {}
    )
    url = (
        str(closest.get("url", "")).replace("http://", "https://", 1)
        if closest.get("available")
        else ""
    )
    return url if is_address(url) and urlsplit(url).hostname == ARCHIVE_HOST else ""


def written(root: Path, data: Catalog, new: Mapping[str, Mapping[str, str]]) -> None:
    """The table of checks with the new rows in the place of the old."""
    rows = {**{key: row.cells for key, row in data.by_key[source_checks.CHECKS].items()}, **new}
    path = f"datasets/{source_checks.CHECKS}/{source_checks.CHECKS}.csv"
    content = canonical(
        data.datasets[source_checks.CHECKS], (list(cells.values()) for cells in rows.values())
    )
    safe_write.write(root, {path: content}, safe_write.state(root, [path]))


def agent(root: Path, version: str) -> str:
    """Who we say that we are: our name and an address at which a person can be found.

    Raises CallError where none is set.
    """
    settings = site.load_settings(root)
    known = [
        url
        for url in (str(settings["SITEURL"]), str(settings["REPOSITORY_URL"]))
        if url and not str(urlsplit(url).hostname).endswith(".example")
    ]
    if not known:
        raise command_line.CallError(
            "Whoever is visited should see by whom: set SITEURL or REPOSITORY_URL to an address of"
            " the project."
        )
    return f"{identity.PACKAGE_NAME}/{version} (+{known[0]})"


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
            help="The day to be recorded, as 2026-11-22; that of the clock if not given.",
            show_default=False,
        ),
    ] = "",
    only: Annotated[
        list[str] | None,
        typer.Option(help="Visit this source; may be given again.", show_default=False),
    ] = None,
    again_after: Annotated[
        int, typer.Option(help="Leave alone what was visited in the last so many days.")
    ] = 7,
    archive: Annotated[
        bool, typer.Option("--archive", help="Also ask the Internet Archive for the closest copy.")
    ] = False,
    archive_api: Annotated[
        str, typer.Option(help="The address of the availability API.")
    ] = ARCHIVE_API,
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
    """Visit the addresses of sources and record what was found."""
    day = today or datetime.datetime.now(datetime.UTC).date().isoformat()
    if (parsed := Date.parse(day)) is None or parsed.day is None:
        raise command_line.CallError(f"{day} is not a day; write it as 2026-11-22.")
    try:
        data, release = load_catalog(root, command_line.file_time_limit), read_release(root)
        name = agent(root, release.version)
    except ProblemsError as error:
        problems = add_repair_hints(root, error.problems, command_line.file_time_limit)
        command_line.report(problems, load_languages(ROOT)["en"], err=True)
        raise typer.Exit(command_line.exit_code(error.problems)) from error
    except site.SettingError as error:
        raise command_line.CallError(str(error)) from error
    visitor = visits.Visitor(
        visits.Manners(name, pause, timeout, 3 * timeout, private=private or ())
    )
    new: dict[str, dict[str, str]] = {}
    try:
        for it in believed(
            visited(
                chosen(data, only or [], again_after, day),
                data.by_key[source_checks.CHECKS],
                visitor,
                day,
            )
        ):
            new[it.source["source_id"]] = it.row
            if archive and not it.source["archive_url"] and not it.row["archive_url"]:
                it.row["archive_url"] = _copy_of(it.source, visitor, archive_api)
            typer.echo(
                escaped(
                    f"{it.source['source_id']}:"
                    f" {it.row['status']}{f' ({it.visit.why})' if it.visit.why else ''}"
                )
            )
    finally:  # what is known is kept, whatever stops the rest
        if new:
            written(root, data, new)
    counts = Counter(row["status"] for row in new.values())
    typer.echo(
        f"{len(new)} visited"
        + "".join(f", {count} {status}" for status, count in sorted(counts.items()))
        + "."
    )


def _copy_of(source: Row, visitor: visits.Visitor, api: str) -> str:
    try:
        return archived(source, visitor, api)
    except (*visits.FAILURES, visits.RefusedError):
        typer.echo(f"{source['source_id']}: the archive could not be asked")
        return ""


if __name__ == "__main__":
    app()
