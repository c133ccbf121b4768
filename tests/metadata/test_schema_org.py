"""The schema.org descriptions: valid JSON that cannot leave its script element, and nothing in them
that the register does not state.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import built_sites
import pytest
import site_plans
from lxml import html

from datasite.metadata import croissant, schema_org
from datasite.model.entities import Amount, Project
from datasite.values import Date

pytestmark = pytest.mark.xdist_group("plans")
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


def projects() -> list[Project]:
    return list(site_plans.real().site.register.projects.values())


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a description."""
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from nodes(inner)


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "a & b &amp; c",
        "\u2028\u2029",
        "„zażółć”",
    ],
)
def test_script_cannot_end_its_element_and_says_the_same(text: str) -> None:
    written = schema_org.script({"name": text})
    assert not set("<>&\u2028\u2029") & set(written)
    page = html.fromstring(
        "<html><body><script"
        f' type="application/ld+json">{written}</script><p>after</p></body></html>'
    )
    assert json.loads(page.xpath("string(//script)")) == {"name": text}


@both_languages
def test_dataset_lists_its_files(lang: str) -> None:
    site = site_plans.real().site
    for package in site.packages:
        described = schema_org.dataset(package, site.release, lang, built_sites.SITE_URL)
        assert [(d["contentUrl"], d["sha256"]) for d in described["distribution"]] == [
            (f"{built_sites.SITE_URL}/data/{f.name}", f.sha256) for f in package.files
        ]
        assert 50 <= len(described["description"]) <= 5000  # what search engines take
        assert (described["@type"], described["version"], described["inLanguage"]) == (
            "Dataset",
            site.release.version,
            ["pl", "en"],
        )


@both_languages
def test_project_has_only_grants_that_are_exact_whole_and_its_own(lang: str) -> None:
    count_of_grants = 0
    for record in projects():
        stated = {
            (str(a.amount), a.currency)
            for a in record.amounts
            if a.exact
            and a.currency
            and not a.organisation
            and not a.joint_id
            and "grant" in a.kind.code
        }
        for amount in [
            n
            for n in nodes(schema_org.project(record, lang, built_sites.SITE_URL))
            if n.get("@type") == "MonetaryAmount"
        ]:
            count_of_grants += 1
            assert (amount["value"], amount["currency"]) in stated, record.id
    assert count_of_grants > 20


def granted() -> tuple[Project, Amount]:
    """A project with exactly one published grant."""
    for record in projects():
        values = [
            n["amount"]["value"]
            for n in nodes(schema_org.project(record, "en", built_sites.SITE_URL))
            if n.get("@type") == "MonetaryGrant"
        ]
        if len(values) == 1:
            return record, next(
                a for a in record.amounts if str(a.amount) == values[0] and "grant" in a.kind.code
            )
    raise AssertionError


@pytest.mark.parametrize(
    "change",
    [
        {"currency": ""},
        {"joint_id": "joint"},
        {"preferred": False},
        {"amount": None},
        {"purpose": {"pl": "kurs", "en": "course"}},
    ],
)
def test_grant_that_is_not_stated_whole_is_not_told(change: dict[str, Any]) -> None:
    record, grant = granted()
    changed = replace(
        record, amounts=tuple(replace(a, **change) if a is grant else a for a in record.amounts)
    )
    assert "MonetaryGrant" not in schema_org.script(
        schema_org.project(changed, "en", built_sites.SITE_URL)
    )


def test_approximate_grant_is_not_told() -> None:
    record, grant = granted()
    about = replace(grant, qualifier=replace(grant.qualifier, code="about"))
    assert "MonetaryGrant" not in schema_org.script(
        schema_org.project(replace(record, amounts=(about,)), "en", built_sites.SITE_URL)
    )


def test_amount_is_digits_and_dates_are_as_precise_as_stated() -> None:
    record, grant = granted()
    changed = replace(
        record,
        amounts=(replace(grant, amount=Decimal("1234.50")),),
        start=Date(2021, 4),
        end=Date(2022),
    )
    described = schema_org.project(changed, "pl", built_sites.SITE_URL)
    assert [n["value"] for n in nodes(described) if n.get("@type") == "MonetaryAmount"] == [
        "1234.50"
    ]
    assert (described["foundingDate"], described["dissolutionDate"]) == ("2021-04", "2022")
    assert {"foundingDate", "dissolutionDate"}.isdisjoint(
        schema_org.project(replace(record, start=None, end=None), "pl", built_sites.SITE_URL)
    )


@both_languages
def test_members_take_part_and_payers_pay(lang: str) -> None:
    for record in projects():
        described = schema_org.project(record, lang, built_sites.SITE_URL)
        roles = {p.organisation.id: set() for p in record.partners} | {
            p.organisation.id: {
                q.role.code for q in record.partners if q.organisation is p.organisation
            }
            for p in record.partners
        }
        for member in described.get("member", []):
            assert roles[member["member"]["@id"].split("/")[-2]] & {
                "lead",
                "partner",
                "donor_partner",
                "implementer",
            }, record.id
        for payer in described.get("funder", []):
            assert "funder" in roles[payer["@id"].split("/")[-2]], record.id


@both_languages
def test_organisation_is_of_a_type_that_fits(lang: str) -> None:
    register = site_plans.real().site.register
    described = {
        key: schema_org.organisation(record, lang, built_sites.SITE_URL)
        for key, record in register.organisations.items()
    }
    wanted = {
        "police": "GovernmentOrganization",
        "voivode": "GovernmentOrganization",
        "ngo": "NGO",
        "university": "CollegeOrUniversity",
        "company": "Organization",
    }
    for key, record in register.organisations.items():
        assert described[key]["name"] == record.name[lang]
        if record.type.code in wanted:
            assert described[key]["@type"] == wanted[record.type.code], key
        if record.type.code == "unit" and record.parent:
            assert described[key]["@type"] == described[record.parent.id]["@type"], key


@both_languages
def test_article_is_about_records_that_have_pages(lang: str) -> None:
    plan = site_plans.real()
    addresses = {plan.site_url + p.url for p in plan.pages}
    for text in plan.site.news(lang):
        described = schema_org.article(text, lang, plan.site_url, f"/{lang}/x/")
        assert (
            described["@type"],
            described["headline"],
            described["inLanguage"],
            described["datePublished"],
        ) == (
            "NewsArticle",
            text.title,
            lang,
            str(text.date),
        )
        assert {a["@id"].split("#")[0] for a in described.get("about", [])} <= addresses


@both_languages
def test_nothing_is_blank(lang: str) -> None:
    site = site_plans.real().site
    described = [schema_org.project(p, lang, built_sites.SITE_URL) for p in projects()] + [
        schema_org.organisation(o, lang, built_sites.SITE_URL)
        for o in site.register.organisations.values()
    ]
    for description in described:
        assert description["@context"] == "https://schema.org"
        assert [
            n for n in nodes(description) if any(v in ("", None, [], {}) for v in n.values())
        ] == []


def test_croissant_ties_every_column_to_a_file_in_the_archive() -> None:
    site = site_plans.real().site
    described = json.loads(
        croissant.build_croissant(site.packages[0], site.release, built_sites.SITE_URL)
    )
    archive, *tables = described["distribution"]
    assert (archive["@id"], archive["sha256"]) == (
        site.packages[0].files[0].name,
        site.packages[0].files[0].sha256,
    )
    assert {t["containedIn"]["@id"] for t in tables} == {archive["@id"]}
    columns = {
        f"{table.dataset.name}/{name}"
        for table in site.packages[0].tables
        for name in table.dataset.header
    }
    fields = [f for records in described["recordSet"] for f in records["field"]]
    assert [f["@id"] for f in fields] == [
        f"{f['source']['fileObject']['@id'].removesuffix('.csv')}/{f['source']['extract']['column']}"
        for f in fields
    ]
    assert {f["@id"] for f in fields} == columns
    assert {f["references"]["field"]["@id"] for f in fields if "references" in f} <= columns
    assert {key["@id"] for records in described["recordSet"] for key in records["key"]} <= columns
