"""The links to the sections of a long page: its own sections, where they are many."""

import re

from paths import ROOT

from datasite.checks.rules.money import ID_OF_PAGES
from datasite.pages.sections.on_this_page import FEWEST, Heading, headings

TEMPLATES = ROOT / "theme" / "templates"
PARTS_OF_A_PROJECT = ("project.html", "macros/activities.html", "macros/related.html")


def _ledger(*sections: str) -> str:
    return f'<div class="ledger">{"".join(sections)}</div>'


def _section(key: str) -> str:
    return f'<section id="{key}" class="wide"><h2>The  {key} &amp; more</h2><div>…</div></section>'


def test_each_section_with_an_id_has_a_link_in_its_order() -> None:
    keys = ["who", "with-whom", "money", "dates"]
    without = "<section><h2>No id</h2><div>…</div></section>"
    found = headings(_ledger(*map(_section, keys), without))
    assert found == tuple(Heading(key, f"The {key} &amp; more") for key in keys)


def test_few_sections_have_no_links() -> None:
    keys = [f"s-{n}" for n in range(FEWEST - 1)]
    assert headings(_ledger(*map(_section, keys))) == ()


def test_headings_of_a_text_are_its_sections() -> None:
    html = "".join(f'<h2 id="part-{n}">Part <em>{n}</em></h2><p>…</p>' for n in range(FEWEST))
    assert [it.html for it in headings(html)] == [f"Part {n}" for n in range(FEWEST)]


def test_no_amount_may_have_the_id_of_a_section_of_its_page() -> None:
    ids = [
        found
        for name in PARTS_OF_A_PROJECT
        for found in re.findall(r'id="([a-z-]+)"', (TEMPLATES / name).read_text(encoding="utf-8"))
    ]
    assert len(ids) > FEWEST
    assert [found for found in ids if not ID_OF_PAGES.fullmatch(found)] == []
