"""What changed between two releases, as the script of their page joins the lists."""

import pytest
from browser_pages import PAGES, Open

JOIN = """async (lists) => {
    const { joined } = await import("/theme/js/releases/joined.js");
    const cells = (c) => [c.kind, c.record, c.before, c.after];
    return lists.map((changes) => joined(changes).map(cells));
}"""


def of(kind: str, field: str = "", before: str = "", after: str = "") -> dict[str, str]:
    named = {"kind": kind, "dataset": "projects", "record": "a"}
    return {**named, "field": field, "before": before, "after": after}


ADDED, REMOVED = of("added"), of("removed")
TO_2, TO_3, BACK = (of("changed", "t", *cells) for cells in ("12", "23", "21"))


@pytest.mark.parametrize(
    ("changes", "joined"),
    [
        ([TO_2, TO_3], [["changed", "a", "1", "3"]]),
        ([TO_2, BACK], []),
        ([ADDED, TO_2], [["added", "a", "", ""]]),
        ([ADDED, REMOVED], []),
        ([TO_2, REMOVED], [["removed", "a", "", ""]]),
    ],
)
def test_changes_are_joined(
    changes: list[dict[str, str]], joined: list[list[str]], visit: Open
) -> None:
    page = visit(PAGES["releases"]["en"]).page
    assert page.evaluate(JOIN, [changes]) == [joined]
