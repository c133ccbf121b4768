"""The two states of data and texts that a report compares, read from their folders."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from datasite.checks.catalog_checks import load_catalog, read_unchecked
from datasite.model.builder import build_register
from datasite.model.register import Register
from datasite.problems import Guard, ProblemsError
from datasite.publication.release import read_release
from datasite.review.texts import TextChanges, compare_texts
from datasite.tables.catalog import Catalog


@dataclass(frozen=True)
class DataState:
    """One state of the data; no register where the checks refuse it: nothing can be summed then."""

    catalog: Catalog
    register: Register | None


class DataStates(NamedTuple):
    """The two states that a report compares, without the datasets that could not be read."""

    before: DataState
    after: DataState
    unread: tuple[str, ...] = ()
    texts: TextChanges = TextChanges()
    versions: tuple[str, str] = (
        "",
        "",
    )  # of the release before and after; blank where not readable


def read_states(before: Path, after: Path, guard: Guard) -> DataStates:
    """Read the datasets and texts of two folders; `guard` limits the time for one file."""
    states = [_read_state(root, guard) for root in (before, after)]
    unread = {
        name
        for root, state in zip((before, after), states, strict=True)
        for name in _unread(root, state.catalog)
    }
    old, new = (
        DataState(_without(state.catalog, unread), None if unread else state.register)
        for state in states
    )
    return DataStates(
        old,
        new,
        tuple(sorted(unread)),
        compare_texts(before, after),
        (_version(before), _version(after)),
    )


def _version(root: Path) -> str:
    try:
        return read_release(root).version
    except ProblemsError:
        return ""


def _read_state(root: Path, guard: Guard) -> DataState:
    try:
        catalog = load_catalog(root, guard)
    except ProblemsError:
        return DataState(read_unchecked(root), None)
    try:
        return DataState(catalog, build_register(catalog))
    except LookupError:  # a whole dataset is missing
        return DataState(catalog, None)


def _unread(root: Path, catalog: Catalog) -> Iterator[str]:
    folder = root / "datasets"
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_dir() and path.name not in catalog.tables:
                yield path.name


def _without(catalog: Catalog, names: set[str]) -> Catalog:
    return Catalog(
        {name: dataset for name, dataset in catalog.datasets.items() if name not in names},
        {name: table for name, table in catalog.tables.items() if name not in names},
    )
