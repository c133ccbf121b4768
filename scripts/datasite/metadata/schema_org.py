"""The descriptions by schema.org that pages carry as JSON-LD: of packages, projects, organisations
and news.

They say only what the register holds. An organisation that pays, helps or receives is not a member
of a project; what is not stated is left out. Funding is in schema_org_funding.
"""

import json
from typing import Any

from datasite.content.text import Text
from datasite.downloads.data_package import Package
from datasite.language.languages import (
    LANGUAGES,
    TEXT_LANGUAGES,
    other_text_languages,
    text_language,
)
from datasite.metadata.schema_org_funding import describe_funding, without_blanks
from datasite.model.entities import Organisation, Partner, Place, Project, Tie
from datasite.publication import addresses
from datasite.publication.identity import (
    COUNTRY,
    KEYWORDS,
    LICENCE,
    PACKAGE_NAME,
    PUBLISHER,
    RIGHTS,
    TITLE,
)
from datasite.publication.release import Release
from datasite.tables.codes import (
    POLAND,
    NameKind,
    OrganisationType,
    PartnerRole,
    PlaceKind,
    PlaceRelation,
)

JsonLd = dict[str, Any]  # an object of JSON-LD

_CONTEXT = "https://schema.org"
_GOVERNMENT = (
    OrganisationType.BORDER_GUARD,
    OrganisationType.CENTRAL_OFFICE,
    OrganisationType.COURT_OR_PROSECUTION,
    OrganisationType.CUSTOMS,
    OrganisationType.DIPLOMATIC_MISSION,
    OrganisationType.EU_BODY,
    OrganisationType.FOREIGN_AUTHORITY,
    OrganisationType.LOCAL_GOVERNMENT,
    OrganisationType.MINISTRY,
    OrganisationType.POLICE,
    OrganisationType.PROGRAMME_AUTHORITY,
    OrganisationType.PUBLIC_BODY,
    OrganisationType.REGIONAL_GOVERNMENT,
    OrganisationType.UNIFORMED_SERVICE,
    OrganisationType.VOIVODE,
    OrganisationType.VOIVODESHIP_OFFICE,
)
_ORGANISATION_TYPES: dict[str, str] = {
    **dict.fromkeys(_GOVERNMENT, "GovernmentOrganization"),
    OrganisationType.MEDIA: "NewsMediaOrganization",
    OrganisationType.NGO: "NGO",
    OrganisationType.RESEARCH_BODY: "ResearchOrganization",
    OrganisationType.SCHOOL: "School",
    OrganisationType.UNIVERSITY: "CollegeOrUniversity",
}
_MEMBERS = (
    PartnerRole.LEAD,
    PartnerRole.PARTNER,
    PartnerRole.DONOR_PARTNER,
    PartnerRole.IMPLEMENTER,
)
# Other names in sources may be those of a part of the organisation or of another legal person.
_ALIASES = (NameKind.ABBREVIATION, NameKind.FORMER)
_PLACE_TYPES: dict[str, str] = {
    PlaceKind.COUNTRY: "Country",
    PlaceKind.VOIVODESHIP: "AdministrativeArea",
}


def script(data: JsonLd) -> str:
    """The description as text for a script element, which the text cannot end."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def dataset(package: Package, release: Release, lang: str, site_url: str) -> JsonLd:
    """The description of a package: a Dataset with its downloads."""
    url = site_url + addresses.page(package.section, package.slug, lang)
    publisher = _publisher(site_url)
    description: JsonLd = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        # as in the DCAT catalogue
        "@id": f"{site_url}{addresses.page(package.section, package.slug, LANGUAGES[0])}#dataset",
        "name": package.title[lang],
        "description": f"{package.description[lang]} {RIGHTS[lang]}",
        "url": url,
        "identifier": package.id,
        "version": release.version,
        "dateModified": release.released,
        "inLanguage": list(TEXT_LANGUAGES),
        "keywords": list(KEYWORDS[lang]),
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": {
            "@type": "Country",
            "name": COUNTRY[lang],
            "identifier": POLAND,
        },
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": TITLE[lang],
            "url": site_url + addresses.page("data", "", lang),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "description": file.use[lang],
                "contentUrl": f"{site_url}/data/{file.name}",
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in package.files
        ],
    }
    if package.id != PACKAGE_NAME:
        everything = addresses.page("data", "", LANGUAGES[0])
        description["isPartOf"] = {"@id": f"{site_url}{everything}#dataset"}
    return description


def project(record: Project, lang: str, site_url: str) -> JsonLd:
    """The description of a project: who carries it out, who pays and how much, its numbers, and its
    dates as precise as they are stated.
    """
    return without_blanks(
        {
            "@context": _CONTEXT,
            "@type": "Project",
            "@id": _id("projects", record.id, "project", site_url),
            "name": record.title[lang],
            "alternateName": [
                record.title[other]
                for other in other_text_languages(lang)
                if record.title[other] != record.title[lang]
            ],
            "description": record.summary[lang],
            "url": site_url + addresses.page("projects", record.id, lang),
            "sameAs": record.website,
            "identifier": [
                _property(number.scheme.label[lang], number.value) for number in record.identifiers
            ],
            "foundingDate": str(record.start or ""),
            "dissolutionDate": str(record.end or ""),
            "member": [
                _member(partner, lang, site_url)
                for partner in record.partners
                if partner.role.code in _MEMBERS
            ],
            "funder": [
                _organisation(partner.organisation, lang, site_url)
                for partner in record.partners
                if partner.role.code == PartnerRole.FUNDER
            ],
            "funding": describe_funding(record, lang, site_url),
            "location": _places(record.ties, PlaceRelation.IMPLEMENTED_IN, lang),
            "areaServed": _places(record.ties, PlaceRelation.TARGET, lang),
        }
    )


def organisation(record: Organisation, lang: str, site_url: str) -> JsonLd:
    """The description of an organisation: the type that fits, and its numbers in registers."""
    numbers = dict(record.numbers)
    wikidata = numbers.get("Wikidata", "")
    country = (
        record.country.code if record.country and record.country.kind == PlaceKind.COUNTRY else ""
    )
    names = [
        record.short_name,
        *record.name.values(),
        *(other_name.name for other_name in record.other_names if other_name.kind.code in _ALIASES),
    ]
    return without_blanks(
        {
            "@context": _CONTEXT,
            **_organisation(record, lang, site_url),
            "alternateName": [
                name for name in dict.fromkeys(names) if name and name != record.name[lang]
            ],
            "url": record.website,
            "mainEntityOfPage": site_url + addresses.page("organisations", record.id, lang),
            "sameAs": f"http://www.wikidata.org/entity/{wikidata}" if wikidata else "",
            "taxID": numbers.get("NIP", ""),
            "identifier": [
                _property(scheme, value) for scheme, value in record.numbers if scheme != "Wikidata"
            ],
            "address": {"@type": "PostalAddress", "addressCountry": country} if country else "",
            "parentOrganization": (
                _organisation(record.parent, lang, site_url) if record.parent else ""
            ),
        }
    )


def article(text: Text, lang: str, site_url: str, url: str) -> JsonLd:
    """The description of a news item, and the records that it is about.

    `url` is the address of its page from the root of the site, e.g. "/pl/aktualnosci/x/".
    """
    kinds = {"projects": "project", "organisations": "organisation"}
    publisher = _publisher(site_url)
    return without_blanks(
        {
            "@context": _CONTEXT,
            "@type": "NewsArticle",
            "headline": text.title,
            "description": text.summary,
            "url": site_url + url,
            "mainEntityOfPage": site_url + url,
            "inLanguage": text_language(lang),
            "datePublished": str(text.date or ""),
            "author": publisher,
            "publisher": publisher,
            "license": LICENCE["path"],
            "isAccessibleForFree": True,
            "about": [
                {"@id": _id(section, key, kind, site_url)}
                for section, kind in kinds.items()
                for key in text.references[section]
            ],
        }
    )


def _id(section: str, slug: str, kind: str, site_url: str) -> str:
    """The identifier of a thing, the same in every language."""
    return f"{site_url}{addresses.page(section, slug, LANGUAGES[0])}#{kind}"


def _publisher(site_url: str) -> JsonLd:
    return {
        "@type": "Organization",
        "@id": f"{site_url}/#publisher",
        "name": PUBLISHER,
        "url": f"{site_url}/",
    }


def _property(name: str, value: str) -> JsonLd:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _organisation_type(record: Organisation) -> str:
    """The type of schema.org; a unit has that of its parent."""
    if record.type.code == OrganisationType.UNIT and record.parent:
        return _organisation_type(record.parent)
    return _ORGANISATION_TYPES.get(record.type.code, "Organization")


def _organisation(record: Organisation, lang: str, site_url: str) -> JsonLd:
    return {
        "@type": _organisation_type(record),
        "@id": _id("organisations", record.id, "organisation", site_url),
        "name": record.name[lang],
    }


def _member(partner: Partner, lang: str, site_url: str) -> JsonLd:
    """An organisation with its role in a project."""
    return {
        "@type": "OrganizationRole",
        "roleName": partner.role.label[lang],
        "member": _organisation(partner.organisation, lang, site_url),
    }


def _places(ties: tuple[Tie, ...], relation: PlaceRelation, lang: str) -> list[JsonLd]:
    return [_place(tie.place, lang) for tie in ties if tie.relation.code == relation]


def _place(place: Place, lang: str) -> JsonLd:
    return {
        "@type": _PLACE_TYPES.get(place.kind, "Place"),
        "name": place.name[lang],
        "identifier": place.code,
    }
