"""Places in texts, by any form of their names, and the tables of the forms."""

import re
from collections import Counter

import pytest
import site_plans

from datasite.language.localization import Language
from datasite.language.place_names import PlaceNames, place_mark, place_names

KNOWN = place_names(
    [
        "# a comment: not a place\n"
        "PL-06: lubelskie, Lubelszczyzna\n"
        "PL-20: podlaskie, podlaska\n"
        "biała-podlaska (PL-06): Biała Podlaska, Białej Podlaskiej\n",
        "PL-06: Lublin Voivodeship\n",
    ]
)


def test_lines_of_all_files_are_joined() -> None:
    assert KNOWN.forms["PL-06"] == ("lubelskie", "Lubelszczyzna", "Lublin Voivodeship")
    assert KNOWN.within == {"biała-podlaska": "PL-06"}
    assert KNOWN.cities_of("PL-06") == ("biała-podlaska",)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Szpital w Białej Podlaskiej", ("biała-podlaska",)),
        ("BIALEJ PODLASKIEJ, podlaska", ("biała-podlaska", "PL-20")),
        ("podlaskie, lubelskie i podlaskie", ("PL-20", "PL-06")),
        ("podlaskiej", ()),
        ("Biała", ()),
        ("", ()),
    ],
)
def test_longest_name_counts_and_each_place_once(text: str, keys: tuple[str, ...]) -> None:
    assert KNOWN.found_in([text]) == keys


def test_without_a_table_nothing_is_found() -> None:
    assert PlaceNames().found_in(["Biała Podlaska"]) == ()


def test_every_place_of_the_register_is_found_by_each_of_its_names(
    languages: dict[str, Language],
) -> None:
    """Where this fails, run theme/locale/place_names.py."""
    names = languages["pl"].place_names
    for place in site_plans.register().places_in_use():
        for name in place.name.values():
            assert place.code in names.found_in([name]), name


def test_marks_are_apart_and_no_form_is_of_two_places_of_the_register(
    languages: dict[str, Language],
) -> None:
    names = languages["pl"].place_names
    marks = [place_mark(key) for key in names.forms]
    assert len(set(marks)) == len(marks)
    assert [mark for mark in marks if not re.fullmatch(r"[a-z]+", mark)] == []
    used = {place.code for place in site_plans.register().places_in_use()}
    forms = Counter(
        form
        for key, of_key in names.forms.items()
        if key in used or key == key.lower()
        for form in set(of_key)
    )
    assert [form for form, count in forms.items() if count > 1] == []


def test_every_country_of_the_register_is_found_by_its_adjective(
    languages: dict[str, Language],
) -> None:
    """But for Poland and the European Union; see ADJECTIVES in theme/locale/place_names.py."""
    register, forms = site_plans.register(), languages["pl"].place_names.forms
    seats = {o.country.code for o in register.organisations.values() if o.country}
    countries = seats | {p.code for p in register.places_in_use() if p.kind != "voivodeship"}
    without = {code for code in countries if not any(form[0].islower() for form in forms[code])}
    assert without == {"PL", "EU"}


def test_table_is_what_its_script_writes() -> None:
    """Runs only where morfeusz2 is installed: see theme/locale/place_names.py."""
    pytest.importorskip("morfeusz2")
    import place_names as script  # noqa: PLC0415 - a file of the theme, with a library of its own

    written = script.INTRODUCTIONS["pl"] + "".join(script.polish_lines())
    assert (script.HERE / "pl" / "place_names.txt").read_text(encoding="utf-8") == written
