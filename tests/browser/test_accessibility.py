"""No page type breaks a rule of axe-core, in either language, by day or by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Open


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Open, address: str, scheme: str) -> None:
    opened = visit(address, color_scheme=scheme, bypass_csp=True)
    found = Axe().run(opened.page).response["violations"]
    assert [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"][:3]] == []
