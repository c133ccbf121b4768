"""The register in, its grants out as JSON in the shape of the 360Giving Data Standard: only those
that the data really state.

A grant is a preferred, exact statement on a whole project, in a known currency, with a known
recipient and payer. The standard requires the date of the award; no source of ours is asked for it,
so `awardDate` is left out rather than invented.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from datasite.language.languages import LANGUAGES, Words
from datasite.model.entities import Amount, Code, Place, Project
from datasite.model.register import Register
from datasite.publication import addresses, identity
from datasite.publication.identity import PACKAGE_NAME, PUBLISHER
from datasite.publication.release import Release

FILE_NAME = "grants-360giving.json"
PREFIX = "KZKZI"  # our own, not one that 360Giving has registered
KINDS = ("eu_grant", "donor_grant", "grant")
UNION: Words = {"pl": "Unia Europejska", "en": "European Union"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_UNNAMED_FUNDERS = ("several", "not_stated")
_LOCATIONS = ("implemented_in", "target")


def grants(register: Register, release: Release, site_url: str) -> bytes:
    """The file: {"grants": […]} with the package's own facts. `site_url` has no slash at its end."""
    made = {
        "title": f"{identity.TITLE[LANGUAGES[0]]} / {identity.TITLE['en']}",
        "identifier": f"{PREFIX}-{PACKAGE_NAME}-{release.version}",
        "issued": release.released,
        "publisher": {"name": PUBLISHER, "website": f"{site_url}/"},
        "license": LICENCE,
        "accessURL": site_url + addresses.page("data", "", LANGUAGES[0]),
        "downloadURL": f"{site_url}/data/{FILE_NAME}",
        "grants": [_grant(project, amount, site_url) for project, amount in stated(register)],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def stated(register: Register) -> Iterator[tuple[Project, Amount]]:
    """Every grant that can be told in full: what is given, by whom and to whom.

    A sum shared by several projects is none.
    """
    for project in register.projects.values():
        for amount in project.amounts:
            whole = (
                not amount.organisation and not any(amount.purpose.values()) and not amount.joint_id
            )
            known = amount.preferred and amount.exact and amount.currency
            if (
                amount.kind.code in KINDS
                and whole
                and known
                and project.lead
                and _payers(project, amount)
            ):
                yield project, amount


def _grant(project: Project, amount: Amount, site_url: str) -> dict[str, Any]:
    page = site_url + addresses.page("projects", project.id, LANGUAGES[0])
    assert project.lead and amount.amount is not None  # `stated` yields no others
    recipient = project.lead.organisation
    made: dict[str, Any] = {
        "id": f"{PREFIX}-grant-{amount.id}",
        **_said("title", project.title),
        **_said("description", project.summary),
        "currency": amount.currency,
        "amountAwarded": _number(amount.amount),
        "url": page,
        "recipientOrganization": [
            {"id": f"{PREFIX}-organisation-{recipient.id}", **_said("name", recipient.name)}
        ],
        "fundingOrganization": _payers(project, amount),
        "classifications": [
            _classification("budget_kinds", amount.kind),
            _classification("budget_stages", amount.stage),
        ],
        "dataSource": amount.source.url or page,
    }
    if project.programme:
        programme = project.programme
        address = site_url + addresses.page("programmes", programme.id, LANGUAGES[0])
        made["grantProgramme"] = [
            {
                "code": f"{PREFIX}-programme-{programme.id}",
                **_said("title", programme.name),
                "url": address,
            }
        ]
    if project.start or project.end:
        made["plannedDates"] = [
            {
                name: str(date)
                for name, date in (("startDate", project.start), ("endDate", project.end))
                if date
            }
        ]
    if places := [
        _location(t.place, t.relation) for t in project.ties if t.relation.code in _LOCATIONS
    ]:
        made["beneficiaryLocation"] = places
    return made


def _said(name: str, words: Words) -> dict[str, str]:
    """A text of the standard in our first language, and its twins beside it in members of our own:
    title, title_en.
    """
    return {name if lang == LANGUAGES[0] else f"{name}_{lang}": words[lang] for lang in LANGUAGES}


def _number(amount: Decimal) -> int | float:
    """The amount as a JSON number of the same digits: whole units or cents, both far within the
    precision of a double.
    """
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _payers(project: Project, amount: Amount) -> list[dict[str, str]]:
    """Who gives: the Union for its own grants; else an organisation that pays, the donor for a
    donor's grant, or the programme.

    Of a plain `grant` no source says whose money it is, so its programme stands in the place of a
    payer. Nobody known – an empty list.
    """
    if amount.kind.code == "eu_grant":
        return [{"id": f"{PREFIX}-funder-eu", **_said("name", UNION)}]
    if paying := [p.organisation for p in project.partners if p.role.code == "funder"]:
        return [{"id": f"{PREFIX}-organisation-{o.id}", **_said("name", o.name)} for o in paying]
    if not project.programme:
        return []
    funder = project.programme.funder
    if amount.kind.code == "donor_grant" and funder.code not in _UNNAMED_FUNDERS:
        return [{"id": f"{PREFIX}-funder-{funder.code}", **_said("name", funder.label)}]
    return [
        {
            "id": f"{PREFIX}-programme-{project.programme.id}",
            **_said("name", project.programme.name),
        }
    ]


def _classification(vocabulary: str, code: Code) -> dict[str, str]:
    return {"vocabulary": f"{PREFIX}-{vocabulary}", "code": code.code, **_said("title", code.label)}


def _location(place: Place, relation: Code) -> dict[str, str]:
    made = {
        "name": place.name[LANGUAGES[0]],
        "geoCode": place.code,
        "geoCodeType": "ISO 3166",
        "description": relation.label[LANGUAGES[0]],
    }
    country = place.parent or place.code
    return (
        made
        if place.kind == "union" or country.startswith("X")
        else {**made, "countryCode": country}
    )  # X… are no codes of ISO 3166
