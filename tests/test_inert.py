"""Whatever stands in a value stays text: pages have the shape that their templates give them, and nothing in them runs.

The gates refuse most of these texts at input. Here the gates are left out, so that the second line of defence is seen to hold alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import payloads
import plans
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from datasite import model, pages, prose, site
from datasite.descriptor import Dataset, Field
from datasite.records import Catalog
from datasite.scan import Row
from datasite.site import Plan

PAYLOADS = payloads.texts()
ROUNDS = 3  # in each the payloads stand in other fields
EARLY_SCRIPT = "/theme/js/density.js"  # ours, before the page is drawn
ALLOWED_SCRIPTS = {"application/ld+json", "module"}


def is_free_text(dataset: Dataset, field: Field) -> bool:
    """Whether people write what they like in the field."""
    bound = {*dataset.primary_key, *(key.field for key in dataset.foreign_keys)}
    return field.type == "string" and field.format == "default" and not field.enum and field.name not in bound


def filled(it: Catalog, text: Callable[[], str]) -> Catalog:
    """The catalog with `text` in every cell of free text that is not blank."""

    def of(dataset: Dataset, row: Row) -> Row:
        free = {field.name for field in dataset.fields if is_free_text(dataset, field)}
        return replace(row, cells={name: text() if name in free and value else value for name, value in row.cells.items()})

    tables = {name: replace(table, rows=tuple(of(it.datasets[name], row) for row in table.rows)) for name, table in it.tables.items()}
    return replace(it, tables=tables)


def in_turn(start: int) -> Callable[[], str]:
    """The payloads one after the other, over and over."""
    counter = iter(range(start, 10**9))
    return lambda: PAYLOADS[next(counter) % len(PAYLOADS)]


def pages_of(plan: Plan, data: Catalog, templates: Path) -> dict[str, str]:
    """Every page and feed of the site of `data`, with the files of `plan`, which are no pages."""
    changed = replace(plan.site, catalog=data, register=model.build(data))
    it = Plan(changed, tuple(pages.build(changed)), plan.site_url)
    return {path: content.decode() for path, content in site.outputs(it, templates) if path.endswith((".html", "rss.xml", "atom.xml"))}


def nodes(text: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(text).root
    assert root is not None
    yield from root.traverse(include_text=False)


def active(text: str) -> list[str]:
    """Whatever on a page would run, load from elsewhere, or move the reader."""
    found = []
    for node in nodes(text):
        attributes: Mapping[str, str | None] = node.attributes
        addresses = [value or "" for name, value in attributes.items() if name in ("href", "src", "action", "formaction", "data", "xlink:href", "poster")]
        runs = (
            (node.tag == "script" and attributes.get("type") not in ALLOWED_SCRIPTS and not (attributes.get("src") or "").endswith(EARLY_SCRIPT))
            or node.tag in ("object", "embed", "base", "iframe", "style", "applet", "frame")
            or any(name.startswith("on") or name in ("style", "srcdoc", "formaction") for name in attributes)
            or any(not address.strip().lower().startswith(("http:", "https:")) and ":" in address.split("/")[0].split("?")[0].split("#")[0] for address in addresses)
            or (node.tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh")
        )
        if runs:
            found.append((node.html or "")[:120])
    return found


@pytest.fixture(scope="module")
def plan(mini: Path) -> Plan:
    return plans.of(mini)


def test_detector_sees_what_runs() -> None:
    """But for a sheet from elsewhere, which the policy stops, and for what acts only where scripts are off or a script takes it out of its template."""
    unseen = [text for text in payloads.ELEMENTS if not active(f"<!doctype html><p>{text}</p>")]
    assert all(text.startswith(("<link", "<template", "<noscript")) for text in unseen), unseen


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_nothing_runs_on_pages_whatever_the_texts_are(plan: Plan, mini: Path, turn: int) -> None:
    spoiled = pages_of(plan, filled(plan.site.catalog, in_turn(turn * len(PAYLOADS) // ROUNDS)), mini / "theme" / "templates")
    assert len(spoiled) > len(plan.pages)
    for path, text in spoiled.items():
        if path.endswith(".html"):
            assert active(text) == [], path
        else:
            etree.fromstring(text.encode())


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 100))
def test_nothing_in_prose_runs(start: int) -> None:
    for text in PAYLOADS[start : start + 100]:
        assert active(prose.render(text)) == [], text
