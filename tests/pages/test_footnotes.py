"""Footnotes number the sources of a page and know every mark that was set."""

import site_plans

from datasite.pages.footnotes import Footnotes
from datasite.pages.page import Page, PageContent


def test_marks_lead_back_in_the_order_of_reading() -> None:
    first, second, *_ = site_plans.register().sources.values()
    page = Page(
        type="project",
        template="",
        lang="en",
        urls={"en": "/en/"},
        title="",
        description="",
        section="",
        make_content=lambda: PageContent(view=None, sources=(first, second)),
    )
    notes = Footnotes(page)
    assert [notes.mark(second), notes.mark(first), notes.mark(second)] == ["m2-1", "m1-1", "m2-2"]
    assert (notes.number(first), notes.number(second)) == (1, 2)
    assert (notes.marks(first), notes.marks(second)) == (["m1-1"], ["m2-1", "m2-2"])
