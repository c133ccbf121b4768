"""Sites whose every free text is a payload.

The checks are left out, since they would refuse most payloads.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import payloads
import pelican_runs

from datasite.delivery import search_index
from datasite.model.builder import build_register
from datasite.pages import search_documents
from datasite.pages.all_pages import build_pages
from datasite.site.plan import Plan
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.scan import Row

PAYLOADS = payloads.texts()
Text = Callable[[], str]


def is_free_text(dataset: Dataset, field: Field) -> bool:
    """Whether people write free text in the field."""
    bound = {*dataset.primary_key, *(key.field for key in dataset.foreign_keys)}
    return (
        field.type == "string"
        and field.format == "default"
        and not field.enum
        and field.name not in bound
        and field.name != "successor_id"  # a rule binds it to a record of the table that is named
    )


def filled(
    catalog: Catalog,
    text: Text,
    chosen: Callable[[Dataset, Field], bool] = is_free_text,
    *,
    blanks: bool = False,
) -> Catalog:
    """The catalog with `text` in each filled cell of the chosen fields; with `blanks` in all."""

    def with_payloads(dataset: Dataset, row: Row) -> Row:
        names = {field.name for field in dataset.fields if chosen(dataset, field)}
        return replace(
            row,
            cells={
                name: text() if name in names and (value or blanks) else value
                for name, value in row.cells.items()
            },
        )

    tables = {
        name: replace(
            table, rows=tuple(with_payloads(catalog.datasets[name], row) for row in table.rows)
        )
        for name, table in catalog.tables.items()
    }
    return replace(catalog, tables=tables)


def in_turn(start: int, at_once: int = 1) -> Text:
    """The payloads in turn, again and again, `at_once` of them in one text."""
    counter = iter(range(start, 10**9))
    return lambda: " ".join(PAYLOADS[next(counter) % len(PAYLOADS)] for _ in range(at_once))


def plan_of(plan: Plan, data: Catalog) -> Plan:
    """The site of `data` with the prose and the files to download of `plan`, which are no pages."""
    site_of_data = replace(plan.site, catalog=data, register=build_register(data))
    return Plan(site_of_data, tuple(build_pages(site_of_data)), plan.site_url)


def pages_of(plan: Plan, data: Catalog, templates: Path) -> dict[str, str]:
    """Every page and feed."""
    return {
        path: content.decode()
        for path, content in pelican_runs.files(plan_of(plan, data), templates.parent).items()
        if path.endswith((".html", "rss.xml", "atom.xml"))
    }


def build(plan: Plan, data: Catalog, theme: Path, folder: Path) -> Plan:
    """The whole site in `folder`, with its search."""
    changed = plan_of(plan, data)
    pelican_runs.write(changed, theme, folder)
    search_index.build_search_index(
        search_documents.build_documents(changed.pages, changed.site.languages),
        folder / search_index.FOLDER,
        folder / ".documents",
    )
    return changed
