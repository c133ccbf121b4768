"""Whom a list names for a project: its lead or, where no source names one, those who take part.

Every list, table, card and result of the search asks here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.model.entities import Organisation, Partner, Project
from datasite.pages.lists.cut import cut
from datasite.problems import N_
from datasite.tables.codes import PartnerRole

MOST_NAMED = 3  # organisations of one project in a list; its page names all

# The roles but for the lead, in the order in which pages name them.
ROLE_ORDER: tuple[str, ...] = (
    PartnerRole.PARTNER,
    PartnerRole.DONOR_PARTNER,
    PartnerRole.IMPLEMENTER,
    PartnerRole.OPERATOR,
    PartnerRole.FUNDER,
    PartnerRole.SUPPORTER,
    PartnerRole.RECIPIENT,
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """The organisations that a list names for a project, with their names in its language.

    `more` says how many others there are, `note` in what roles all of them are where they do not
    lead; both are blank for a lead.
    """

    organisations: tuple[Organisation, ...] = ()
    names: tuple[str, ...] = ()
    more: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """All that are named, and how many more: "A, B, C and 2 more"."""
        return " ".join(filter(None, (", ".join(self.names), self.more)))


def named(project: Project, language: Language) -> Named:
    """Whom a list names for the project; nobody where no source names any organisation."""
    if project.lead:
        return _named([project.lead.organisation], "", "", language)
    everyone = sorted(project.partners, key=lambda p: role_place(p.role.code))
    organisations = cut({p.organisation.id: p.organisation for p in everyone}.values(), MOST_NAMED)
    more = language.translations.ngettext(
        "and %(num)d more", "and %(num)d more", len(organisations.rest)
    ) % {"num": len(organisations.rest)}
    return _named(
        organisations.first,
        more if organisations.rest else "",
        _roles(everyone, language) if everyone else "",
        language,
    )


def _named(
    organisations: Sequence[Organisation], more: str, note: str, language: Language
) -> Named:
    return Named(
        organisations=tuple(organisations),
        names=tuple(organisation.name[language.code] for organisation in organisations),
        more=more,
        note=note,
    )


def _roles(everyone: Iterable[Partner], language: Language) -> str:
    """The roles of everyone, and that no source names a lead."""
    labels: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for partner in everyone:
        labels[partner.role.code] = partner.role.label[language.code]
        numbers[partner.role.code] += 1
    if numbers[PartnerRole.PARTNER] > 1:
        labels[PartnerRole.PARTNER] = language.translations.gettext(N_("partners"))
    say = language.translations.gettext
    return say(N_("%(roles)s; lead partner not stated")) % {"roles": ", ".join(labels.values())}


def role_place(code: str) -> int:
    """The place of a role in the order of pages; roles that have none are last."""
    return ROLE_ORDER.index(code) if code in ROLE_ORDER else len(ROLE_ORDER)
