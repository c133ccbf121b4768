"""The traps that the sources set, each named, each with the record that holds it without bending a
fact.
"""

from decimal import Decimal

import pytest
from paths import ROOT
from remembered import load_catalog

from datasite.checks import printed_amounts
from datasite.model import totals
from datasite.model.builder import build_register
from datasite.model.entities import Amount, Project
from datasite.model.register import Register
from datasite.values import Date


@pytest.fixture(scope="module")
def register() -> Register:
    return build_register(load_catalog(ROOT))


def amount(project: Project, key: str) -> Amount:
    return next(a for a in project.amounts if a.id == key)


def test_1_a_partners_share_stands_beside_the_projects_total(register: Register) -> None:
    project = register.projects["integracja-dla-bezpieczenstwa"]
    part = {
        a.kind.code: a.amount
        for a in project.amounts
        if a.organisation and a.organisation.id == "kwp-wroclaw" and not a.purpose["pl"]
    }
    assert project.total is not None and project.total.amount == Decimal(791000)
    assert part == {"total": Decimal(90000), "donor_grant": Decimal(76500)}


def test_1_projects_that_share_one_sum_are_linked_and_counted_once(register: Register) -> None:
    sharing = [
        a
        for p in register.projects.values()
        for a in p.amounts
        if a.joint_id == "nadbuzanski-2018-wspolny-koszt"
    ]
    assert len({a.project_id for a in sharing}) == 3
    assert {a.amount for a in sharing} == {Decimal(18800924)}
    assert totals.of_amounts(sharing).by_currency[0].amount == Decimal(18800924)


def test_2_words_around_a_figure_are_kept_and_nothing_is_computed_from_it(
    register: Register,
) -> None:
    project = register.projects["eurlo-azja-srodkowa-2"]
    share = next(a for a in project.amounts if a.share_percent)
    assert project.total is not None
    assert (project.total.amount, project.total.qualifier.code, project.total.as_printed) == (
        Decimal(1600000),
        "nearly",
        "blisko 1,6 mln EUR",
    )
    assert (share.kind.code, share.share_percent, share.amount, share.share_of) == (
        "eu_grant",
        Decimal(95),
        None,
        project.total.id,
    )


@pytest.mark.parametrize("qualifier", ["about", "nearly", "over", "up_to"])
def test_2_bounds_and_approximations_are_in_no_sum(register: Register, qualifier: str) -> None:
    stated = [
        a for p in register.projects.values() for a in p.amounts if a.qualifier.code == qualifier
    ]
    assert stated
    assert all(
        total.exact == 0 and total.amount == 0 for total in totals.of_amounts(stated).by_currency
    )


def test_3_an_amount_with_no_currency_keeps_none(register: Register) -> None:
    equipment = next(
        a
        for a in register.projects["integracja-dla-bezpieczenstwa"].amounts
        if a.as_printed == "ok. 99 000"
    )
    assert (equipment.amount, equipment.currency, equipment.qualifier.code) == (
        Decimal(99000),
        "",
        "about",
    )


def test_3_an_amount_with_two_currencies_keeps_none(register: Register) -> None:
    total = register.projects["poszukiwanie-najgrozniejszych-przestepcow-europy"].total
    assert total is not None and (total.amount, total.currency, total.as_printed) == (
        Decimal(262000),
        "",
        "262 000 EUR zł",
    )


def test_3_a_misprint_with_three_decimals_is_no_amount(register: Register) -> None:
    total = register.projects["krajowe-struktury-przeciw-handlowi-ludzmi"].total
    assert total is not None and (total.amount, total.qualifier.code) == (None, "unclear")
    assert "464 044,084" in total.as_printed


def test_4_planned_and_final_are_different_measures(register: Register) -> None:
    stated = {
        a.stage.code: a.amount
        for a in register.projects["kompetencje-sluzb-migracja-i-azyl-2021"].amounts
        if a.kind.code == "total"
    }
    assert stated == {"planned": Decimal(604477), "final": Decimal(505850)}


def test_4_one_project_has_three_budgets_and_its_spending(register: Register) -> None:
    project = register.projects["organizacja-powrotow-przymusowych-cudzoziemcow"]
    assert project.reference_number == "11/1-2015/BK-FAMI"
    budgets = {a.amount: a.currency for a in project.amounts if a.kind.code == "total"}
    assert budgets == {Decimal(23369770): "", Decimal(33847740): "PLN", Decimal(28303964): "PLN"}
    assert next(a.amount for a in project.amounts if a.stage.code == "spent") == Decimal(
        "26614703.33"
    )
    assert project.total is not None and project.total.amount == Decimal(28303964)


def test_5_a_norwegian_share_is_no_eu_share(register: Register) -> None:
    norwegian = [
        a
        for p in register.projects.values()
        if p.programme and p.programme.funder.code in ("norway", "eea_norway")
        for a in p.amounts
    ]
    assert any(a.share_percent == 85 and a.kind.code == "donor_grant" for a in norwegian)
    assert not any(a.kind.code == "eu_grant" for a in norwegian)


def test_5_the_national_share_is_printed_wherever_it_is_given(register: Register) -> None:
    national = [
        a
        for p in register.projects.values()
        for a in p.amounts
        if a.kind.code == "national_cofinancing" and a.amount is not None
    ]
    assert national
    assert all(a.amount in printed_amounts.read_amounts(a.as_printed) for a in national)


def test_6_dates_are_as_precise_as_their_sources(register: Register) -> None:
    starts = [p.start for p in register.projects.values() if p.start]
    assert any(d.month is None for d in starts)
    assert any(d.month and d.day is None for d in starts)
    assert any(d.day for d in starts)


def test_6_a_start_that_its_own_page_contradicts_is_kept_and_set_aside(register: Register) -> None:
    project = register.projects["integracja-dla-bezpieczenstwa"]
    stated = {(s.value, s.preferred) for s in project.evidence["start_date"]}
    assert project.start == Date(2021)
    assert {("2021", True), ("2022-09-24", False)} <= stated


def test_6_a_signing_day_is_no_start(register: Register) -> None:
    assert register.projects["eurlo-azja-srodkowa-2"].start is None
    assert register.projects["eurlo-azja-srodkowa-2"].end == Date(2028, 8, 31)


def test_7_one_project_has_several_numbers_and_spellings(register: Register) -> None:
    numbers = {i.value for i in register.projects["integracja-dla-bezpieczenstwa"].identifiers}
    schemes = {
        i.scheme.code
        for i in register.projects["kompetencje-sluzb-migracja-i-azyl-2021"].identifiers
    }
    assert numbers == {"NMF/PA18/0004", "NMF/PA18/004"}
    assert schemes >= {"agreement", "donor"}


def test_8_a_renamed_body_is_one_body(register: Register) -> None:
    former = {n.name for n in register.organisations["euaa"].other_names if n.kind.code == "former"}
    assert "EASO" in former


def test_8_a_foundation_renamed_between_two_projects_is_one_body(register: Register) -> None:
    foundation = register.organisations["fundacja-dobry-start"]
    printed_names = {
        p.name_as_printed
        for project in register.projects.values()
        for p in project.partners
        if p.organisation.id == foundation.id
    }
    assert "Fundacja dla Somalii" in {n.name for n in foundation.other_names}
    assert "Fundacja dla Somalii" in printed_names


def test_8_an_office_and_its_holder_are_tied(register: Register) -> None:
    assert (
        register.organisations["malopolski-urzad-wojewodzki"].parent
        == register.organisations["wojewoda-malopolski"]
    )
    marshal = next(
        p for p in register.projects["malopolska-otwarta"].partners if p.role.code == "partner"
    )
    assert marshal.organisation.id == "wojewodztwo-malopolskie"
    assert "Marszałek" in marshal.name_as_printed


def test_9_states_are_places_and_not_partners(register: Register) -> None:
    project = register.projects["eurlo-azja-srodkowa-2"]
    ties = {(t.relation.code, t.place.code) for t in project.ties}
    assert ties == {("target", c) for c in ("UZ", "KG", "TJ", "TM")} | {
        ("coordinated_with", c) for c in ("CZ", "DE", "LT", "SE")
    }
    assert {p.organisation.country.code for p in project.partners if p.organisation.country} == {
        "PL"
    }


def test_9_a_publisher_need_not_be_the_lead(register: Register) -> None:
    project = register.projects["integracja-dla-bezpieczenstwa"]
    assert project.lead is not None
    assert (project.source.publisher.id, project.lead.organisation.id) == (
        "kwp-wroclaw",
        "kwp-szczecin",
    )


def test_10_the_same_title_may_be_two_projects(register: Register) -> None:
    titles: dict[str, list[Project]] = {}
    for project in register.projects.values():
        titles.setdefault(project.title["pl"], []).append(project)
    alike = [projects for projects in titles.values() if len(projects) > 1]
    assert alike
    assert all(len({p.reference_number for p in projects}) == len(projects) for projects in alike)


def test_10_a_second_edition_follows_the_first(register: Register) -> None:
    assert register.projects["eurlo-azja-srodkowa-2"].follows_id == "eurlo-azja-srodkowa"
    assert [p.id for p in register.followers_of(register.projects["eurlo-azja-srodkowa"])] == [
        "eurlo-azja-srodkowa-2"
    ]


def test_11_an_announced_project_is_not_said_to_run(register: Register) -> None:
    assert any(p.status.code == "announced" for p in register.projects.values())
    assert all(
        p.status.code != "completed" or not p.end or p.end.first_day <= (2026, 11, 22)
        for p in register.projects.values()
    )


def test_11_a_contract_is_no_projects_total(register: Register) -> None:
    contracts = [
        a for p in register.projects.values() for a in p.amounts if a.kind.code == "contract"
    ]
    assert contracts
    assert all(p.total is None or p.total.kind.code == "total" for p in register.projects.values())


@pytest.mark.parametrize("key", ["enaro", "reception-expert-teams", "gdisc-erit-ukraina"])
def test_12_a_network_is_cooperation_and_no_project(register: Register, key: str) -> None:
    assert key in register.cooperation
    assert key not in register.projects


def test_6_the_day_of_signing_is_an_event_and_not_the_start(register: Register) -> None:
    project = register.projects["eurlo-azja-srodkowa-2"]
    (signing,) = register.parts_of(project).events
    assert (signing.kind.code, signing.date, signing.as_printed) == (
        "agreement",
        Date(2026, 4, 30),
        "30 kwietnia",
    )
    assert project.start is None
    assert {one.organisation.id for one in signing.organisations} == {
        "cope-mswia",
        "straz-graniczna",
        "urzad-do-spraw-cudzoziemcow",
        "departament-funduszy-zagranicznych-mswia",
    }


def test_9_who_was_at_a_conference_is_no_partner(register: Register) -> None:
    project = register.projects["malopolska-otwarta"]
    (conference,) = register.parts_of(project).events
    assert (conference.kind.code, conference.date) == ("closing", Date(2023, 11, 15))
    present = {one.organisation.id for one in conference.organisations}
    assert "konsulat-generalny-ukrainy-w-krakowie" in present
    assert "konsulat-generalny-ukrainy-w-krakowie" not in {
        partner.organisation.id for partner in project.partners
    }


def test_the_union_and_the_state_pay_where_the_source_names_both(register: Register) -> None:
    payers = register.parts_of(register.projects["malopolska-otwarta"]).payers
    assert [(payer.funder.code, payer.as_printed) for payer in payers] == [
        ("eu", "ze środków Unii Europejskiej"),
        ("state_budget", "oraz budżetu państwa"),
    ]
    norwegian = register.parts_of(register.projects["integracja-dla-bezpieczenstwa"]).payers
    assert {payer.funder.code: payer.share_percent for payer in norwegian} == {
        "norway": Decimal(85),
        "state_budget": Decimal(15),
    }


def test_a_project_is_tied_to_the_network_to_which_it_owes_its_money(register: Register) -> None:
    (link,) = register.parts_of(register.projects["eurlo-azja-srodkowa-2"]).links
    assert link.cooperation.id == "europejska-siec-ilo"


def test_events_and_results_are_of_many_projects(register: Register) -> None:
    told = [register.parts_of(project) for project in register.projects.values()]
    assert sum(len(parts.events) for parts in register.parts.values()) >= 60
    assert sum(1 for parts in told if parts.events) >= 30
    assert sum(len(parts.results) for parts in told) >= 40
    assert sum(1 for parts in told if parts.results) >= 30
