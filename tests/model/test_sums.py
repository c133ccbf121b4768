"""Sums in company: every project is in one number, and what is outside a sum is named beside it."""

from decimal import Decimal

import site_plans
from hypothesis import given
from hypothesis import strategies as st

from datasite.model import totals
from datasite.model.amounts import fund_money
from datasite.model.entities import Project
from datasite.model.sums import Sums, sums_of

PROJECTS = st.lists(
    st.sampled_from(list(site_plans.register().projects.values())), unique_by=lambda p: p.id
)


def _counted(sums: Sums) -> int:
    exact = sum(c.total.exact for c in sums.currencies if c.total)
    return exact + sums.approximate + sum(sums.outside.values())


@given(PROJECTS)
def test_every_project_is_in_exactly_one_number(projects: list[Project]) -> None:
    for sums in (sums_of(projects), sums_of(projects, fund_money)):
        assert sums.projects == _counted(sums) == len(projects)


@given(PROJECTS)
def test_sums_are_those_of_totals_and_none_is_of_nothing(projects: list[Project]) -> None:
    plain = totals.of_projects(projects)
    sums = sums_of(projects)
    assert [c.total for c in sums.currencies] == [t if t.exact else None for t in plain.by_currency]
    assert all(c.total or c.outside for c in sums.currencies)
    assert sums.otherwise_known + sums.not_stated == plain.not_stated


@given(PROJECTS)
def test_stages_make_up_the_sum(projects: list[Project]) -> None:
    for currency in sums_of(projects).currencies:
        figure = currency.total.amount if currency.total else Decimal(0)
        count = currency.total.exact if currency.total else 0
        assert sum((s.amount for s in currency.stages), Decimal(0)) == figure
        assert sum(s.exact for s in currency.stages) == count
        assert len({s.stage.code for s in currency.stages}) == len(currency.stages)


@given(PROJECTS)
def test_the_largest_approximate_amount_is_named_with_its_project(projects: list[Project]) -> None:
    for currency in sums_of(projects).currencies:
        approximate = [
            p.total.amount
            for p in projects
            if p.total
            and p.total.amount
            and p.total.currency == currency.currency
            and p.total.qualifier.code not in ("exact", "unclear")
        ]
        outside = currency.outside
        assert (outside.number if outside else 0) == len(approximate)
        if outside:
            assert outside.amount.amount == max(approximate)
            assert outside.project.total == outside.amount
