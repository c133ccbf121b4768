"""The picture of the organisations around one: a line to the middle of each row, as thick as the
projects together are many.
"""

from dataclasses import replace
from decimal import Decimal

import site_plans

from datasite.charts.neighbours import ROW, build_neighbours
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
    assert [row.at for row in figure.rows] == [ROW // 2, ROW + ROW // 2, 2 * ROW + ROW // 2]
    assert figure.height == 3 * ROW
    assert figure.middle == figure.rows[1].at


def test_thickness_is_in_proportion_to_projects() -> None:
    centre = site_plans.register().organisations["straz-graniczna"]
    few = [row.thickness for row in build_neighbours(centre, _met(3, 1)).rows]
    assert few == [Decimal(6), Decimal(2)]
    many = [row.thickness for row in build_neighbours(centre, _met(24, 12, 1)).rows]
    assert many == [Decimal(12), Decimal(6), Decimal(1)]  # the thinnest can still be seen


def test_a_long_short_name_is_no_label() -> None:
    organisations = site_plans.register().organisations
    assert build_neighbours(organisations["straz-graniczna"], ()).label == "SG"
    assert build_neighbours(organisations["kwp-wroclaw"], ()).label == ""
