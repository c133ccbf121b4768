"""The grants of the register as JSON in a shape close to the 360Giving Data Standard.

A grant is a preferred, exact statement on a whole project, in a known currency, with a known
recipient and funder. The standard requires the date of the award. Our sources are not asked for it,
so `awardDate` is left out rather than invented.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from datasite.language.languages import SOURCE_LANGUAGE, TEXT_LANGUAGES, Words
from datasite.language.localization import Language, words_of
from datasite.metadata.standard import Publication, Standard
from datasite.model.entities import Amount, Code, Organisation, Place, Project
from datasite.model.register import Register
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import LICENCE, PACKAGE_NAME, PUBLISHER, TITLE
from datasite.publication.json_bytes import json_bytes
from datasite.publication.release import Release
from datasite.tables.codes import AmountKind, Funder, PartnerRole, PlaceKind, PlaceRelation

FILE_NAME = "grants-360giving.json"
PREFIX = "KZKZI"  # our own; 360Giving has not registered it
GRANT_KINDS = (AmountKind.EU_GRANT, AmountKind.DONOR_GRANT, AmountKind.GRANT)
_UNNAMED_FUNDERS = (Funder.SEVERAL, Funder.NOT_STATED)
_LOCATIONS = (PlaceRelation.IMPLEMENTED_IN, PlaceRelation.TARGET)
_FIRST = TEXT_LANGUAGES[0]


class StatedGrant(NamedTuple):
    """An amount of a project that is a grant of 360Giving."""

    project: Project
    amount: Amount


def build_grants(
    register: Register, release: Release, languages: Mapping[str, Language], site_url: str
) -> bytes:
    """The file: {"grants": […]} and the facts of the package. `site_url` has no slash at its
    end.
    """
    union = words_of(N_("European Union"), languages)
    content = {
        "title": f"{TITLE[_FIRST]} / {TITLE[SOURCE_LANGUAGE]}",
        "identifier": f"{PREFIX}-{PACKAGE_NAME}-{release.version}",
        "issued": release.released,
        "publisher": {"name": PUBLISHER, "website": f"{site_url}/"},
        "license": LICENCE["path"],
        "accessURL": site_url + addresses.page("data", "", _FIRST),
        "downloadURL": f"{site_url}/data/{FILE_NAME}",
        "grants": [_grant(grant, union, site_url) for grant in stated_grants(register)],
    }
    return json_bytes(content)


def stated_grants(register: Register) -> Iterator[StatedGrant]:
    """Every grant of which the amount, the funder and the recipient are known.

    A sum that several projects share is not the grant of any of them.
    """
    for project in register.projects.values():
        for amount in project.amounts:
            if (
                amount.kind.code in GRANT_KINDS
                and amount.of_whole_project
                and not amount.joint_id
                and amount.preferred
                and amount.exact
                and amount.currency
                and project.lead
                and _has_funder(project, amount)
            ):
                yield StatedGrant(project, amount)


def _grant(grant: StatedGrant, union: Words, site_url: str) -> dict[str, Any]:
    project, amount = grant
    assert project.lead and amount.amount is not None  # stated_grants yields no others
    page = site_url + addresses.page("projects", project.id, _FIRST)
    content: dict[str, Any] = {
        "id": f"{PREFIX}-grant-{amount.id}",
        **_in_languages("title", project.title),
        **_in_languages("description", project.summary),
        "currency": amount.currency,
        "amountAwarded": _number(amount.amount),
        "url": page,
        "recipientOrganization": [_organisation(project.lead.organisation)],
        "fundingOrganization": _funders(project, amount, union),
        "classifications": [
            _classification("budget_kinds", amount.kind),
            _classification("budget_stages", amount.stage),
        ],
        "dataSource": amount.source.url or page,
    }
    if programme := project.programme:
        content["grantProgramme"] = [
            {
                "code": f"{PREFIX}-programme-{programme.id}",
                **_in_languages("title", programme.name),
                "url": site_url + addresses.page("programmes", programme.id, _FIRST),
            }
        ]
    dates = {"startDate": project.start, "endDate": project.end}
    if any(dates.values()):
        content["plannedDates"] = [{name: str(date) for name, date in dates.items() if date}]
    if places := [_location(t.place, t.relation) for t in project.ties if _is_location(t.relation)]:
        content["beneficiaryLocation"] = places
    return content


def _in_languages(name: str, words: Words) -> dict[str, str]:
    """A text of the standard in our first language, and the others in members of our own: title,
    title_en.
    """
    return {name if lang == _FIRST else f"{name}_{lang}": words[lang] for lang in TEXT_LANGUAGES}


def _number(amount: Decimal) -> int | float:
    """The amount as a JSON number of the same digits. A double holds cents of such amounts."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _has_funder(project: Project, amount: Amount) -> bool:
    return (
        amount.kind.code == AmountKind.EU_GRANT
        or bool(_funding_organisations(project))
        or project.programme is not None
    )


def _funding_organisations(project: Project) -> list[Organisation]:
    return [p.organisation for p in project.partners if p.role.code == PartnerRole.FUNDER]


def _funders(project: Project, amount: Amount, union: Words) -> list[dict[str, str]]:
    """Who gives: the Union for its own grants; otherwise an organisation that pays, the donor of a
    donor's grant, or the programme.

    No source says whose money a plain `grant` is, so its programme is named as the funder.
    """
    if amount.kind.code == AmountKind.EU_GRANT:
        return [{"id": f"{PREFIX}-funder-{Funder.EU}", **_in_languages("name", union)}]
    if paying := _funding_organisations(project):
        return [_organisation(organisation) for organisation in paying]
    programme = project.programme
    assert programme  # _has_funder has seen to it
    funder = programme.funder
    if amount.kind.code == AmountKind.DONOR_GRANT and funder.code not in _UNNAMED_FUNDERS:
        return [{"id": f"{PREFIX}-funder-{funder.code}", **_in_languages("name", funder.label)}]
    return [{"id": f"{PREFIX}-programme-{programme.id}", **_in_languages("name", programme.name)}]


def _organisation(organisation: Organisation) -> dict[str, str]:
    return {
        "id": f"{PREFIX}-organisation-{organisation.id}",
        **_in_languages("name", organisation.name),
    }


def _classification(vocabulary: str, code: Code) -> dict[str, str]:
    return {
        "vocabulary": f"{PREFIX}-{vocabulary}",
        "code": code.code,
        **_in_languages("title", code.label),
    }


def _is_location(relation: Code) -> bool:
    return relation.code in _LOCATIONS


def _location(place: Place, relation: Code) -> dict[str, str]:
    location = {
        "name": place.name[_FIRST],
        "geoCode": place.code,
        "geoCodeType": "ISO 3166",
        "description": relation.label[_FIRST],
    }
    country = place.parent or place.code
    if place.kind == PlaceKind.UNION or country.startswith("X"):  # X… are no codes of ISO 3166
        return location
    return {**location, "countryCode": country}


def _build_files(publication: Publication) -> dict[str, bytes]:
    content = build_grants(
        publication.register, publication.release, publication.languages, publication.site_url
    )
    return {FILE_NAME: content}


STANDARD = Standard(
    use=N_("Grants in a format close to the 360Giving standard."), build_files=_build_files
)
