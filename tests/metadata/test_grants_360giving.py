"""The grants in the shape of 360Giving: what the data state and nothing more."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import built_sites
import pytest
import real_data
import site_plans

from datasite.metadata import grants_360giving
from datasite.model.entities import Amount, Project
from datasite.model.register import Register
from datasite.publication.release import Release

REQUIRED = {
    "id",
    "title",
    "description",
    "currency",
    "amountAwarded",
    "recipientOrganization",
    "fundingOrganization",
}  # and awardDate, which we do not have
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z")
PROJECT = "przykladowy-projekt"
RELEASE = Release("1.2.3", "2020-02-29")


@cache
def real() -> dict[str, Any]:
    return dict(
        json.loads(
            grants_360giving.build_grants(
                real_data.plan().site.register,
                real_data.release(),
                site_plans.languages(),
                built_sites.SITE_URL,
            )
        )
    )


@pytest.fixture
def grant(mini_register: Register) -> Amount:
    """A grant of the Union to the whole sample project, stated exactly."""
    share = next(
        a
        for a in mini_register.projects[PROJECT].amounts
        if a.kind.code == "eu_grant" and not a.organisation
    )
    return replace(
        share, amount=Decimal("76500.50"), currency="EUR", share_percent=None, share_of=""
    )


def grants_of(register: Register, amount: Amount, **changes: Any) -> list[dict[str, Any]]:
    """The grants of a register whose one project has this amount and these changes."""
    project = replace(register.projects[PROJECT], amounts=(amount,), **changes)
    return list(
        json.loads(
            grants_360giving.build_grants(
                replace(register, projects={PROJECT: project}),
                RELEASE,
                site_plans.languages(),
                "https://mini.example",
            )
        )["grants"]
    )


def test_a_grant_says_what_the_register_says(mini_register: Register, grant: Amount) -> None:
    project = mini_register.projects[PROJECT]
    (entry,) = grants_of(mini_register, grant)
    assert entry["id"] == f"KZKZI-grant-{grant.id}"
    assert (entry["title"], entry["title_en"], entry["description"]) == (
        "Przykładowy projekt",
        "Sample project",
        project.summary["pl"],
    )
    assert (entry["currency"], entry["amountAwarded"]) == ("EUR", 76500.5)
    assert [(o["id"], o["name"]) for o in entry["recipientOrganization"]] == [
        ("KZKZI-organisation-urzad-przykladowy", "Urząd Przykładowy")
    ]
    assert [(o["id"], o["name"]) for o in entry["fundingOrganization"]] == [
        ("KZKZI-funder-eu", "Unia Europejska")
    ]
    assert [(p["code"], p["url"]) for p in entry["grantProgramme"]] == [
        (
            "KZKZI-programme-fundusz-przykladowy-2021-2027",
            "https://mini.example/pl/programy/fundusz-przykladowy-2021-2027/",
        )
    ]
    assert [c["code"] for c in entry["classifications"]] == ["eu_grant", "contracted"]
    assert entry["dataSource"] == grant.source.url
    assert {place["geoCode"]: place["countryCode"] for place in entry["beneficiaryLocation"]} == {
        "PL-14": "PL",
        "NA": "NA",
    }


def test_a_date_of_award_is_never_invented(mini_register: Register, grant: Amount) -> None:
    assert "awardDate" not in grants_of(mini_register, grant)[0]
    assert not any("awardDate" in entry for entry in real()["grants"])


def test_no_organisation_is_named_by_a_number_that_it_does_not_have(
    mini_register: Register, grant: Amount
) -> None:
    assert b"360G" not in grants_360giving.build_grants(
        mini_register, RELEASE, site_plans.languages(), "https://mini.example"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"currency": ""},
        {"preferred": False},
        {"amount": None},
        {"joint_id": "wspolna-suma"},
        {"purpose": {"pl": "szkolenia", "en": "training"}},
    ],
)
def test_what_is_not_wholly_known_is_no_grant(
    change: dict[str, Any], mini_register: Register, grant: Amount
) -> None:
    assert grants_of(mini_register, replace(grant, **change)) == []


def test_an_approximate_amount_is_no_grant(mini_register: Register, grant: Amount) -> None:
    assert (
        grants_of(mini_register, replace(grant, qualifier=replace(grant.qualifier, code="over")))
        == []
    )


@pytest.mark.parametrize(
    "kind",
    [
        "total",
        "eligible_cost",
        "national_cofinancing",
        "own_contribution",
        "contract",
        "expenditure",
    ],
)
def test_other_money_is_no_grant(kind: str, mini_register: Register, grant: Amount) -> None:
    assert grants_of(mini_register, replace(grant, kind=replace(grant.kind, code=kind))) == []


def test_a_part_of_an_organisation_is_no_grant(mini_register: Register, grant: Amount) -> None:
    assert (
        grants_of(
            mini_register,
            replace(grant, organisation=mini_register.organisations["urzad-przykladowy"]),
        )
        == []
    )


def test_without_a_lead_there_is_no_grant(mini_register: Register, grant: Amount) -> None:
    assert grants_of(mini_register, grant, partners=()) == []


def test_a_grant_of_nobody_knows_whose_money_stands_under_its_programme(
    mini_register: Register, grant: Amount
) -> None:
    unsaid = replace(grant, kind=replace(grant.kind, code="grant"))
    (entry,) = grants_of(mini_register, unsaid)
    assert [o["id"] for o in entry["fundingOrganization"]] == [
        "KZKZI-programme-fundusz-przykladowy-2021-2027"
    ]
    assert grants_of(mini_register, unsaid, programme=None) == []


def test_a_grant_of_the_union_needs_no_programme(mini_register: Register, grant: Amount) -> None:
    (entry,) = grants_of(mini_register, grant, programme=None)
    assert [o["id"] for o in entry["fundingOrganization"]] == ["KZKZI-funder-eu"]
    assert "grantProgramme" not in entry


def test_a_donors_grant_is_the_donors(mini_register: Register, grant: Amount) -> None:
    donors = replace(grant, kind=replace(grant.kind, code="donor_grant"))
    (entry,) = grants_of(
        mini_register, donors, programme=mini_register.programmes["norweskie-przykladowe"]
    )
    assert [o["id"] for o in entry["fundingOrganization"]] == ["KZKZI-funder-norway"]


def test_an_organisation_that_pays_is_the_payer(mini_register: Register, grant: Amount) -> None:
    project: Project = mini_register.projects[PROJECT]
    foundation = next(p for p in project.partners if p.organisation.id == "fundacja-przykladowa")
    partners = tuple(
        replace(p, role=replace(p.role, code="funder")) if p is foundation else p
        for p in project.partners
    )
    (entry,) = grants_of(
        mini_register, replace(grant, kind=replace(grant.kind, code="grant")), partners=partners
    )
    assert [o["id"] for o in entry["fundingOrganization"]] == [
        "KZKZI-organisation-fundacja-przykladowa"
    ]


def test_the_real_grants_are_those_of_the_budgets() -> None:
    whole = {
        row["budget_id"]: row
        for row in real_data.tables()["budgets"].rows
        if row["kind"] in grants_360giving.GRANT_KINDS
        and row["preferred"]
        and row["qualifier"] == "exact"
        and row["amount"] is not None
        and row["currency"]
        and row["organisation_id"] is None
        and row["purpose_pl"] is None
        and row["joint_id"] is None
    }
    published = {entry["id"].removeprefix("KZKZI-grant-"): entry for entry in real()["grants"]}
    assert len(published) == len(real()["grants"]) > 0
    assert set(published) <= set(whole)
    for key, entry in published.items():
        assert (entry["currency"], Decimal(str(entry["amountAwarded"]))) == (
            whole[key]["currency"],
            whole[key]["amount"],
        )
    wide = {row["project_id"]: row for row in real_data.tables()["projects_wide"].rows}
    for key in set(whole) - set(
        published
    ):  # left out only where one side of the grant is not known
        its = wide[whole[key]["project_id"]]
        assert its["lead_pl"] is None or its["programme_id"] is None


def test_every_real_grant_has_the_shape_of_the_standard() -> None:
    """The types, patterns and required members of its schema, that of the award's date aside."""
    for entry in real()["grants"]:
        assert entry.keys() >= REQUIRED
        assert all(
            isinstance(entry[name], str) and entry[name]
            for name in ("id", "title", "description", "url", "dataSource")
        )
        assert isinstance(entry["amountAwarded"], int | float) and entry["amountAwarded"] > 0
        assert re.fullmatch(r"[A-Z]{3}", entry["currency"])
        for party in (*entry["recipientOrganization"], *entry["fundingOrganization"]):
            assert party["id"].startswith("KZKZI-") and party["name"]
        for period in entry.get("plannedDates", ()):
            assert (
                period
                and set(period) <= {"startDate", "endDate"}
                and all(DATE.match(date) for date in period.values())
            )
        for place in entry.get("beneficiaryLocation", ()):
            assert all(isinstance(value, str) and value for value in place.values())
            assert re.fullmatch(r"[A-Z]{2}", place.get("countryCode", "PL"))
        assert len({json.dumps(entry, sort_keys=True) for entry in real()["grants"]}) == len(
            real()["grants"]
        )


def test_the_package_says_who_published_it_when_and_under_which_licence() -> None:
    package: Mapping[str, Any] = real()
    assert package["issued"] == real_data.release().released
    assert package["identifier"].endswith(real_data.release().version)
    assert package["publisher"] == {
        "name": "Kto z kim za ile",
        "website": f"{built_sites.SITE_URL}/",
    }
    assert package["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert package["downloadURL"] == f"{built_sites.SITE_URL}/data/{grants_360giving.FILE_NAME}"


def test_the_same_register_gives_the_same_bytes(mini_register: Register) -> None:
    assert grants_360giving.build_grants(
        mini_register, RELEASE, site_plans.languages(), "https://a.example"
    ) == grants_360giving.build_grants(
        mini_register, RELEASE, site_plans.languages(), "https://a.example"
    )
