"""The title of a chart is a sentence only where its figure shows what the sentence says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from chart_registers import Stated, fields, register_of
from hypothesis import given
from hypothesis import strategies as st

from datasite.charts import (
    money_by_programme,
    money_by_stage,
    money_by_year,
    timelines,
    who_with_whom,
)
from datasite.charts.chart import Chart
from datasite.charts.chart_pages import CHARTS, chart_view
from datasite.language.localization import Language
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.values import Date

Languages = Mapping[str, Language]


def _total(
    amount: int,
    *,
    year: int | None = None,
    fund: bool = True,
    qualifier: str = "exact",
    currency: str = "PLN",
) -> Stated:
    return (Decimal(amount), qualifier, currency, "", year, fund)


@pytest.mark.parametrize(
    ("stated", "claim"),
    [
        ([_total(75), _total(25, fund=False)], True),
        ([_total(75), _total(25, fund=False), _total(900, qualifier="about", fund=False)], True),
        ([_total(50), _total(50, fund=False)], False),  # half is not more than half
        ([_total(25), _total(75, fund=False)], False),  # no fund is none
        ([_total(75)], False),  # alone it is all of the sum
        ([_total(75, qualifier="about"), _total(25, fund=False)], False),
        ([_total(75), _total(25, fund=False, currency="EUR")], False),
        ([], False),
    ],
)
def test_a_fund_is_named_where_it_has_more_than_half_of_the_exact_sum(
    stated: list[Stated], claim: bool, mini_register: Register, languages: Languages
) -> None:
    chart = money_by_programme.CHART
    figure = chart.figure(register_of(mini_register, stated))
    english, polish = (chart.heading(figure, languages[lang]) for lang in ("en", "pl"))
    assert (english.endswith("accounts for 75% of the sum of exact amounts in PLN")) == claim
    assert (polish.startswith("75% sumy dokładnych kwot w PLN przypada na")) == claim
    if not claim:
        assert (english, polish) == (
            "Value of projects, by fund",
            "Wartość projektów według funduszy",
        )


@pytest.mark.parametrize(
    ("stated", "years"),
    [
        ([_total(9, year=2023), _total(8, year=2022), _total(7)], "2022 and 2023"),
        ([_total(9, year=2022), _total(8, year=2022), _total(7)], "2022"),
        (
            [_total(9, year=2022, qualifier="about"), _total(8, year=2021), _total(7)],
            "2021 and 2022",
        ),
        ([_total(9, year=2023), _total(8, year=2022), _total(8, year=2021)], ""),  # which two?
        ([_total(9, year=2023), _total(8), _total(7, year=2021)], ""),  # a year is not known
        ([_total(9, year=2023), _total(8, year=2022)], ""),  # two of two are not the largest
        ([], ""),
    ],
)
def test_the_years_of_the_two_largest_values_are_named_where_both_are_known(
    stated: list[Stated], years: str, mini_register: Register, languages: Languages
) -> None:
    chart = money_by_year.CHART
    heading = chart.heading(chart.figure(register_of(mini_register, stated)), languages["en"])
    said = f"The two projects with the largest values in PLN started in {years}"
    assert heading == (said if years else "Value of projects, by year")


STAGES = st.lists(
    st.tuples(st.sampled_from(["unspecified", "planned", "final"]), st.integers(0, 9)), max_size=5
)


@given(stages=STAGES)
def test_the_stage_is_said_to_be_unknown_only_of_more_than_half(
    stages: list[tuple[str, int]], mini_register: Register, languages: Languages
) -> None:
    plain = register_of(mini_register, [_total(amount) for _, amount in stages])
    projects = {}
    for project, (stage, _) in zip(plain.projects.values(), stages, strict=True):
        (amount,) = project.amounts
        staged = replace(amount, stage=replace(amount.stage, code=stage))
        projects[project.id] = Project(**{**fields(project), "amounts": (staged,)})
    chart = money_by_stage.CHART
    heading = chart.heading(chart.figure(replace(plain, projects=projects)), languages["en"])
    unknown = sum(amount for stage, amount in stages if stage == "unspecified")
    whole = sum(amount for _, amount in stages)
    holds = unknown * 2 > whole and len({stage for stage, _ in stages}) > 1
    share = (Decimal(unknown) / whole * 100).quantize(Decimal(1)) if whole else 0
    assert heading.startswith(f"For {share}% of the sum of exact amounts in PLN, ") == holds
    assert (heading == "Value of projects, by the stage of the amount") == (not holds)


SPANS = st.lists(
    st.tuples(st.none() | st.integers(2001, 2004), st.none() | st.integers(2004, 2007)), max_size=5
)


@given(spans=SPANS)
def test_a_year_is_named_only_where_more_projects_ran_than_in_any_other(
    spans: list[tuple[int | None, int | None]], mini_register: Register, languages: Languages
) -> None:
    model = mini_register.projects["null"]
    projects = [
        Project(
            **{
                **fields(model),
                "id": f"p{number}",
                "start": Date(start) if start else None,
                "end": Date(end) if end else None,
            }
        )
        for number, (start, end) in enumerate(spans)
    ]
    heading = timelines.CHART.heading(timelines.build_timeline(projects), languages["en"])
    whole = [(start, end) for start, end in spans if start and end]
    running = Counter(year for start, end in whole for year in range(start, end + 1))
    most = max(running.values(), default=0)
    years = [year for year, number in running.items() if number == most]
    if len(years) == 1:
        assert f" in {years[0]} than in any other year: {most} of the {len(whole)} " in heading
    else:
        assert heading == "Timeline of projects"


@pytest.mark.parametrize(
    ("teams", "claim"),
    [(["ab", "ac", "d", "a"], "a has the most"), (["ab", "cd"], ""), (["a"], "")],
)
def test_an_organisation_is_named_only_where_no_other_has_as_many_projects_with_others(
    teams: list[str], claim: str, mini_register: Register, languages: Languages
) -> None:
    plain = mini_register.projects["null"]
    partner = plain.partners[0]
    projects = [
        Project(
            **{
                **fields(plain),
                "id": f"p{number}",
                "partners": tuple(
                    replace(
                        partner,
                        organisation=replace(
                            partner.organisation, id=key, name={"pl": key, "en": key}
                        ),
                    )
                    for key in team
                ),
            }
        )
        for number, team in enumerate(teams)
    ]
    chart = who_with_whom.CHART
    heading = chart.heading(who_with_whom.partner_pairs(projects), languages["en"])
    assert heading == (
        "a has the most projects with partners: 2" if claim else "Who works with whom"
    )


@pytest.mark.parametrize("chart", CHARTS, ids=lambda it: it.id)
def test_what_there_is_nothing_of_has_a_plain_title_and_no_picture(
    chart: Chart[Any], mini_register: Register, languages: Languages
) -> None:
    view = chart_view(replace(mini_register, projects={}), chart)
    assert view.rows == 0
    for language in languages.values():
        assert view.heading(language) == language.translations.gettext(chart.title)
    assert (view.thumbnail.blocks, view.thumbnail.curves) == ((), ())


@pytest.mark.parametrize("chart", CHARTS, ids=lambda it: it.id)
def test_a_thumbnail_is_drawn_within_its_frame(chart: Chart[Any], mini_register: Register) -> None:
    picture = chart_view(mini_register, chart).thumbnail
    assert picture.blocks or picture.curves
    for block in picture.blocks:
        assert 0 <= block.x <= block.x + block.width <= picture.width
        assert 0 <= block.y <= block.y + block.height <= picture.height + 1
