"""The picture of the organisations around one: a line to the middle of each row, as thick as the
projects together are many.
"""

from dataclasses import replace
from decimal import Decimal

import site_plans

from datasite.charts.neighbours import HIGH, build_neighbours
from datasite.charts.who_with_whom import neighbourhood
from datasite.model.working_together import WorksWith, works_with


def _met(*numbers: int) -> list[WorksWith]:
    register = site_plans.register()
    centre = register.organisations["straz-graniczna"]
    meets = works_with(register, centre)[0]
    project = next(iter(register.projects.values()))
    return [replace(meets, own=(project,) * number, of_units=()) for number in numbers]


def test_each_line_ends_in_the_middle_of_its_row() -> None:
    centre = site_plans.register().organisations["straz-graniczna"]
    figure = build_neighbours(centre, _met(3, 2, 1))
    ends = [row.curve.path.rpartition(" ")[2] for row in figure.rows]
    assert ends == [str(HIGH // 6), str(HIGH // 2), str(HIGH * 5 // 6)]
    assert all(row.curve.path.startswith(f"M0 {HIGH // 2}C") for row in figure.rows)


def test_thickness_is_in_proportion_to_projects() -> None:
    centre = site_plans.register().organisations["straz-graniczna"]
    few = [row.curve.width for row in build_neighbours(centre, _met(3, 1)).rows]
    assert few == [Decimal(6), Decimal(2)]
    many = [row.curve.width for row in build_neighbours(centre, _met(24, 12, 1)).rows]
    assert many == [Decimal(12), Decimal(6), Decimal(1)]  # the thinnest can still be seen


def test_the_chart_of_pairs_has_the_scale_of_the_pictures_of_organisations() -> None:
    centre = site_plans.register().organisations["straz-graniczna"]
    numbers = (14, 5, 1)
    own = [row.curve for row in build_neighbours(centre, _met(*numbers)).rows]
    it = neighbourhood(centre, 20, [(centre, number) for number in numbers], 14)
    assert [neighbour.curve for neighbour in it.neighbours] == own


def test_a_long_short_name_is_no_label() -> None:
    organisations = site_plans.register().organisations
    assert build_neighbours(organisations["straz-graniczna"], ()).label == "SG"
    assert build_neighbours(organisations["kwp-wroclaw"], ()).label == ""
