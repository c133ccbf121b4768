"""The templates as source: short lines, and no code of a codelist written out."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
LONGEST_LINE = 120
every_template = pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name
)


@every_template
def test_lines_are_short(template: Path) -> None:
    lines = template.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize(
    "template",
    # The kinds of rows in the page of changes are in no codelist.
    sorted(path for path in TEMPLATES.rglob("*.html") if path.name != "changes.html"),
    ids=lambda path: path.name,
)
def test_codes_have_names(template: Path) -> None:
    """They are compared as codes.PartnerRole.LEAD: a wrong name stops the build, a wrong word does
    not.
    """
    bare = re.compile(r'\b(?:code|relation|origin|kind|status)\w*(?:\[\w+\])? [=!]= "')
    assert bare.findall(template.read_text(encoding="utf-8")) == []
