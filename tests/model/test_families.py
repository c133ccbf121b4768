"""Which projects belong to a fund: the same everywhere."""

import site_plans

from datasite.charts.money_by_programme import money_by_programme
from datasite.model.entities import Programme, Project
from datasite.model.families import (
    ancestors,
    by_fund,
    counts_periods_apart,
    fund_id,
    of_family,
)
from datasite.model.register import Register
from datasite.pages.explorer.project_facets import PROJECT_FACETS
from datasite.pages.types.coverage import coverage_view


def _ids(projects: tuple[Project, ...]) -> set[str]:
    return {project.id for project in projects}


def _below(register: Register, fund: Programme) -> list[Programme]:
    return [p for p in register.programmes.values() if fund in ancestors(p)]


def test_every_project_belongs_to_one_fund() -> None:
    projects = site_plans.register().projects
    groups = by_fund(projects.values())
    assert sorted(p.id for group in groups.values() for p in group) == sorted(projects)
    assert {p.id for p in groups[""]} == {p.id for p in projects.values() if not p.programme}


def test_a_fund_whose_periods_are_not_apart_has_all_of_its_family() -> None:
    register = site_plans.register()
    groups = by_fund(register.projects.values())
    whole = [register.programmes[key] for key in groups if key]
    whole = [fund for fund in whole if not counts_periods_apart(register, fund)]
    assert any(_below(register, fund) for fund in whole)
    assert {fund.id for fund in whole} < groups.keys()
    for fund in whole:
        assert _ids(groups[fund.id]) == _ids(of_family(register, fund)), fund.id


def test_a_fund_without_a_period_and_its_periods_are_its_family() -> None:
    register = site_plans.register()
    groups = by_fund(register.projects.values())
    for fund in register.programmes.values():
        if not fund.parent and not any(fund.period):
            parts = [fund, *_below(register, fund)]
            together = {p.id for part in parts for p in groups.get(part.id, ())}
            assert together == _ids(of_family(register, fund)), fund.id


def test_list_page_chart_and_coverage_count_a_fund_alike() -> None:
    plan = site_plans.real()
    register = plan.site.register
    fund = register.programmes["fami-2021-2027"]
    expected = _ids(of_family(register, fund))
    assert len(expected) > len([p for p in register.projects.values() if p.programme == fund])
    (facet,) = (facet for facet in PROJECT_FACETS if facet.name == "fund")
    assert expected == {p.id for p in register.projects.values() if fund.id in facet.values_of(p)}
    drawn = {
        project.id
        for panel in money_by_programme(register).panels
        for line in panel.lines
        if line.subject == fund
        for bar in line.bars
        for project in bar.projects
    }
    assert drawn == {key for key in expected if register.projects[key].total}
    (row,) = (row for row in coverage_view(plan.site.catalog, register).funds if row.fund == fund)
    assert row.answered[0].share.of == len(expected)
    assert {p.id for p in register.projects.values() if fund_id(p) == fund.id} == expected
