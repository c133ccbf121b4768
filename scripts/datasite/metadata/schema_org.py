"""Records in, schema.org descriptions out, as dictionaries for the JSON-LD that a page carries; and
the one way to write them into it.

Nothing is said that the register does not hold: a grant has an amount only where a source states it
exactly, with its currency and for one project alone; a body that pays, helps or receives is no
member; what is not stated is not there.
"""

import json
from collections.abc import Mapping
from typing import Any

from datasite.content.prose import Text
from datasite.downloads.data_package import Package
from datasite.language.languages import LANGUAGES
from datasite.model.entities import Amount, Organisation, Partner, Place, Programme, Project, Tie
from datasite.publication import addresses
from datasite.publication.identity import (
    CATALOGUE_KEYWORDS,
    LICENCE,
    PACKAGE_NAME,
    PACKAGE_TITLE,
    PUBLISHER,
    RIGHTS,
)
from datasite.publication.release import Release

Linked = dict[str, Any]

_CONTEXT = "https://schema.org"
_GOVERNMENT = frozenset(
    {
        "border_guard", "central_office", "court_or_prosecution", "customs", "diplomatic_mission", "eu_body", "foreign_authority", "local_government", "ministry", "police",
        "programme_authority", "public_body", "regional_government", "uniformed_service", "voivode", "voivodeship_office",
    }
)  # fmt: skip
_TYPES = dict.fromkeys(_GOVERNMENT, "GovernmentOrganization") | {
    "media": "NewsMediaOrganization",
    "ngo": "NGO",
    "research_body": "ResearchOrganization",
    "school": "School",
    "university": "CollegeOrUniversity",
}
_MEMBERS = ("lead", "partner", "donor_partner", "implementer")
_PAYERS = (
    "eea_norway",
    "eu",
    "norway",
    "poland",
    "switzerland",
    "united_nations",
)  # funders that are someone; the rest are unknown, private or several
_GRANTS: Mapping[str, tuple[str, ...]] = {
    "eu_grant": ("eu",),
    "donor_grant": ("eea_norway", "norway", "switzerland"),
    "grant": (),
}  # whose money each kind is
_ALIASES = (
    "abbreviation",
    "former",
)  # other forms in sources may name a part, and a legal person is another body
_PLACES = {"country": "Country", "voivodeship": "AdministrativeArea"}


def script(data: Linked) -> str:
    """The description as text that cannot end the script element in which it stands."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def dataset(package: Package, release: Release, lang: str, site_url: str) -> Linked:
    """A package as a Dataset with its downloads."""
    url = site_url + addresses.page(package.section, package.slug, lang)
    publisher = _publisher(site_url)
    made: Linked = {
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
        "inLanguage": list(LANGUAGES),
        "keywords": list(CATALOGUE_KEYWORDS[lang]),
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": {
            "@type": "Country",
            "name": {"pl": "Polska", "en": "Poland"}[lang],
            "identifier": "PL",
        },
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": PACKAGE_TITLE[lang],
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
        made["isPartOf"] = {"@id": f"{site_url}{addresses.page('data', '', LANGUAGES[0])}#dataset"}
    return made


def project(it: Project, lang: str, site_url: str) -> Linked:
    """A project with who carries it out, who pays and for how much, its numbers, and its dates as
    precise as they are stated.
    """
    return _stated(
        {
            "@context": _CONTEXT,
            "@type": "Project",
            "@id": _id("projects", it.id, "project", site_url),
            "name": it.title[lang],
            "alternateName": [w for w in it.title.values() if w != it.title[lang]],
            "description": it.summary[lang],
            "url": site_url + addresses.page("projects", it.id, lang),
            "sameAs": it.website,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": i.scheme.label[lang], "value": i.value}
                for i in it.identifiers
            ],
            "foundingDate": str(it.start or ""),
            "dissolutionDate": str(it.end or ""),
            "member": [_member(p, lang, site_url) for p in it.partners if p.role.code in _MEMBERS],
            "funder": [
                _body(p.organisation, lang, site_url)
                for p in it.partners
                if p.role.code == "funder"
            ],
            "funding": _funding(it, lang, site_url),
            "location": _places(it.ties, "implemented_in", lang),
            "areaServed": _places(it.ties, "target", lang),
        }
    )


def organisation(it: Organisation, lang: str, site_url: str) -> Linked:
    """An organisation of the type that fits, with its numbers in public registers."""
    numbers = dict(it.numbers)
    country = it.country.code if it.country and it.country.kind == "country" else ""
    names = [
        it.short_name,
        *it.name.values(),
        *(other.name for other in it.other_names if other.kind.code in _ALIASES),
    ]
    return _stated(
        {
            "@context": _CONTEXT,
            **_body(it, lang, site_url),
            "alternateName": [n for n in dict.fromkeys(names) if n and n != it.name[lang]],
            "url": it.website,
            "mainEntityOfPage": site_url + addresses.page("organisations", it.id, lang),
            "sameAs": (
                f"http://www.wikidata.org/entity/{numbers['Wikidata']}"
                if "Wikidata" in numbers
                else ""
            ),
            "taxID": numbers.get("NIP", ""),
            "identifier": [
                {"@type": "PropertyValue", "propertyID": scheme, "value": value}
                for scheme, value in it.numbers
                if scheme != "Wikidata"
            ],
            "address": {"@type": "PostalAddress", "addressCountry": country} if country else "",
            "parentOrganization": _body(it.parent, lang, site_url) if it.parent else "",
        }
    )


def article(text: Text, lang: str, site_url: str, url: str) -> Linked:
    """A news item, and the records that it is about.

    `url` is its page's address from the root of the site.
    """
    kinds = {"projects": "project", "organisations": "organisation"}
    publisher = _publisher(site_url)
    return _stated(
        {
            "@context": _CONTEXT,
            "@type": "NewsArticle",
            "headline": text.title,
            "description": text.summary,
            "url": site_url + url,
            "mainEntityOfPage": site_url + url,
            "inLanguage": lang,
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


def _stated(made: Linked) -> Linked:
    """Without what is blank."""
    return {name: value for name, value in made.items() if value not in ("", [])}


def _id(section: str, slug: str, kind: str, site_url: str) -> str:
    """One identifier of a thing in every language."""
    return f"{site_url}{addresses.page(section, slug, LANGUAGES[0])}#{kind}"


def _publisher(site_url: str) -> Linked:
    return {
        "@type": "Organization",
        "@id": f"{site_url}/#publisher",
        "name": PUBLISHER,
        "url": f"{site_url}/",
    }


def _type(it: Organisation) -> str:
    """A unit is what its parent is."""
    return (
        _type(it.parent)
        if it.type.code == "unit" and it.parent
        else _TYPES.get(it.type.code, "Organization")
    )


def _body(it: Organisation, lang: str, site_url: str) -> Linked:
    return {
        "@type": _type(it),
        "@id": _id("organisations", it.id, "organisation", site_url),
        "name": it.name[lang],
    }


def _member(it: Partner, lang: str, site_url: str) -> Linked:
    """Schema.org's way to say as what a body takes part."""
    return {
        "@type": "OrganizationRole",
        "roleName": it.role.label[lang],
        "member": _body(it.organisation, lang, site_url),
    }


def _places(ties: tuple[Tie, ...], relation: str, lang: str) -> list[Linked]:
    return [_place(t.place, lang) for t in ties if t.relation.code == relation]


def _place(it: Place, lang: str) -> Linked:
    return {"@type": _PLACES.get(it.kind, "Place"), "name": it.name[lang], "identifier": it.code}


def _funding(it: Project, lang: str, site_url: str) -> list[Linked]:
    """The grants that are stated exactly; where none is, the programme that pays, if it is known."""
    programme = it.programme
    grants = [
        a
        for a in it.amounts
        if a.kind.code in _GRANTS
        and a.exact
        and a.preferred
        and a.currency
        and not (a.organisation or a.joint_id or any(a.purpose.values()))
    ]
    made = [
        _grant(a, programme, lang, site_url)
        for a in sorted(grants, key=lambda a: (tuple(_GRANTS).index(a.kind.code), a.id))
    ]
    if made or not programme:
        return made
    return [
        _stated(
            {
                "@type": "Grant",
                **_of_programme(programme, lang, site_url),
                "funder": _payer(programme, _PAYERS, lang),
            }
        )
    ]


def _grant(amount: Amount, programme: Programme | None, lang: str, site_url: str) -> Linked:
    return _stated(
        {
            "@type": "MonetaryGrant",
            **(_of_programme(programme, lang, site_url) if programme else {}),
            "description": (
                f"{amount.kind.label[lang]}, {amount.stage.label[lang]}"
                if amount.stage.code != "unspecified"
                else amount.kind.label[lang]
            ),
            "amount": {
                "@type": "MonetaryAmount",
                "value": str(amount.amount),
                "currency": amount.currency,
            },
            "funder": _payer(programme, _GRANTS[amount.kind.code], lang) if programme else "",
        }
    )


def _of_programme(it: Programme, lang: str, site_url: str) -> Linked:
    return {"name": it.name[lang], "url": site_url + addresses.page("programmes", it.id, lang)}


def _payer(it: Programme, allowed: tuple[str, ...], lang: str) -> Linked | str:
    """Who pays for a programme, where that is one of those allowed."""
    return (
        {"@type": "Organization", "name": it.funder.label[lang]}
        if it.funder.code in allowed
        else ""
    )
