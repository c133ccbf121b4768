"""No page type breaks a rule of axe-core, in either language, by day or by night."""

from axe_playwright_python.sync_playwright import Axe
from browser_pages import Open
from playwright.sync_api import Page

EVERY_RULE: dict[str, object] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
RULES_OF_COLOUR: dict[str, object] = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "link-in-text-block"],
}  # what alone can differ by night


def test_axe_finds_nothing_by_day_or_by_night(visit: Open, address: str) -> None:
    page = visit(address, color_scheme="light", bypass_csp=True).page
    by_day = broken(page, EVERY_RULE)
    page.emulate_media(color_scheme="dark")
    by_night = broken(page, RULES_OF_COLOUR)
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
