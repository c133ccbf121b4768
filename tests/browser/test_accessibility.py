"""No page type breaks a rule of axe-core, in either language, by day or by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Open

EVERY_RULE: dict[str, object] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
RULES_OF_COLOUR: dict[str, object] = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}  # what alone can differ by night


@pytest.mark.parametrize(("scheme", "options"), [("light", EVERY_RULE), ("dark", RULES_OF_COLOUR)], ids=["light", "dark"])
def test_axe_finds_nothing(visit: Open, address: str, scheme: str, options: dict[str, object]) -> None:
    opened = visit(address, color_scheme=scheme, bypass_csp=True)
    found = Axe().run(opened.page, options=options).response["violations"]
    assert [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"][:3]] == []
