"""Every page of the real site in a browser, one after the other.

Run by `make bench`, since it takes minutes; `make test` opens one page of each type.
"""

import built_sites
import pytest
from browser_pages import Open

pytestmark = pytest.mark.bench


def test_no_page_breaks_the_policy_or_complains(
    visit: Open, breaches: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    paths = list(built_sites.pages(built_sites.real(tmp_path_factory.getbasetemp())))
    asked = 0
    for path in paths:
        opened = visit(f"/{path}")
        assert (path, opened.complaints, breaches) == (path, [], [])
        asked += len(opened.requests)
    print(
        f"\n{len(paths)} pages, {asked} requests, all of this host; no report of the policy, no"
        " complaint"
    )
