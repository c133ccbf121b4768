"""One round of visits to sources: which ones, in which order, and what of it is recorded.

The caller passes the function that fetches a page; nothing here goes to the network.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from datasite.sources.source_checks import CHECKS, HASH, SOURCES, Visit, record_visit
from datasite.sources.value_search import check_values
from datasite.tables import safe_write
from datasite.tables.catalog import Catalog
from datasite.tables.printed_values import VALUE_CHECKS, checks_of_values, printed_values
from datasite.tables.repairs.canonical_form import canonical_bytes
from datasite.tables.scan import Row

# So many hosts without a response at the beginning mean that our own network fails.
SILENT_HOSTS = 5


class ChoiceError(Exception):
    """A source that was named cannot be visited; the message says why."""


class NoNetworkError(Exception):
    """No site responds, so nothing is known about the sources; the message says so."""


@dataclass(frozen=True)
class SourceVisit:
    """A visit to a source, the row of source_checks that records it, and the rows of
    source_value_checks that say what of the data was found there.
    """

    source: Row
    visit: Visit
    row: dict[str, str]
    values: tuple[dict[str, str], ...] = ()

    @property
    def host(self) -> str:
        """The host of the source's address."""
        return urlsplit(self.source["url"]).netloc


def choose_sources(
    catalog: Catalog, only: Sequence[str], again_after: int, today: str
) -> list[Row]:
    """The sources to visit, with different hosts next to each other as far as possible.

    Those named in `only`, else every one that has an address and was not visited in the last
    `again_after` days. Raises ChoiceError.
    """
    sources, checks = catalog.by_key[SOURCES], catalog.by_key[CHECKS]
    if unknown := [key for key in only if key not in sources]:
        raise ChoiceError(f"there is no source {', '.join(unknown)}")
    if without_address := [key for key in only if not sources[key]["url"]]:
        raise ChoiceError(f"there is no address of {', '.join(without_address)}")
    by_host: defaultdict[str, list[Row]] = defaultdict(list)
    for key, row in sources.items():
        due = key in only if only else _days_since(checks.get(key), today) >= again_after
        if row["url"] and due:
            by_host[urlsplit(row["url"]).netloc].append(row)
    return [row for turn in zip_longest(*by_host.values()) for row in turn if row]


def _days_since(check: Row | None, today: str) -> float:
    """Days since the last visit; infinite where there was none."""
    if check is None:
        return float("inf")
    day, last = (datetime.date.fromisoformat(date) for date in (today, check["checked"]))
    return (day - last).days


def visit_sources(
    sources: Iterable[Row],
    catalog: Catalog,
    fetch: Callable[[str, str], Visit | None],
    today: str,
) -> Iterator[SourceVisit | Row]:
    """Visit each source with `fetch`, which is Visitor.visit.

    A page whose text is known is asked for only if it has changed, but always where some words of
    the data have not been looked for in it. Yields the source itself where its host may not be
    asked and nothing is known.
    """
    printed, looked_for = printed_values(catalog), checks_of_values(catalog)
    for source in sources:
        key = source["source_id"]
        before, words = catalog.by_key[CHECKS].get(key), printed.get(key, ())
        values = {text: row.cells for text, row in looked_for.get(key, {}).items()}
        is_known = before and before[HASH] and len(values) == len(words)
        visit = fetch(source["url"], before["checked"] if before and is_known else "")
        if visit is None:
            yield source
        else:
            row = record_visit(source.cells, before.cells if before else None, visit, today)
            found = check_values(key, words, values, visit, today)
            yield SourceVisit(source, visit, row, found)


def trust_silence(visits: Iterable[SourceVisit]) -> Iterator[SourceVisit]:
    """The visits that may be recorded: silence only once another host has responded.

    Otherwise our own network may have failed. Raises NoNetworkError.
    """
    waiting: list[SourceVisit] = []
    responded = False
    for visit in visits:
        if visit.visit.silent:
            waiting.append(visit)
            if len({silent.host for silent in waiting}) >= SILENT_HOSTS:
                break
        else:
            responded = True
            yield from waiting
            waiting = []
            yield visit
    else:
        if responded:
            yield from waiting
            waiting = []
    if waiting:
        raise NoNetworkError(
            f"No site responds any more ({waiting[0].visit.why}): is there a network?"
            f" Nothing is recorded for {len(waiting)} sources."
        )


def write_checks(root: Path, catalog: Catalog, visits: Iterable[SourceVisit]) -> None:
    """Write the rows of the visits into source_checks and source_value_checks, by source, instead
    of the old ones.
    """
    new = {visit.source["source_id"]: visit for visit in visits}
    rows = {
        CHECKS: [visit.row for visit in new.values()],
        VALUE_CHECKS: [row for visit in new.values() for row in visit.values],
    }
    contents = {}
    for name, of_visits in rows.items():
        kept = [row.cells for row in catalog.rows(name) if row["source_id"] not in new]
        cells = [list(row.values()) for row in (*kept, *of_visits)]
        dataset = catalog.datasets[name]
        contents[dataset.path] = canonical_bytes(dataset, cells)
    safe_write.write_files(root, contents, safe_write.files_state(root, contents))
