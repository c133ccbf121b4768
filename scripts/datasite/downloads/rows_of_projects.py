"""The rows of all tables that concern some projects, and every row to which they point."""

from collections.abc import Collection, Mapping
from typing import Any

from datasite.downloads.all_tables import ABOUT_RECORDS
from datasite.downloads.published_tables import PublishedTable

_Positions = Mapping[str, set[int]]  # positions of rows by the name of their table


def rows_of_projects(
    projects: Collection[str],
    tables: Mapping[str, PublishedTable],
    programmes: Collection[str] = (),
) -> tuple[PublishedTable, ...]:
    """The tables with those of their rows that concern the projects with these identifiers, or
    whole programmes.

    No foreign key of these rows leaves them. A table without such rows is left out.
    """
    positions = _with_targets(_about(projects, programmes, tables), tables)
    return tuple(
        table.part(sorted(positions[name])) for name, table in tables.items() if positions[name]
    )


def _about(
    projects: Collection[str],
    programmes: Collection[str],
    tables: Mapping[str, PublishedTable],
) -> _Positions:
    """The rows that name one of the projects, speak of the record of one, or are totals of one of
    the programmes.
    """
    pages = {row["record_url"] for row in tables["projects"].rows if row["project_id"] in projects}
    return {
        name: {
            position
            for position, row in enumerate(table.rows)
            if row.get("project_id") in projects
            or (name in ABOUT_RECORDS and row["record_url"] in pages)
            or (name == "programme_totals" and row["programme_id"] in programmes)
        }
        for name, table in tables.items()
    }


def _with_targets(positions: _Positions, tables: Mapping[str, PublishedTable]) -> _Positions:
    """These rows and every row to which one of them points, directly or through others."""
    kept = {name: set(its_positions) for name, its_positions in positions.items()}
    targets = _positions_by_key(tables)
    waiting = [(name, position) for name in kept for position in kept[name]]
    while waiting:
        name, position = waiting.pop()
        for key in tables[name].dataset.foreign_keys:
            value = tables[name].rows[position][key.field]
            if value is None:
                continue
            target = targets[key.dataset, key.target][value]
            if target not in kept[key.dataset]:
                kept[key.dataset].add(target)
                waiting.append((key.dataset, target))
    return kept


def _positions_by_key(
    tables: Mapping[str, PublishedTable],
) -> Mapping[tuple[str, str], Mapping[Any, int]]:
    """For each (table, field) that a foreign key names: the position of the row of each value."""
    return {
        (key.dataset, key.target): {
            row[key.target]: position for position, row in enumerate(tables[key.dataset].rows)
        }
        for table in tables.values()
        for key in table.dataset.foreign_keys
    }
