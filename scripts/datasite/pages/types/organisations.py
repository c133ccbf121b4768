"""The list of organisations, and the page of each organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datasite.charts.neighbours import Neighbours, build_neighbours
from datasite.content.text import Text
from datasite.language.localization import Language
from datasite.metadata import schema_org
from datasite.model.entities import Amount, Cooperation, Organisation, Partner, Project, Source
from datasite.model.facts import Document, OrganisationFact
from datasite.model.families import newest_first
from datasite.model.record_parts import Event
from datasite.model.register import Register
from datasite.model.sums import Sums, sums_of
from datasite.model.working_together import WorksWith, works_with
from datasite.pages.evidence import SourceWords
from datasite.pages.explorer.organisations import organisation_explorer
from datasite.pages.explorer.rows_file import data_files
from datasite.pages.lists.by_amount import ProjectTable, project_table
from datasite.pages.lists.cut import Cut, cut
from datasite.pages.page import PageType, Search, message, one_page
from datasite.pages.search_entry import (
    SearchEntry,
    in_other_languages,
    project_count,
    source_titles,
)
from datasite.pages.sections import organisation_facts
from datasite.pages.sections.documents import documents_of
from datasite.pages.sections.organisation_facts import FactsOfKind
from datasite.pages.sections.printed import printed_words
from datasite.problems import N_
from datasite.tables.codes import AmountKind, PartnerRole

WORKS_WITH_MOST = 12  # organisations that "with whom" shows at once
IN_STRIP = 2  # those that the first screen names


@dataclass(frozen=True)
class Part:
    """An organisation's part in one project: the roles that it has there, and those of the bodies
    below it.
    """

    project: Project
    roles: tuple[Partner, ...]
    of_units: tuple[Partner, ...]

    @property
    def leads(self) -> bool:
        """Whether the organisation leads the project."""
        return any(partner.role.code == PartnerRole.LEAD for partner in self.roles)


@dataclass(frozen=True, kw_only=True)
class OrganisationView:
    """`parts` are the projects in which it has a role itself, `unit_parts` those in which only
    bodies below it have one; `table` and `unit_table` list these projects.

    `own` sums its own parts where they are stated, which is `own_known` times; `own_besides` are
    the other amounts stated of it alone, which are in no sum; `taken_part` sums the projects.
    `works_with` are the organisations that it or bodies below it work with, `neighbours` draws the
    first of them, `abroad` is the number of those from other countries. `words` are those on which
    the facts rest.
    """

    organisation: Organisation
    facts: tuple[FactsOfKind, ...]
    units: tuple[Organisation, ...]
    parts: tuple[Part, ...]
    table: ProjectTable
    unit_parts: tuple[Part, ...]
    unit_table: ProjectTable
    own: Sums
    own_known: int
    own_besides: tuple[tuple[Project, Amount], ...]
    taken_part: Sums
    works_with: Cut[WorksWith]
    neighbours: Neighbours
    abroad: int
    cooperation: tuple[Cooperation, ...]
    events: tuple[tuple[Project | Cooperation, Event], ...]
    documents: tuple[Document, ...]
    published: tuple[Source, ...]
    news: tuple[Text, ...]
    sources: tuple[Source, ...]
    words: Mapping[str, SourceWords]

    @property
    def first_facts(self) -> tuple[OrganisationFact, ...]:
        """The facts that the first sentence says."""
        return organisation_facts.first_facts(self.facts)

    @property
    def closest(self) -> Cut[WorksWith]:
        """Those it works with, as the first screen names them."""
        return cut(self.works_with.whole, IN_STRIP)

    @property
    def by_project(self) -> Mapping[str, Part]:
        """The parts, its own and those of bodies below it, by the id of the project."""
        return {part.project.id: part for part in (*self.parts, *self.unit_parts)}


def organisation_view(
    register: Register, organisation: Organisation, news: Iterable[Text]
) -> OrganisationView:
    """The data for the page of an organisation."""
    key = organisation.id
    everything = _parts(register, organisation)
    parts = tuple(p for p in everything if p.roles)
    unit_parts = tuple(p for p in everything if not p.roles)
    with_whom = works_with(register, organisation)
    works_with_cut = cut(with_whom, WORKS_WITH_MOST)
    own_amounts = [_own_part(p.project, key) for p in parts]
    facts = organisation_facts.by_kind(register.organisation_facts.get(key, ()))
    stated = [fact for group in facts for fact in group.facts]
    documents = documents_of(register, "organisations", key)
    named_by = (
        organisation.source_id,
        *(fact.source.id for fact in stated),
        *(name.source_id for name in organisation.other_names),
        *(document.source.id for document in documents),
    )
    return OrganisationView(
        organisation=organisation,
        facts=facts,
        units=register.units_of(organisation),
        parts=parts,
        table=project_table(p.project for p in parts),
        unit_parts=unit_parts,
        unit_table=project_table(p.project for p in unit_parts),
        own=sums_of((p.project for p in parts), lambda project: _own_part(project, key)),
        own_known=sum(1 for amount in own_amounts if amount),
        own_besides=tuple(
            (part.project, amount)
            for part, own in zip(parts, own_amounts, strict=True)
            for amount in part.project.amounts
            if amount.organisation and amount.organisation.id == key and amount != own
        ),
        taken_part=sums_of(p.project for p in parts),
        works_with=works_with_cut,
        neighbours=build_neighbours(organisation, works_with_cut.first),
        abroad=sum(1 for other in with_whom if other.organisation.abroad),
        cooperation=tuple(
            c
            for c in register.cooperation.values()
            if any(p.organisation.id == key for p in c.participants)
        ),
        events=register.events_with(organisation),
        documents=documents,
        published=register.published_by(organisation),
        news=tuple(t for t in news if key in t.references["organisations"]),
        sources=tuple(register.sources[source] for source in dict.fromkeys(named_by)),
        words=printed_words(stated),
    )


def _parts(register: Register, organisation: Organisation) -> tuple[Part, ...]:
    """Its parts in projects and those of the bodies below it, the newest project first."""
    below = {unit.id for unit in register.bodies_below(organisation)}
    parts = (
        Part(
            project,
            tuple(p for p in project.partners if p.organisation.id == organisation.id),
            tuple(p for p in project.partners if p.organisation.id in below),
        )
        for project in register.projects_with({organisation.id, *below})
    )
    return tuple(sorted(parts, key=lambda p: newest_first(p.project)))


def _own_part(project: Project, organisation: str) -> Amount | None:
    """The whole part of an organisation, given by id, in a project; None if no source states it."""
    return next(
        (
            a
            for a in project.amounts
            if a.organisation
            and a.organisation.id == organisation
            and a.kind.code == AmountKind.TOTAL
            and a.preferred
            and not any(a.purpose.values())
        ),
        None,
    )


def _search_entry(view: OrganisationView, language: Language) -> SearchEntry:
    organisation, lang = view.organisation, language.code
    other_names = tuple(name.name for name in organisation.other_names)
    return SearchEntry(
        title=organisation.name[lang],
        facts=(
            organisation.type.label[lang],
            organisation.country.name[lang] if organisation.country else "",
            project_count(len(view.parts), language),
        ),
        text=(", ".join(other_names),),
        short=organisation.short_name,
        names=(*in_other_languages(organisation.name, language), *other_names),
        numbers=tuple(number for _, number in organisation.numbers),
        more=(
            organisation.parent.name[lang] if organisation.parent else "",
            ", ".join(unit.name[lang] for unit in view.units),
            *(
                text
                for group in view.facts
                for text in organisation_facts.texts(group.facts, language)
            ),
            *source_titles(view.sources, language),
        ),
    )


def _description(organisation: Organisation, language: Language) -> str:
    sentence = language.translations.gettext(
        N_("%(name)s: its projects, partners and money, with sources.")
    )
    return sentence % {"name": organisation.name[language.code]}


INDEX = PageType(
    name="organisations",
    template="organisations.html",
    section="organisations",
    items=one_page,
    title=message(N_("Organisations")),
    label=N_("Organisations"),
    in_navigation=True,
    description=message(
        N_("Every body that leads, joins or supports a project, and every publisher of a source.")
    ),
    view=lambda site, _, language: organisation_explorer(site.register, language),
    data_files=data_files,
)

ORGANISATION = PageType(
    name="organisation",
    template="organisation.html",
    section="organisations",
    items=lambda site: site.register.organisations.values(),
    slug=lambda organisation, lang: organisation.id,
    title=lambda organisation, language: organisation.name[language.code],
    tells_apart=lambda organisation, language: tuple(
        of.name[language.code] if of else "" for of in (organisation.country, organisation.parent)
    ),
    description=_description,
    view=lambda site, organisation, language: organisation_view(
        site.register, organisation, site.news(language.code)
    ),
    sources=lambda view: view.sources,
    search=Search(label=N_("Organisations"), entry=_search_entry),
    described=lambda site, organisation, lang: schema_org.organisation(
        organisation, lang, site.site_url
    ),
    cited="entry",
    dataset="organisations",
)
