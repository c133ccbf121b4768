"""Charts: lengths true to amounts, currencies apart, what is approximate by itself; lanes true to
dates; pairs keyed by identifier.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import built_sites
import pelican_runs
import pytest
import site_plans
from chart_registers import WORDS, Stated, code, fields, register_of
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from paths import ROOT

from datasite.charts import chart_pages, timelines
from datasite.charts.chart import Chart
from datasite.charts.chart_pages import CHARTS
from datasite.charts.money_bars import Bar, MoneyBars
from datasite.charts.money_by_programme import money_by_programme
from datasite.charts.money_by_year import money_by_year
from datasite.charts.who_with_whom import neighbourhood, partner_pairs
from datasite.language.localization import Language
from datasite.model import families, totals
from datasite.model.entities import Partner, Project
from datasite.model.register import Register
from datasite.pages.types.projects import project_view
from datasite.publication import addresses
from datasite.values import Date

YEARS = st.none() | st.integers(1999, 2030)
STATED = st.lists(
    st.none()
    | st.tuples(
        st.decimals(0, 10**10, places=2),
        st.sampled_from(["exact", "exact", "nearly", "up_to", "over", "unclear"]),
        st.sampled_from(["", "EUR", "PLN", "CHF"]),
        st.sampled_from(["", "", "razem"]),
        YEARS,
        st.booleans(),
    ),
    max_size=12,
)
both = pytest.mark.parametrize("drawn", [money_by_programme, money_by_year])


def _bars(chart: MoneyBars) -> list[Bar]:
    return [bar for panel in chart.panels for line in panel.lines for bar in line.bars]


@both
@given(stated=STATED)
def test_the_exact_bars_of_a_currency_come_to_its_total(
    drawn: Callable[[Register], MoneyBars], stated: list[Stated | None], mini_register: Register
) -> None:
    register = register_of(mini_register, stated)
    for panel in drawn(register).panels:
        exact = [
            p.total
            for p in register.projects.values()
            if p.total and p.total.exact and p.total.currency == panel.currency
        ]
        joint = {a.joint_id: a.amount for a in exact if a.joint_id}
        expected = sum((a.amount or Decimal(0) for a in exact if not a.joint_id), Decimal(0)) + sum(
            (a or Decimal(0) for a in joint.values()), Decimal(0)
        )
        assert (
            sum((line.exact.amount for line in panel.lines if line.exact), Decimal(0)) == expected
        )


@both
@given(stated=STATED)
def test_no_bar_leaves_its_track_and_none_is_invisible(
    drawn: Callable[[Register], MoneyBars], stated: list[Stated | None], mini_register: Register
) -> None:
    for panel in drawn(register_of(mini_register, stated)).panels:
        bars = [bar for line in panel.lines for bar in line.bars]
        assert all(0 <= bar.width <= 100 and (bar.width > 0) == (bar.amount > 0) for bar in bars)
        assert max(bar.width for bar in bars) == (100 if any(bar.amount for bar in bars) else 0)
        assert all(a.width >= b.width for a, b in pairwise(sorted(bars, key=lambda b: -b.amount)))


@both
@given(stated=STATED)
def test_a_bar_is_hatched_if_and_only_if_its_amount_is_approximate(
    drawn: Callable[[Register], MoneyBars], stated: list[Stated | None], mini_register: Register
) -> None:
    chart = drawn(register_of(mini_register, stated))
    for bar in _bars(chart):
        exact = {p.total.exact for p in bar.projects if p.total}
        assert exact == {bar.approximate is None}
        assert bar.approximate is None or len(bar.projects) == 1
    assert sum(1 for bar in _bars(chart) if bar.approximate) == sum(
        c.outside.number for c in chart.sums.currencies if c.outside
    )


@both
@given(stated=STATED)
def test_no_panel_mixes_currencies_or_repeats_a_project(
    drawn: Callable[[Register], MoneyBars], stated: list[Stated | None], mini_register: Register
) -> None:
    chart = drawn(register_of(mini_register, stated))
    assert all(
        p.total and p.total.currency == panel.currency
        for panel in chart.panels
        for line in panel.lines
        for bar in line.bars
        for p in bar.projects
    )
    assert all(panel.currency for panel in chart.panels)
    shown = [p.id for bar in _bars(chart) for p in bar.projects]
    # An approximate amount that several projects share is one bar, with the first of them.
    drawn_once = chart.sums.approximate - sum(
        c.outside.number for c in chart.sums.currencies if c.outside
    )
    assert len(shown) == len(set(shown))
    assert len(shown) == chart.sums.projects - sum(chart.sums.outside.values()) - drawn_once


@given(stated=STATED)
def test_years_are_in_order_and_what_has_none_is_last(
    stated: list[Stated | None], mini_register: Register
) -> None:
    for panel in money_by_year(register_of(mini_register, stated)).panels:
        years = [line.subject for line in panel.lines]
        known = [year for year in years if isinstance(year, int)]
        assert known == sorted(set(known))
        assert years == known + [None] * (len(years) - len(known))
        for line in panel.lines:
            assert {
                p.start.year if p.start else None for bar in line.bars for p in bar.projects
            } <= {line.subject}


def test_a_joint_sum_stands_in_the_year_in_which_its_first_project_begins(
    mini_register: Register,
) -> None:
    """That of „null”, whose start is not known, and of „wspolna-zagroda”, which starts in 2022."""
    (pln,) = (panel for panel in money_by_year(mini_register).panels if panel.currency == "PLN")
    assert [
        (line.subject, [(bar.amount, [p.id for p in bar.projects]) for bar in line.bars])
        for line in pln.lines
    ] == [(2022, [(Decimal(13_250_000), ["wspolna-zagroda"])])]


def test_funds_of_one_name_are_not_merged(mini_register: Register) -> None:
    programmes = {
        key: replace(record, name=WORDS, short_name=WORDS)
        for key, record in mini_register.programmes.items()
    }
    projects = {
        key: Project(
            **{
                **fields(record),
                "programme": programmes[record.programme.id] if record.programme else None,
                "amounts": (replace(a, joint_id="") for a in record.amounts),
            }
        )
        for key, record in mini_register.projects.items()
    }
    projects = {
        key: Project(**{**fields(record), "amounts": tuple(record.amounts)})
        for key, record in projects.items()
    }
    chart = money_by_programme(replace(mini_register, programmes=programmes, projects=projects))
    subjects = {
        line.subject.id
        for panel in chart.panels
        for line in panel.lines
        if not isinstance(line.subject, int) and line.subject
    }
    assert len(subjects) == len(
        {
            families.fund_of(p.programme).id
            for p in projects.values()
            if p.programme and p.total and p.total.currency
        }
    )


# Timelines


def _dates() -> st.SearchStrategy[Date]:
    days = st.dates().map(lambda d: Date(d.year, d.month, d.day))
    return days | st.dates().map(lambda d: Date(d.year))


SPANS = st.lists(
    st.tuples(st.none() | _dates(), st.none() | _dates()).map(
        lambda s: s if not (s[0] and s[1]) or s[0].first_day <= s[1].last_day else (s[1], s[0])
    ),
    max_size=8,
)


def _dated(model: Project, spans: list[tuple[Date | None, Date | None]]) -> list[Project]:
    return [
        Project(**{**fields(model), "id": f"p{n}", "start": start, "end": end})
        for n, (start, end) in enumerate(spans)
    ]


@given(spans=SPANS.filter(lambda spans: all(d.year < 9999 for span in spans for d in span if d)))
def test_every_dated_project_has_one_lane_on_the_axis(
    spans: list[tuple[Date | None, Date | None]], mini_register: Register
) -> None:
    projects = _dated(mini_register.projects["null"], spans)
    timeline = timelines.build_timeline(projects)
    assert sorted(lane.project.id for lane in timeline.lanes) == sorted(
        p.id for p in projects if p.start or p.end
    )
    assert timeline.undated + len(timeline.lanes) == len(projects)
    for lane in timeline.lanes:
        assert lane.left >= 0
        assert lane.width > 0
        assert lane.left + lane.width <= 100
        known = [d for d in (lane.project.start, lane.project.end) if d]
        assert lane.by_year == any(d.month is None for d in known)
        assert lane.half == (len(known) == 1)
    assert all(0 <= tick.at < 100 for tick in timeline.ticks)


def test_a_lane_covers_the_year_where_only_the_year_is_known(mini_register: Register) -> None:
    (lane,) = timelines.build_timeline(
        _dated(mini_register.projects["null"], [(Date(2020), Date(2020))])
    ).lanes
    assert (lane.left, lane.width, lane.by_year) == (0, 100, True)


def test_a_lane_begins_and_ends_with_its_days(mini_register: Register) -> None:
    """Half of 2022 in an axis of 2021 and 2022:

    365 of 730 days are over before it, 181 are its own.
    """
    spans = [(Date(2021), Date(2022)), (Date(2022, 1, 1), Date(2022, 6, 30))]
    lane = timelines.build_timeline(_dated(mini_register.projects["null"], spans)).lanes[1]
    assert (lane.left, lane.width, lane.by_year) == (Decimal("50.00"), Decimal("24.79"), False)


# Who with whom


@given(teams=st.lists(st.lists(st.sampled_from("abcde"), max_size=5), max_size=6))
def test_each_pair_is_counted_once_in_a_project(
    teams: list[list[str]], mini_register: Register
) -> None:
    plain = mini_register.projects["null"]
    partner = plain.partners[0]

    def partners(team: list[str]) -> tuple[Partner, ...]:
        return tuple(
            replace(partner, organisation=replace(partner.organisation, id=i)) for i in team
        )  # all of one name

    projects = [
        Project(**{**fields(plain), "id": f"p{n}", "partners": partners(team)})
        for n, team in enumerate(teams)
    ]
    pairs = partner_pairs(projects)
    counted = {(p.left.id, p.right.id): len(p.projects) for p in pairs.pairs}
    expected = [pair for team in teams for pair in combinations(sorted(set(team)), 2)]
    assert counted == {pair: expected.count(pair) for pair in expected}
    assert [len(p.projects) for p in pairs.pairs] == sorted(counted.values(), reverse=True)
    company = {i: sum(i in team and len(set(team)) > 1 for team in teams) for i in "abcde"}
    assert [(it.organisation.id, it.projects) for it in pairs.neighbourhoods] == sorted(
        ((i, number) for i, number in company.items() if number), key=lambda it: (-it[1], it[0])
    )
    for it in pairs.neighbourhoods:
        key = it.organisation.id
        assert {n.organisation.id: n.projects for n in it.neighbours} == {
            (right if left == key else left): number
            for (left, right), number in counted.items()
            if key in (left, right)
        }
        numbers = [n.projects for n in it.neighbours]
        assert numbers == sorted(numbers, reverse=True)


def test_a_neighbourhood_has_a_curve_to_the_middle_of_each_row_and_counts_the_others(
    mini_register: Register,
) -> None:
    plain = mini_register.projects["null"].partners[0].organisation
    met = [(replace(plain, id=f"o{n}"), 14 - n) for n in range(13)]
    it = neighbourhood(plain, 20, met, 14)
    assert (len(it.neighbours), it.more) == (10, 3)
    assert [n.curve.path.rpartition(" ")[2] for n in it.neighbours] == [
        str(50 + 100 * row) for row in range(10)
    ]
    widths = [n.curve.width for n in it.neighbours]
    assert widths == sorted(widths, reverse=True)
    assert (widths[0], min(widths) > 1) == (12, True)


# Parts of a project


def _with_parts(project: Project, *parts: tuple[str, str, str, int]) -> Project:
    """100 EUR exactly, and parts of (kind, qualifier, currency, amount) of an organisation."""
    assert project.total
    whole = replace(
        project.total, amount=Decimal(100), qualifier=code("exact"), currency="EUR", joint_id=""
    )
    organisation = project.partners[0].organisation
    amounts = (
        replace(
            whole,
            id=f"a{n}",
            organisation=organisation,
            kind=code(k),
            qualifier=code(q),
            currency=c,
            amount=Decimal(a),
        )
        for n, (k, q, c, a) in enumerate(parts)
    )
    return Project(**{**fields(project), "amounts": (whole, *amounts)})


@pytest.mark.parametrize(
    ("parts", "widths"),
    [
        ([("total", "exact", "EUR", 25), ("total", "exact", "EUR", 40)], [40, 25]),
        ([("total", "nearly", "EUR", 25)], []),
        ([("total", "exact", "PLN", 25)], []),
        ([("eu_grant", "exact", "EUR", 25)], []),
        ([("total", "exact", "EUR", 60), ("total", "exact", "EUR", 60)], []),
    ],
    ids=[
        "exact",
        "approximate",
        "another currency",
        "no share of the total",
        "more than the whole",
    ],
)
def test_parts_of_organisations_are_drawn_only_where_they_are_parts_of_the_whole(
    parts: list[tuple[str, str, str, int]], widths: list[int], mini_register: Register
) -> None:
    project = _with_parts(mini_register.projects["null"], *parts)
    assert [int(s.width) for s in project_view(mini_register, project, ()).shares] == widths


# Rows


@pytest.mark.parametrize("chart", CHARTS, ids=lambda it: it.id)
def test_both_files_hold_the_rows_of_the_chart(
    chart: Chart[Any], mini_register: Register, languages: Mapping[str, Language]
) -> None:
    files = {f.name: f for f in chart_pages.chart_files(mini_register, languages)}
    lines = list(csv.DictReader(io.StringIO(files[f"charts/{chart.id}.csv"].content.decode())))
    objects = json.loads(files[f"charts/{chart.id}.json"].content)
    assert lines
    assert len(lines) == len(objects) == chart_pages.chart_view(mini_register, chart).rows
    assert [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in objects
    ] == lines


def test_each_chart_has_its_address() -> None:
    assert set(addresses.CHARTS) == {chart.id for chart in CHARTS}


def test_each_chart_has_its_template() -> None:
    templates = (ROOT / "theme" / "templates" / "charts").iterdir()
    assert {path.name for path in templates} == {f"{chart.id}.html" for chart in CHARTS}


def test_rows_of_money_are_the_bars(
    mini_register: Register, languages: Mapping[str, Language]
) -> None:
    lines = list(
        csv.DictReader(
            io.StringIO(
                next(
                    f
                    for f in chart_pages.chart_files(mini_register, languages)
                    if f.name.endswith("money-by-programme.csv")
                ).content.decode()
            )
        )
    )
    assert [
        (row["currency"], row["programme_id"], row["statement"], row["amount"], row["project_id"])
        for row in lines
    ] == [
        ("PLN", "norweskie-przykladowe", "sum", "13250000", ""),
        ("EUR", "fundusz-przykladowy-2021-2027", "nearly", "1600000", "przykladowy-projekt"),
    ]


def test_the_judgement_of_amounts_is_that_of_the_sums(mini_register: Register) -> None:
    judged = [
        fate for _, fate in totals.amount_fates(p.total for p in mini_register.projects.values())
    ]
    assert sorted(judged) == ["approximate", "exact", "joint", "not_stated"]


def test_page_of_pairs_stays_small_however_many_partners_a_project_has(mini: Path) -> None:
    plan = site_plans.of(mini)
    register = plan.site.register
    model = register.projects["przykladowy-projekt"]
    crowd = tuple(
        replace(
            model.partners[0],
            organisation=replace(model.partners[0].organisation, id=f"organizacja-{number}"),
        )
        for number in range(300)
    )
    twins = {key: replace(model, id=key, partners=crowd) for key in ("jeden", "dwa")}
    crowded = replace(register, projects={**register.projects, **twins})
    (page,) = (p for p in plan.pages if p.url == "/en/charts/who-with-whom/")
    view = chart_pages.chart_view(crowded, page.view.chart)
    assert view.rows > 300 * 299 / 2
    (written,) = pelican_runs.pages(
        plan, mini / "theme", [site_plans.showing(page, view=view)]
    ).values()
    assert len(written) < 250_000
    words = built_sites.plain(html.fromstring(written).text_content())
    assert f"the first 500 of {view.rows:,} pairs" in words
    assert re.search(r"29\d more organisations that work with others", words)
    assert re.search(r"2\d\d more organisations", words)
