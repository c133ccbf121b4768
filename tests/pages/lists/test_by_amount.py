"""The table of the projects of a record: by currency, the largest amount first."""

from itertools import pairwise

import site_plans

from datasite.model.amounts import best_known_amount
from datasite.pages.lists.by_amount import project_table


def test_each_project_is_in_the_group_of_its_currency_once() -> None:
    projects = tuple(site_plans.register().projects.values())
    table = project_table(projects)
    assert sorted(p.id for group in table.groups for p in group.projects) == sorted(
        p.id for p in projects
    )
    assert table.number == len(projects)
    for group in table.groups:
        for project in group.projects:
            best = best_known_amount(project.amounts)
            assert (best.amount.currency if best else "", best is not None) == (
                group.currency,
                group.stated,
            )


def test_the_largest_amount_is_first_and_what_has_none_last() -> None:
    table = project_table(site_plans.register().projects.values())
    for group in table.groups:
        figures = [
            (best.amount.amount if best else None) or 0
            for best in (best_known_amount(p.amounts) for p in group.projects)
        ]
        assert all(one >= other for one, other in pairwise(figures)), group.currency
    assert [group.currency for group in table.groups][-2:] == ["", ""]
    assert [group.stated for group in table.groups][-2:] == [True, False]


def test_the_axis_holds_every_known_year() -> None:
    projects = site_plans.register().projects.values()
    table = project_table(projects)
    years = [date.year for p in projects for date in (p.start, p.end) if date]
    assert (table.first, table.last) == (min(years), max(years))
    assert set(table.lanes) == {p.id for p in projects if p.start or p.end}
    nothing = project_table(())
    assert (nothing.groups, nothing.first, nothing.number) == ((), None, 0)
