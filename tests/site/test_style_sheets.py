"""The style sheets of the site: joined from small files, named by their content, and the files
that they name.
"""

import csv
import hashlib
import re
from pathlib import Path

import pytest
from paths import ROOT

from datasite.site.style_sheets import HASH_LENGTH, PARTS, SHEETS, join_style_sheets, shorten

THEME = ROOT / "theme"
FONT = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:HASH_LENGTH]


def test_each_field_of_projects_has_a_shape_and_a_colour() -> None:
    """Another of each than the others."""
    with (ROOT / "datasets/project_fields/project_fields.csv").open(encoding="utf-8") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    css = (THEME / PARTS / "components.css").read_text(encoding="utf-8")
    tokens = (THEME / PARTS / "tokens.css").read_text(encoding="utf-8")
    signs = re.findall(r"\.topic\.(\w+) { --topic: var\((--[\w-]+)\); --shape: (.+?) }", css)
    assert sorted(code for code, _, _ in signs) == sorted(codes)
    assert len({shape for *_, shape in signs}) == len({colour for _, colour, _ in signs})
    assert all(f"{colour}: light-dark(" in tokens for _, colour, _ in signs)


def test_every_part_is_in_a_sheet() -> None:
    assert {path.stem for path in (THEME / PARTS).iterdir()} == {
        part for parts in SHEETS.values() for part in parts
    }


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_its_parts_under_a_name_that_changes_with_them(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / PARTS).mkdir()
    for path in (THEME / PARTS).iterdir():
        (tmp_path / PARTS / path.name).write_bytes(path.read_bytes())
    before = join_style_sheets(tmp_path)[name]
    assert before == join_style_sheets(THEME)[name]
    assert before.path == f"css/{name}.{hash_of(before.content)}.css"
    last = tmp_path / PARTS / f"{SHEETS[name][-1]}.css"
    assert before.content.decode().endswith(shorten(last.read_text(encoding="utf-8")))
    last.write_text("p { color: red }", encoding="utf-8")
    assert join_style_sheets(tmp_path)[name].path != before.path


def test_a_sheet_has_no_comments_and_no_needless_blanks() -> None:
    assert (
        shorten(
            '/* a\n */ a :hover,\n p::after { content: "/* ; */" / ""; margin: 0 calc(1px + 2px); }'
        )
        == 'a :hover,p::after{content:"/* ; */" / "";margin:0 calc(1px + 2px)}'
    )
    assert shorten("@media (min-width: 1rem) {\n  :is(a, b):has(> i) { }\n}") == (
        "@media (min-width:1rem){:is(a,b):has(> i){}}"
    )


def test_the_first_part_names_every_layer() -> None:
    """The order of layers is that in which they are first named."""
    first, *others = ((THEME / PARTS / f"{part}.css").read_text() for part in SHEETS["site"])
    named = re.search(r"^@layer ([\w, ]+);", first, re.MULTILINE)
    assert named
    used = {name for sheet in others for name in re.findall(r"^@layer (\w+) \{", sheet, re.M)}
    assert used <= set(named[1].split(", "))


def test_fonts_are_there_under_the_names_of_their_content_with_their_licences() -> None:
    fonts = FONT.findall((THEME / PARTS / "fonts.css").read_text(encoding="utf-8"))
    assert len(fonts) == 2
    for name in fonts:
        file = THEME / "static" / name
        family, digest, _ = file.name.split(".")
        assert digest == hash_of(file.read_bytes())
        licence = file.with_name(f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License, Version 1.1" in licence
