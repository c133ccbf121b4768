"""Sites whose every free text is a payload. The gates are left out: they would refuse most of it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import payloads

from datasite import site
from datasite.delivery import search_index
from datasite.model.builder import build_register
from datasite.pages import search_documents
from datasite.pages.all_pages import build_pages
from datasite.site import Plan
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.scan import Row

PAYLOADS = payloads.texts()
Text = Callable[[], str]


def is_free_text(dataset: Dataset, field: Field) -> bool:
    """Whether people write what they like in the field."""
    bound = {*dataset.primary_key, *(key.field for key in dataset.foreign_keys)}
    return (
        field.type == "string"
        and field.format == "default"
        and not field.enum
        and field.name not in bound
    )


def filled(
    it: Catalog,
    text: Text,
    chosen: Callable[[Dataset, Field], bool] = is_free_text,
    *,
    blanks: bool = False,
) -> Catalog:
    """The catalog with `text` in every cell of the chosen fields, in blank ones if so asked."""

    def of(dataset: Dataset, row: Row) -> Row:
        names = {field.name for field in dataset.fields if chosen(dataset, field)}
        return replace(
            row,
            cells={
                name: text() if name in names and (value or blanks) else value
                for name, value in row.cells.items()
            },
        )

    tables = {
        name: replace(table, rows=tuple(of(it.datasets[name], row) for row in table.rows))
        for name, table in it.tables.items()
    }
    return replace(it, tables=tables)


def in_turn(start: int, at_once: int = 1) -> Text:
    """The payloads one after the other, over and over; some at once where so asked."""
    counter = iter(range(start, 10**9))
    return lambda: " ".join(PAYLOADS[next(counter) % len(PAYLOADS)] for _ in range(at_once))


def plan_of(plan: Plan, data: Catalog) -> Plan:
    """The site of `data` with the prose and the files to download of `plan`, which are no pages."""
    changed = replace(plan.site, catalog=data, register=build_register(data))
    return Plan(changed, tuple(build_pages(changed)), plan.site_url)


def pages_of(plan: Plan, data: Catalog, templates: Path) -> dict[str, str]:
    """Every page and feed."""
    return {
        path: content.decode()
        for path, content in site.build_files(plan_of(plan, data), templates)
        if path.endswith((".html", "rss.xml", "atom.xml"))
    }


def build(plan: Plan, data: Catalog, theme: Path, folder: Path) -> Plan:
    """The whole site in `folder`, with its search."""
    it = plan_of(plan, data)
    for path, content in site.build_files(it, theme / "templates"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    shutil.copytree(theme / "static", folder / "theme")
    search_index.build_search_index(
        search_documents.build_documents(it.pages, it.site.languages),
        folder / search_index.FOLDER,
        folder / ".documents",
    )
    return it
