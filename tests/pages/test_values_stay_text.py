"""Every value stays text: pages have the shape that their templates give them, and nothing in them
runs.

The gates refuse most of these texts at input. Here the gates are left out, so that the second line
of defence is seen to hold alone.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import payloads
import pytest
import site_plans
from lxml import etree
from payload_sites import PAYLOADS, filled, in_turn, pages_of
from selectolax.lexbor import LexborHTMLParser, LexborNode

from datasite.content.markdown_html import render_markdown
from datasite.site.environment import TemplateError
from datasite.site.plan import Plan

ROUNDS = 2  # in each the payloads are in other fields
EVERYTHING = " ".join(PAYLOADS)
EARLY_SCRIPT = "/theme/js/density.js"  # ours, before the page is drawn
ALLOWED_SCRIPTS = {"application/ld+json", "module"}


def nodes(text: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(text).root
    assert root is not None
    yield from root.traverse(include_text=False)


def active(text: str) -> list[str]:
    """Whatever on a page would run, load from elsewhere, or move the reader."""
    running = []
    for node in nodes(text):
        attributes: Mapping[str, str | None] = node.attributes
        addresses = [
            value or ""
            for name, value in attributes.items()
            if name in ("href", "src", "action", "formaction", "data", "xlink:href", "poster")
        ]
        runs = (
            (
                node.tag == "script"
                and attributes.get("type") not in ALLOWED_SCRIPTS
                and not (attributes.get("src") or "").endswith(EARLY_SCRIPT)
            )
            or node.tag in ("object", "embed", "base", "iframe", "style", "applet", "frame")
            or any(
                name.startswith("on") or name in ("style", "srcdoc", "formaction")
                for name in attributes
            )
            or any(
                not address.strip().lower().startswith(("http:", "https:"))
                and ":" in address.split("/")[0].split("?")[0].split("#")[0]
                for address in addresses
            )
            or (node.tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh")
        )
        if runs:
            running.append((node.html or "")[:120])
    return running


@pytest.fixture(scope="module")
def plan(mini: Path) -> Plan:
    return site_plans.of(mini)


def test_detector_sees_what_runs() -> None:
    """But for a sheet from elsewhere, which the policy stops, and for what acts only where scripts
    are off or a script takes it out of its template.
    """
    unseen = [text for text in payloads.ELEMENTS if not active(f"<!doctype html><p>{text}</p>")]
    assert all(text.startswith(("<link", "<template", "<noscript")) for text in unseen), unseen


def assert_inert(written: Mapping[str, str]) -> None:
    for path, text in written.items():
        if path.endswith(".html"):
            assert active(text) == [], path
        else:
            shown = _texts_of_json(text) if path.endswith(".json") else _texts_of_xml(text)
            assert [entry for entry in shown if active(entry)] == [], path


def _texts_of_xml(text: str) -> list[str]:
    """The texts of a feed that readers take for HTML."""
    root = etree.fromstring(text.encode())
    found = root.xpath(
        "//*[local-name() = 'description' or local-name() = 'content' or local-name() ="
        " 'summary']/text()"
    )
    assert found or not root.xpath("//*[local-name() = 'entry' or local-name() = 'item']")
    return [str(entry) for entry in found]


def _texts_of_json(text: str) -> list[str]:
    return [entry["content_html"] for entry in json.loads(text)["items"]]


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_no_text_runs_on_a_page(plan: Plan, mini: Path, turn: int) -> None:
    spoiled = pages_of(
        plan,
        filled(plan.site.catalog, in_turn(turn * len(PAYLOADS) // ROUNDS)),
        mini / "theme" / "templates",
    )
    assert len(spoiled) > len(plan.pages)
    assert_inert(spoiled)


def test_nothing_runs_where_every_text_holds_every_payload(plan: Plan, mini: Path) -> None:
    written = pages_of(
        plan,
        filled(plan.site.catalog, lambda: EVERYTHING, blanks=True),
        mini / "theme" / "templates",
    )
    assert sum(text.count("evil.example") for text in written.values()) > 10_000
    assert_inert(written)


def test_feeds_are_inert_where_their_texts_hold_every_payload(plan: Plan, mini: Path) -> None:
    """Their texts are those of the news, in which Markdown has its part too."""
    texts = tuple(
        replace(text, title=EVERYTHING, summary=EVERYTHING, html=render_markdown(EVERYTHING))
        for text in plan.site.texts
    )
    written = pages_of(
        replace(plan, site=replace(plan.site, texts=texts)),
        plan.site.catalog,
        mini / "theme" / "templates",
    )
    assert_inert(written)


@pytest.mark.parametrize("name", ["website", "url", "archive_url", "moved_to"])
def test_an_address_that_does_more_than_lead_makes_no_page(
    plan: Plan, mini: Path, name: str
) -> None:
    with pytest.raises(TemplateError, match="is not a web address"):
        pages_of(
            plan,
            filled(
                plan.site.catalog,
                lambda: "javascript:alert(1)",
                lambda _, field: field.name == name,
            ),
            mini / "theme" / "templates",
        )


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 100))
def test_nothing_in_prose_runs(start: int) -> None:
    for text in PAYLOADS[start : start + 100]:
        assert active(render_markdown(text)) == [], text
