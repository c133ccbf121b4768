"""No list is cut in silence: what a page shows at once and the rest are the whole, and nothing else
in pages, charts and templates cuts a list.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
import site_plans
from hypothesis import given
from hypothesis import strategies as st
from paths import ROOT, SCRIPTS

from datasite.pages.lists.cut import cut
from datasite.pages.page import Page

ROOMS = ("pages", "charts")
# Slices that cut no list of a page in silence, by module, with the reason.
KNOWN = {
    ("pages/lists/cut.py", "everything[:most]"): "this is how a list is cut",
    ("pages/types/components.py", "drawn.funds[:LINES_MOST]"): "a sample of the component",
    (
        "pages/types/components.py",
        "[project for project in projects if project.total][:ROWS_MOST]",
    ): "a sample of the component",
    ("pages/explorer/rows.py", "self.rows[:self.first]"): "the page says so, the script has all",
    ("pages/corrections.py", "self.name_in_log.hex[:12]"): "text",
    ("pages/explorer/rows_file.py", "head[:-1]"): "text",
    ("pages/change_words.py", "text[:1]"): "text",
    ("pages/sections/days_of_changes.py", "_alike(words)[:grain]"): "what changes are counted by",
    ("pages/sections/days_of_changes.py", "self.full[:SHORT_HASH]"): "text",
    (
        "pages/change_words.py",
        "[words for row in rows if row and (words := record_name(row))][:_NAMES_OF_PART]",
    ): "they only tell a part of a record from the others",
    ("pages/feeds/items.py", "str(day.date)[:7]"): "text",
    ("pages/feeds/items.py", "short[:_IN_TITLE]"): "the title counts the others, the entry has all",
    ("pages/feeds/items.py", "lines[:MOST_LISTED]"): "the entry counts the others",
    ("pages/feeds/entries.py", "found[:MOST_ENTRIES]"): "a feed has the latest, the pages have all",
    ("charts/who_with_whom.py", "self.pairs[:_MOST_ROWS]"): "the page counts the others",
    (
        "charts/who_with_whom.py",
        "chosen[:_MOST_NEIGHBOURHOODS]",
    ): "the page counts the others, which are in the pairs",
    (
        "charts/who_with_whom.py",
        "met[:_MOST_NEIGHBOURS]",
    ): "the page counts the others and leads to the organisation, which has all",
    ("charts/maps.py", "bounds[1:-1][-(STEPS - 1):]"): "bounds of a scale",
    ("charts/maps.py", "bounds[1:-1]"): "bounds of a scale",
}


def _slices() -> Iterator[tuple[str, str]]:
    """Every slice with an end, by module, as source."""
    for room in ROOMS:
        for path in sorted((SCRIPTS / "datasite" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Subscript)
                    and isinstance(node.slice, ast.Slice)
                    and node.slice.upper is not None
                ):
                    yield path.relative_to(SCRIPTS / "datasite").as_posix(), ast.unparse(node)


def test_only_cut_cuts_lists() -> None:
    """A new slice of a list becomes `cut`; one that cuts no list of a page is named above."""
    assert set(_slices()) - KNOWN.keys() == set()


def test_no_template_cuts_a_list() -> None:
    cuts = re.compile(r"\[[^\]\"'{}]*:[^\]\"'{}]*\]|\|\s*(?:batch|slice|first|truncate)\b")
    for path in sorted((ROOT / "theme" / "templates").rglob("*.html")):
        code = re.findall(r"{[{%].*?[%}]}", path.read_text(encoding="utf-8"), re.DOTALL)
        assert [part for part in code if cuts.search(part)] == [], path.name


@given(st.lists(st.integers()), st.integers(min_value=0, max_value=9))
def test_both_parts_are_the_whole(items: list[int], most: int) -> None:
    made = cut(items, most)
    assert list(made.whole) == items
    assert len(made.first) == min(most, len(items))


def _pages(name: str) -> list[Page]:
    return [page for page in site_plans.real().pages if page.type == name]


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_programme_names_everyone_who_leads_or_takes_part_where_nobody_does(lang: str) -> None:
    register = site_plans.register()
    cut_somewhere = 0
    for page in (page for page in _pages("programme") if page.lang == lang):
        family = register.family_of(page.view.programme)
        led: Mapping[str, set[str]] = defaultdict(set)
        joined: Mapping[str, set[str]] = defaultdict(set)
        for project in register.projects.values():
            if project.programme and project.programme.id in family:
                leads = {p.organisation.id for p in project.partners if p.role.code == "lead"}
                for key in leads or {p.organisation.id for p in project.partners}:
                    (led if leads else joined)[key].add(project.id)
        for shown, expected in ((page.view.leads, led), (page.view.without_lead, joined)):
            counts = {c.organisation.id: c.projects for c in shown.whole}
            assert counts == {key: len(ids) for key, ids in expected.items()}, page.url
            cut_somewhere += bool(shown.rest)
    assert cut_somewhere


def test_first_page_holds_all_leads_news_and_changes() -> None:
    register, site = site_plans.register(), site_plans.real().site
    for page in _pages("home"):
        leads = {p.lead.organisation.id for p in register.projects.values() if p.lead}
        assert {c.organisation.id for c in page.view.leads.whole} == leads
        assert page.view.leads.rest
        assert page.view.news.whole == site.news(page.lang)
        assert page.view.changes.whole == site.release.changes
