"""No page type breaks a rule of axe-core, in either language, by day or by night."""

from axe_playwright_python.sync_playwright import Axe
from browser_pages import Open
from playwright.sync_api import Page

COLOUR = ("color-contrast", "link-in-text-block")  # the rules that see colours
EVERY_RULE: dict[str, object] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
WITHOUT_COLOUR: dict[str, object] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}} | {key: {"enabled": False} for key in COLOUR},
}
# Rows of a long list are alike, and axe takes a time for each.
SHORTEN = (
    "for (const list of document.querySelectorAll('main :is(tbody, ul, ol, dl, svg, g)'))"
    " [...list.children].slice(40).forEach(child => child.remove())"
)
COLOUR_ALONE: dict[str, object] = {"resultTypes": ["violations"], "runOnly": [*COLOUR]}


def test_axe_finds_nothing_by_day_or_by_night(visit: Open, address: str) -> None:
    """By night, and in the other language, colours alone or all but colours are judged: words do
    not change colours, nor do colours change anything else.
    """
    page = visit(address, color_scheme="light", bypass_csp=True).page
    page.evaluate(SHORTEN)
    if not address.startswith("/pl/"):
        assert broken(page, WITHOUT_COLOUR) == []
        return
    by_day = broken(page, EVERY_RULE)
    page.emulate_media(color_scheme="dark")
    by_night = broken(page, COLOUR_ALONE)
    page.emulate_media(color_scheme="light")  # the tab is another test's next
    assert (by_day, by_night) == ([], [])


def broken(page: Page, options: dict[str, object]) -> list[str]:
    """The rules that a page breaks, each with its first elements."""
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in violations
        for node in rule["nodes"][:3]
    ]
