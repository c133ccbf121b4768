"""The funding of a project by schema.org: its grants, and who pays.

A grant has an amount only where a source states it exactly, with its currency, for the whole of one
project.
"""

from collections.abc import Mapping
from typing import Any

from datasite.model.entities import Amount, Programme, Project
from datasite.publication import addresses
from datasite.tables.codes import AmountKind, AmountStage, Funder

# The funders that are someone; the others are unknown, private or several.
_NAMED_FUNDERS = (
    Funder.EEA_NORWAY,
    Funder.EU,
    Funder.NORWAY,
    Funder.POLAND,
    Funder.SWITZERLAND,
    Funder.UNITED_NATIONS,
)
# Whose money each kind of grant may be, in the order in which grants are listed.
_FUNDERS_OF_GRANTS: Mapping[str, tuple[Funder, ...]] = {
    AmountKind.EU_GRANT: (Funder.EU,),
    AmountKind.DONOR_GRANT: (Funder.EEA_NORWAY, Funder.NORWAY, Funder.SWITZERLAND),
    AmountKind.GRANT: (),
}
_ORDER = tuple(_FUNDERS_OF_GRANTS)


def without_blanks(description: dict[str, Any]) -> dict[str, Any]:
    """The description without the members that are blank."""
    return {name: value for name, value in description.items() if value not in ("", [])}


def describe_funding(project: Project, lang: str, site_url: str) -> list[dict[str, Any]]:
    """The grants that are stated exactly; where there is none, the programme that pays, if it is
    known.
    """
    programme = project.programme
    grants = sorted(
        filter(_is_exact_grant, project.amounts),
        key=lambda amount: (_ORDER.index(amount.kind.code), amount.id),
    )
    if grants:
        return [_grant(amount, programme, lang, site_url) for amount in grants]
    if not programme:
        return []
    grant = {
        "@type": "Grant",
        **_programme(programme, lang, site_url),
        "funder": _funder(programme, _NAMED_FUNDERS, lang),
    }
    return [without_blanks(grant)]


def _is_exact_grant(amount: Amount) -> bool:
    return bool(
        amount.kind.code in _FUNDERS_OF_GRANTS
        and amount.exact
        and amount.preferred
        and amount.currency
        and amount.of_whole_project
        and not amount.joint_id
    )


def _grant(amount: Amount, programme: Programme | None, lang: str, site_url: str) -> dict[str, Any]:
    kind, stage = amount.kind.label[lang], amount.stage.label[lang]
    allowed = _FUNDERS_OF_GRANTS[amount.kind.code]
    return without_blanks(
        {
            "@type": "MonetaryGrant",
            **(_programme(programme, lang, site_url) if programme else {}),
            "description": (
                kind if amount.stage.code == AmountStage.UNSPECIFIED else f"{kind}, {stage}"
            ),
            "amount": {
                "@type": "MonetaryAmount",
                "value": str(amount.amount),
                "currency": amount.currency,
            },
            "funder": _funder(programme, allowed, lang) if programme else "",
        }
    )


def _programme(programme: Programme, lang: str, site_url: str) -> dict[str, Any]:
    return {
        "name": programme.name[lang],
        "url": site_url + addresses.page("programmes", programme.id, lang),
    }


def _funder(programme: Programme, allowed: tuple[Funder, ...], lang: str) -> dict[str, Any] | str:
    """Who pays for a programme; blank where that is not one of those allowed."""
    if programme.funder.code not in allowed:
        return ""
    return {"@type": "Organization", "name": programme.funder.label[lang]}
