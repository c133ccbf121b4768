"""Pages of one section have different titles, also where records have one name."""

from dataclasses import replace
from typing import Any

import pytest
import site_plans

from datasite.model.register import Register
from datasite.pages.all_pages import told_apart
from datasite.pages.types.organisations import ORGANISATION
from datasite.pages.types.projects import PROJECT

NAME = {"pl": "Ministerstwo", "en": "Ministry"}


def titles(lang: str, *items: tuple[Any, Any]) -> list[str]:
    return list(told_apart(items, site_plans.languages()[lang]))


@pytest.fixture
def bodies(mini_register: Register) -> list[Any]:
    """Two bodies of one name in two states, and a third of another name."""
    bodies = mini_register.organisations
    return [
        replace(bodies["norweski-urzad-przykladowy"], name=NAME),
        replace(bodies["namibijska-agencja-przykladowa"], name=NAME),
        bodies["fundacja-przykladowa"],
    ]


def test_bodies_of_one_name_have_their_country(bodies: list[Any]) -> None:
    items = [(ORGANISATION, body) for body in bodies]
    assert titles("pl", *items) == [
        "Ministerstwo (Norwegia)",
        "Ministerstwo (Namibia)",
        "Fundacja Przykładowa",
    ]
    assert titles("en", *items)[:2] == ["Ministry (Norway)", "Ministry (Namibia)"]


def test_where_nothing_else_differs_they_have_their_identifiers(bodies: list[Any]) -> None:
    one, other, _ = bodies
    items = ((ORGANISATION, one), (ORGANISATION, replace(other, country=one.country)))
    assert titles("en", *items) == [
        "Ministry (norweski-urzad-przykladowy)",
        "Ministry (namibijska-agencja-przykladowa)",
    ]


def test_projects_of_one_title_have_their_periods(mini_register: Register) -> None:
    one, other = (
        replace(mini_register.projects[key], reference_number="", title=NAME)
        for key in ("wspolna-zagroda", "przykladowy-projekt-2")
    )
    assert titles("en", (PROJECT, one), (PROJECT, other)) == [
        "Ministry (2022 – December\u00a02023)",
        "Ministry (from 2025)",
    ]


def test_names_in_two_sections_are_told_apart_by_the_sections(mini_register: Register) -> None:
    project = replace(mini_register.projects["null"], reference_number="", title=NAME)
    body = replace(mini_register.organisations["fundacja-przykladowa"], name=NAME)
    assert titles("en", (PROJECT, project), (ORGANISATION, body)) == ["Ministry", "Ministry"]
