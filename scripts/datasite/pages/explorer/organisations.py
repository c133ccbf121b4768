"""The explorer of organisations, with its facets: type, country, role, and with whom they work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.model.entities import Code, Organisation
from datasite.model.register import Register
from datasite.model.working_together import works_with
from datasite.pages.explorer.facets import (
    NOT_STATED,
    Choices,
    FacetType,
    build_facet,
    code_choices,
    countries,
    country_choices,
    facet_values,
    in_order_of_labels,
)
from datasite.pages.explorer.rows import (
    Column,
    Explorer,
    ExplorerCell,
    ExplorerRow,
    places_named,
    rows_that_fit,
    words_not_shown,
)
from datasite.pages.explorer.summary import Summary, count_words
from datasite.problems import N_
from datasite.tables.codes import PartnerRole

COOPERATION = "cooperation"  # as a role: no role of a project has this code


@dataclass(frozen=True, kw_only=True)
class ListedOrganisation:
    """An organisation that takes part in projects or in cooperation.

    `roles` are those that it has in projects; `led` and `joined` are numbers of projects;
    `named_by` are the organisations on whose pages it is listed under "with whom".
    """

    organisation: Organisation
    roles: tuple[Code, ...]
    cooperates: bool
    led: int
    joined: int
    named_by: tuple[Organisation, ...]


def _participants(register: Register) -> Mapping[str, ListedOrganisation]:
    """By the id of the organisation."""
    roles_of: dict[str, dict[str, list[Code]]] = {}  # by organisation and project
    for project in register.projects.values():
        for partner in project.partners:
            by_project = roles_of.setdefault(partner.organisation.id, {})
            by_project.setdefault(project.id, []).append(partner.role)
    cooperating = {p.organisation.id for c in register.cooperation.values() for p in c.participants}
    named_by: dict[str, list[Organisation]] = {}
    for organisation in register.organisations.values():
        for other in works_with(register, organisation):
            named_by.setdefault(other.organisation.id, []).append(organisation)
    return {
        key: _participant(
            organisation,
            list(roles_of.get(key, {}).values()),
            key in cooperating,
            named_by.get(key, ()),
        )
        for key, organisation in register.organisations.items()
        if key in roles_of or key in cooperating
    }


def _participant(
    organisation: Organisation,
    roles: Sequence[Sequence[Code]],
    cooperates: bool,
    named_by: Iterable[Organisation],
) -> ListedOrganisation:
    """`roles` are those that the organisation has in each of its projects."""
    led = sum(any(role.code == PartnerRole.LEAD for role in in_one) for in_one in roles)
    return ListedOrganisation(
        organisation=organisation,
        roles=tuple(role for in_one in roles for role in in_one),
        cooperates=cooperates,
        led=led,
        joined=len(roles) - led,
        named_by=tuple(named_by),
    )


def _type_choices(items: Sequence[ListedOrganisation], language: Language) -> Iterator[Choices]:
    yield code_choices((item.organisation.type for item in items), language)


def _countries(item: ListedOrganisation) -> Iterable[str]:
    return tuple(countries([item.organisation])) or (NOT_STATED,)


def _country_choices(items: Sequence[ListedOrganisation], language: Language) -> Iterator[Choices]:
    yield from country_choices((item.organisation for item in items), language)


def _partner_choices(items: Sequence[ListedOrganisation], language: Language) -> Iterator[Choices]:
    labels = {o.id: o.name[language.code] for item in items for o in item.named_by}
    yield Choices(in_order_of_labels(labels, language))


def _roles(item: ListedOrganisation) -> Iterator[str]:
    yield from (role.code for role in item.roles)
    if item.cooperates:
        yield COOPERATION


def _role_choices(items: Sequence[ListedOrganisation], language: Language) -> Iterator[Choices]:
    yield code_choices((role for item in items for role in item.roles), language)
    say = language.translations.gettext
    yield Choices({COOPERATION: say(N_("participant in cooperation without a budget"))})


# In the order in which the page offers them.
ORGANISATION_FACETS: tuple[FacetType[ListedOrganisation], ...] = (
    FacetType(
        name="type",
        before=N_("Type"),
        anything=N_("any type"),
        values=lambda item: [item.organisation.type.code],
        choices=_type_choices,
        in_front=True,
    ),
    FacetType(
        name="country",
        before=N_("Country"),
        anything=N_("any country"),
        values=_countries,
        choices=_country_choices,
        not_stated=N_("country not stated"),
        in_front=True,
    ),
    FacetType(
        name="role",
        before=N_("Role"),
        anything=N_("any role"),
        values=_roles,
        choices=_role_choices,
    ),
    FacetType(
        name="with",
        before=N_("Works with"),
        anything=N_("any organisation"),
        values=lambda item: (organisation.id for organisation in item.named_by),
        choices=_partner_choices,
    ),
)


def organisation_explorer(register: Register, language: Language) -> Explorer:
    """The list of organisations that take part in projects or cooperation, by name; `others` are
    the rest of the register's organisations.
    """
    say, lang = language.translations.gettext, language.code
    participants = _participants(register)
    ordered = sorted(register.organisations.values(), key=lambda o: language.sort_key(o.name[lang]))
    items = [participants[o.id] for o in ordered if o.id in participants]
    rows = tuple(_row(item, language) for item in items)
    return Explorer(
        section="organisations",
        columns=(
            Column("name", say(N_("organisation")), "text"),
            Column("type", say(N_("type")), "text"),
            Column("country", say(N_("country")), "text"),
            Column("led", say(N_("leads")), "number", "num count-of"),
            Column("joined", say(N_("joins")), "number", "num count-of"),
        ),
        sort="name",
        rows=rows,
        first=rows_that_fit(rows),
        facets=tuple(
            build_facet(facet_type, items, language) for facet_type in ORGANISATION_FACETS
        ),
        placeholder=say(N_("a name, an abbreviation, a number")),
        summary=Summary(count_words("organisations", len(rows), language)),
        table="organisations",
        others=tuple(o for o in ordered if o.id not in participants),
    )


def _row(item: ListedOrganisation, language: Language) -> ExplorerRow:
    organisation, lang = item.organisation, language.code
    cells = (
        ExplorerCell(organisation.name[lang], organisation.short_name),
        ExplorerCell(organisation.type.label[lang]),
        ExplorerCell(organisation.country.name[lang] if organisation.country else ""),
        *(
            ExplorerCell(language.number(count) if count else "")
            for count in (item.led, item.joined)
        ),
    )
    words = (
        *organisation.name.values(),
        *(name.name for name in organisation.other_names),
        *(number for _, number in organisation.numbers),
    )
    more = words_not_shown(cells, words)
    return ExplorerRow(
        id=organisation.id,
        cells=cells,
        keys=(None, None, None, item.led, item.joined),
        facets=facet_values(ORGANISATION_FACETS, item),
        more=more,
        places=places_named(cells, more, language),
    )
